package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs without a fault, in which events have broken something. */
class HonestProgramsTest {

    @TempDir
    private static Path folder;

    private static Path library;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(
                        folder,
                        "Honest",
                        "FileOpen, ReadWrite, Descriptors, Links, FileTimes, FileWatches, Sockets, EventWaits, Sleeping, Processes")
                .library("gcc");
    }

    /**
     * Seen to end with signal 11 in each of the calls, while what was asked for and succeeded was believed to be there; with lines it
     * never did.
     */
    @Test
    void memoryThatACallHasNotTouchedNeedNotBeThere() throws Exception {
        Path program = program("untouched");
        try (TraceSession session = TraceSession.create(4 << 20)) {
            List<TraceEvent> events = new ArrayList<>();
            assertThat(session.follow(session.start(run(program), library), events::add))
                    .isZero();
            assertThat(events)
                    .extracting(TraceEvent::text)
                    .anyMatch(line -> line.startsWith("nanosleep({tv_sec=0, tv_nsec=1000}, 0x"))
                    .anyMatch(line -> line.startsWith("readlink("));
        }
        ProcessBuilder lines = run(program);
        lines.environment().put("LD_PRELOAD", library.toString());
        lines.environment().put("SHIMGEN_TRACE", folder.resolve("lines").toString());
        assertThat(lines.start().waitFor()).isZero();
    }

    /** Seen with half of the events under the id of the parent, while a process was told from others by the time. */
    @Test
    void processesThatBeginAtTheSameTimeAreTwo() throws Exception {
        Path program = program("counterless");
        try (TraceSession session = TraceSession.create(4 << 20)) {
            List<TraceEvent> events = new ArrayList<>();
            assertThat(session.follow(session.start(run(program), library), event -> {
                        if (event.function().name().equals("open")) {
                            events.add(event);
                        }
                    }))
                    .isZero();
            List<TraceEvent> own = events.stream()
                    .filter(event ->
                            Objects.requireNonNullElse(event.text(0), "").startsWith("/none/"))
                    .toList();
            assertThat(own).hasSize(20 * 4 * 2);
            assertThat(own).allMatch(event -> ("/none/" + event.process()).equals(event.text(0)));
        }
    }

    private static ProcessBuilder run(Path program) {
        return new ProcessBuilder(program.toString()).inheritIO().directory(folder.toFile());
    }

    private static Path program(String name) throws Exception {
        Files.copy(
                Path.of("src/test/resources/programs", name + ".c"),
                folder.resolve(name + ".c"),
                StandardCopyOption.REPLACE_EXISTING);
        return TracedShim.program(folder, name);
    }
}
