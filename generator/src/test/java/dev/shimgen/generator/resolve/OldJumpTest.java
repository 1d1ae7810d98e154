package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is jumped to, and that is other code for programs of old: {@code dlopen} of i386. */
class OldJumpTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** As a program from before glibc 2.1 was linked, for which a mode of 0 was good enough (glibc, dlfcn/dlopenold.c). */
    private static final String PROGRAM = """
            #include <dlfcn.h>
            #include <stdio.h>
            __asm__(".symver dlopen, dlopen@GLIBC_2.0");
            extern void *today(const char *, int);
            __asm__(".symver today, dlopen@GLIBC_2.34");
            int main(void)
            {
                const int old = dlopen("libm.so.6", 0) != NULL;
                const int new = today("libm.so.6", 0) != NULL;
                printf("%d %d %d\\n", old, new, today("libm.so.6", RTLD_NOW) != NULL);
                return 0;
            }
            """;

    @TempDir
    private Path folder;

    /** Breaks when a jump has one entry for all versions: the old program's dlopen is then refused, "0 0 1". */
    @Test
    void anOldProgramsCallGoesToTheOldCode() throws Exception {
        CCompiler compiler = ForeignLibcTest.compiler(ForeignLibcTest.I386);
        CatalogueSource catalogue =
                CatalogueSource.embedded(ForeignLibcTest.I386.triplet()).orElseThrow();
        ShimPlan plan = new Planner(compiler, Behaviours.load())
                .plan(
                        Machine.spec(
                                "OldJump", "@Shim(\"oldjump\")", "", "Pointer dlopen(@Path String file, int mode);"),
                        catalogue,
                        new Diagnostics());
        assertThat(plan.calls().get(0).entries())
                .extracting(EntryPlan::exported)
                .contains("dlopen@GLIBC_2.0", "dlopen@@GLIBC_2.34");
        for (GeneratedFile file : new CEmitter(Templates.load(), Behaviours.load()).emit(plan)) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
        build(
                compiler,
                "-Wall",
                "-Wextra",
                "-Werror",
                "-shared",
                "-fvisibility=hidden",
                "-DSHIMGEN_VERSIONS",
                "-Wl,--version-script=" + CEmitter.versionScript(plan.name()),
                "-o",
                "oldjump.so",
                "oldjump.c");
        Files.writeString(folder.resolve("program.c"), PROGRAM);
        build(compiler, "-o", "program", "program.c");

        String without = run("env", "./program");
        // An i386 program runs only where the kernel and a dynamic linker for it are.
        Assumptions.assumeTrue(without != null, "SKIPPED: no program for i386 runs here");
        assertThat(without).isEqualTo("1 0 1\n");
        assertThat(run("env", "LD_PRELOAD=" + folder.resolve("oldjump.so"), "./program"))
                .isEqualTo(without);
    }

    private void build(CCompiler compiler, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(compiler.command());
        command.addAll(CCompiler.LANGUAGE);
        command.addAll(List.of(arguments));
        CommandResult built = CommandRunner.run(command, folder, "", LIMIT);
        assertThat(built.stderr()).isEmpty();
    }

    private @org.jspecify.annotations.Nullable String run(String... command) throws Exception {
        CommandResult result = CommandRunner.run(List.of(command), folder, "", LIMIT);
        return result.ok() ? result.stdout() : null;
    }
}
