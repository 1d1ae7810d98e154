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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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
        // Of the library itself: the linker defines them where sections begin and end (ld, "Orphan Sections").
        undefined.removeIf(name -> name.matches("__ehdr_start|__(start|stop)_shimgen_table_[a-z]+"));
        assertThat(undefined).isEmpty();
    }

    /**
     * A library that asks for a symbol by a version of libc does not load where that is not there, even if the reference is
     * weak (glibc, elf/dl-version.c). Seen to fail with {@code __libc_single_threaded}, which ties it to glibc 2.32.
     */
    @Test
    void aShimLoadsIntoEveryReleaseOfLibc() throws Exception {
        List<GeneratedFile> files =
                new CEmitter(Templates.load(), Behaviours.load()).emit(Plans.everyShapeInBrackets());
        for (GeneratedFile file : files) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
        run(
                "gcc",
                "-std=gnu11",
                "-O2",
                "-fPIC",
                "-fexceptions",
                "-shared",
                "-o",
                "shim.so",
                files.get(0).path());
        Set<String> versions = new TreeSet<>();
        Matcher reference = Pattern.compile("\\bUND \\w+@(GLIBC_[\\d.]+)")
                .matcher(run("readelf", "--dyn-syms", "-W", "shim.so").stdout());
        while (reference.find()) {
            versions.add(reference.group(1));
        }
        // The first ones of glibc for x86_64 and for aarch64.
        assertThat(versions).isNotEmpty().isSubsetOf("GLIBC_2.2.5", "GLIBC_2.17");
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
