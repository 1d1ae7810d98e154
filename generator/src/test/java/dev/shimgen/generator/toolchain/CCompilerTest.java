package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the real compilers; one that is not installed is skipped, and the report says so. */
class CCompilerTest {

    static Stream<String> compilers() {
        return Stream.of("gcc", "clang");
    }

    static CCompiler compiler(String name) throws GenerationException {
        String path = System.getenv("PATH");
        boolean installed =
                Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!installed) {
            System.out.println("skipped: " + name + " is not installed");
        }
        Assumptions.assumeTrue(installed, name + " is not installed");
        return new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(name);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void tellsTheFirstErrorOfManyAndTakesWhatIsRight(String name) throws Exception {
        CCompiler compiler = compiler(name);
        assertThat(compiler.checkSyntax("int f(void);\n", List.of()).ok()).isTrue();
        CompileResult wrong = compiler.checkSyntax("int f(void);\nint a = b;\nint c = d;\n", List.of());
        assertThat(wrong.ok()).isFalse();
        assertThat(wrong.firstError()).startsWith("<stdin>:2:9: error: ").contains("undeclared");
        assertThat(wrong.errors()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void flagsOfTheBuildDecideWhatHeadersDeclare(String name) throws Exception {
        CCompiler compiler = compiler(name);
        Preprocessed plain = compiler.preprocess("", List.of());
        assertThat(plain.defines("__EXCEPTIONS")).isTrue();
        assertThat(plain.defines("__OPTIMIZE__")).isTrue();
        assertThat(plain.objectMacros()).containsEntry("__STDC_VERSION__", "201112L");
        assertThat(compiler.preprocess("", List.of("-fno-exceptions")).defines("__EXCEPTIONS"))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void readsMacrosAndFiles(String name) throws Exception {
        String source = """
                #include <fcntl.h>
                #define EMPTY
                #define AROUND(x) (x)
                #define SPACED (1)
                #define GONE 1
                #undef GONE
                """;
        Preprocessed read = compiler(name).preprocess(source, List.of("-D_GNU_SOURCE"));
        assertThat(read.objectMacros())
                .containsEntry("O_NDELAY", "O_NONBLOCK")
                .containsEntry("EMPTY", "")
                .containsEntry("SPACED", "(1)")
                .doesNotContainKeys("AROUND", "GONE");
        assertThat(read.functionMacros()).contains("AROUND").doesNotContain("SPACED");
        assertThat(read.defines("GONE")).isFalse();
        assertThat(read.files()).anyMatch(f -> f.endsWith("/bits/fcntl-linux.h"));
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void aMissingHeaderIsToldInTheCompilersWords(String name) throws Exception {
        CCompiler compiler = compiler(name);
        assertThatThrownBy(() -> compiler.preprocess("#include <no/such.h>\n", List.of()))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0307]")
                .hasMessageContaining("no/such.h");
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void anObjectTellsWhichSectionAsksForWhichSymbol(String name) throws Exception {
        String source = """
                #include <stdio.h>
                void *first(void) { return (void *) scanf; }
                int second(void) { return getpid_like(); }
                """;
        CompiledObject wrong = compiler(name).compileObject(source, List.of("-Werror"));
        assertThat(wrong.object()).isEmpty();
        assertThat(wrong.result().firstError()).contains("getpid_like");
        CompiledObject right = compiler(name)
                .compileObject(
                        "int getpid_like(void);\n" + source.replace("getpid_like", "1 + getpid_like"),
                        List.of("-ffunction-sections"));
        assertThat(right.object()).hasValueSatisfying(object -> {
            assertThat(object.references().get(".text.first")).contains("__isoc99_scanf");
            assertThat(object.references().get(".text.second")).contains("getpid_like");
        });
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void findsLibrariesAndHeaders(String name) throws Exception {
        CCompiler compiler = compiler(name);
        assertThat(compiler.libraryFile("libc.so.6"))
                .hasValueSatisfying(path -> assertThat(path).isRegularFile());
        assertThat(compiler.libraryFile("libno-such-library.so.9")).isEmpty();
        assertThat(compiler.includePaths()).anyMatch(folder -> Files.exists(folder.resolve("features.h")));
    }
}
