package dev.shimgen.generator.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.goal.generate.GenerationResult;
import dev.shimgen.generator.toolchain.ElfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One spec, gcc and clang, for which glibc 2.36 on x86_64 has no {@code _Float128}. */
class EitherCompilerTest {

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void spec() throws Exception {
        assumeTrue(TestProject.isInstalled("clang"), "SKIPPED: no clang on this machine");
        project = new TestProject(folder)
                .spec(
                        "@Trace",
                        "@Wrap(prototype = \"_Float128 sqrtf128(_Float128 x)\", header = \"math.h\")",
                        "Opaque sqrtf128(Opaque x);",
                        "double sqrt(double x);");
    }

    /** Seen to fail where what clang's headers hide is not known: "[SG0102] no function "sqrtf128" in <math.h>". */
    @Test
    void theSameSpecMakesALibraryWithBoth() throws Exception {
        assertThat(project.generate("gcc").warnings()).isEmpty();
        String c = project.c();
        assertThat(c).contains("#if __HAVE_FLOAT128\n");
        assertThat(Files.readString(folder.resolve("c/test.symbols")))
                .contains("sqrtf128 if __HAVE_FLOAT128\n", "sqrt\n");
        assertWrapsSqrt(project.compile("gcc"), true);
        boolean declared = headersOfClangHaveIt();
        assertWrapsSqrt(project.compile("clang"), declared);

        GenerationResult result = project.generate("clang");
        assertThat(project.c()).isEqualTo(c);
        if (!declared) {
            assertThat(result.warnings()).hasSize(1);
            assertThat(result.warnings().get(0).format()).contains("[SG0211]", "sqrtf128", "clang");
        }
        assertWrapsSqrt(project.compile("clang"), declared);
        assertWrapsSqrt(project.compile("gcc"), true);
    }

    /** {@code <bits/floatn.h>} of other machines and of newer releases. */
    private boolean headersOfClangHaveIt() throws Exception {
        Path source = Files.writeString(
                folder.resolve("have.c"), "#include <math.h>\n#if !__HAVE_FLOAT128\n#error\n#endif\n");
        Process process = new ProcessBuilder("clang", "-D_GNU_SOURCE", "-fsyntax-only", source.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("have.txt").toFile())
                .start();
        return process.waitFor() == 0;
    }

    private static void assertWrapsSqrt(Path library, boolean wraps) throws Exception {
        assertThat(ElfFile.read(library).versionedExports()).contains("sqrt");
        assertThat(ElfFile.read(library).versionedExports().contains("sqrtf128"))
                .isEqualTo(wraps);
    }
}
