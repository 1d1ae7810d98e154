package dev.shimgen.generator.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a shim asks other objects for. A compiler makes calls of memcpy, memset and strlen out of loops and copies, and
 * those may be the very functions that the shim wraps (TRAPS 30).
 */
final class SupportCodeTest {

    /**
     * {@code __errno_location} finds errno; the others are variables. Seen to fail with {@code shimgen_object_read}'s
     * struct set by an initializer, and with a union in {@code shimgen_trace_structure}: {@code memset} of clang at -O0.
     */
    private static final Set<String> HARMLESS = Set.of(
            "_DYNAMIC",
            "_GLOBAL_OFFSET_TABLE_",
            "__errno_location",
            "__libc_single_threaded",
            "__libc_stack_end",
            "_dl_debug_addr",
            "_r_debug",
            "environ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"gcc,-O0", "gcc,-O2", "gcc,-O3", "clang,-O0", "clang,-O2", "clang,-O3"})
    void aShimCallsNothingByName(String compiler, String level) throws Exception {
        List<GeneratedFile> files =
                new CEmitter(Templates.load(), Behaviours.load()).emit(Plans.everyShapeInBrackets());
        for (GeneratedFile file : files) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
        CommandResult compiled = run(
                compiler,
                "-std=gnu11",
                level,
                "-fPIC",
                "-fexceptions",
                "-c",
                "-o",
                "shim.o",
                files.get(0).path());
        assertThat(compiled.stderr()).isEmpty();
        Set<String> undefined = new TreeSet<>();
        for (String line : run("nm", "-u", "shim.o").stdout().lines().toList()) {
            undefined.add(line.replaceFirst("^\\s*[Uvw]\\s+", "").strip());
        }
        undefined.removeAll(HARMLESS);
        assertThat(undefined).isEmpty();
    }

    private CommandResult run(String... command) throws Exception {
        try {
            return CommandRunner.run(List.of(command), folder, "", Duration.ofMinutes(2));
        } catch (IOException e) {
            System.out.println("SKIPPED: no " + command[0] + " on this machine");
            return abort("no " + command[0]);
        }
    }
}
