package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real programs do under the shim what they do without it, and leave a trace. */
final class ProgramsTest {

    /** These take a folder's files by their inode numbers, or as the folder has them, which may be others in the second run. */
    private static final Set<String> BY_INODE = Set.of("cp", "find", "tar");

    @TempDir
    private Path folder;

    static Stream<Program> programs() {
        return Program.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramDoesTheSame(Program program) throws Exception {
        Program.assumeInstalled(program.label());
        assertSameWithAndWithout(program.command());
    }

    /** Otherwise {@code stat} tells two folders apart that were made on the two sides of a second's end. */
    @Test
    void aWorkspaceHasTheSameTimesWheneverItIsMade() throws Exception {
        Path work = Workspace.make(folder.resolve("work"));
        try (Stream<Path> all = Files.walk(work)) {
            assertThat(all)
                    .contains(work, work.resolve("link"), work.resolve("tree/deep"))
                    .extracting(path -> Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                            .toInstant())
                    .containsOnly(Instant.parse("2020-02-02T20:20:20Z"));
        }
    }

    @Test
    void fileNamesAreBytes() throws Exception {
        Run run = assertSameWithAndWithout(List.of(
                "bash",
                "-c",
                "touch $'a\\xff' $'b\\nc' 'd\"e' $'f\\\\g' && exec ls -1 --literal --show-control-chars"));
        assertThat(run.stdout()).contains("a\u00ff\n", "b\nc\n", "d\"e\n", "f\\g\n");

        Run list = assertSameWithAndWithout(
                List.of("bash", "-c", "touch $'a\\xff' $'b\\nc' 'd\"e'; exec ls -l --time-style=+"));
        assertThat(list.status()).as(list.describe()).isZero();
        List<String> paths =
                trace().calls().stream().flatMap(call -> call.paths().stream()).toList();
        assertThat(paths).contains("a\u00ff", "b\nc", "d\"e");
    }

    private Run assertSameWithAndWithout(List<String> command) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        // The same folder for both runs, one after the other: some programs print it.
        Path work = folder.resolve("work");
        Run plain = Run.of(command, Workspace.make(fresh(work)), Preload.plain(home));

        Map<String, String> environment = new HashMap<>(Preload.plain(home));
        environment.putAll(Preload.traced(logs));
        Run shimmed = Run.of(command, Workspace.make(fresh(work)), environment);

        if (BY_INODE.contains(command.get(0))) {
            assertThat(shimmed.stdout().lines())
                    .as(shimmed.describe())
                    .containsExactlyInAnyOrderElementsOf(plain.stdout().lines().toList());
        } else {
            assertThat(shimmed.stdout()).as(shimmed.describe()).isEqualTo(plain.stdout());
        }
        // The trace goes to its own file.
        assertThat(shimmed.stderr()).as(shimmed.describe()).isEqualTo(plain.stderr());
        assertThat(shimmed.status()).as(shimmed.describe()).isEqualTo(plain.status());
        assertThat(trace().calls()).as("calls of %s", command).isNotEmpty();
        assertThat(trace().foreign()).as("lines that are no trace of a call of %s", command).isEmpty();
        return shimmed;
    }

    private TraceLog trace() throws IOException {
        return TraceLog.read(folder.resolve("logs"));
    }

    private static Path fresh(Path work) throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        return work;
    }
}
