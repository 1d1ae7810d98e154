package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibcVersionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void comparesNumbersRatherThanText() {
        assertThat(LibcVersion.glibc(2, 9)).isLessThan(LibcVersion.glibc(2, 31));
        assertThat(LibcVersion.glibc(2, 31).isOlderThan(LibcVersion.glibc(2, 34)))
                .isTrue();
        assertThat(LibcVersion.glibc(2, 34).isOlderThan(LibcVersion.glibc(2, 34)))
                .isFalse();
        assertThat(LibcVersion.parse("glibc 2.2")).isLessThan(LibcVersion.parse("glibc 2.2.5"));
        assertThat(LibcVersion.parse("musl 1.2.3").isOlderThan(LibcVersion.glibc(2, 34)))
                .as("another library is neither older nor newer")
                .isFalse();
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(LibcVersion.parse("glibc 2.36"))
                .isEqualTo(LibcVersion.glibc(2, 36))
                .hasToString("glibc 2.36");
        assertThat(LibcVersion.parse("musl 1.2.3")).hasToString("musl 1.2.3");
        assertThat(LibcVersion.parse("musl 1.2.3").number()).isEqualTo("1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "glibc", "glibc 2", "2.36", "uclibc 1.0", "glibc 2.x", "glibc 2.36 ", "glibc 2.999999"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> LibcVersion.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The macros of {@code <features.h>}, whatever the compiler and the machine. */
    @Test
    void isThatOfTheHeadersNotOfTheMachine() throws Exception {
        Path include = Files.createDirectories(folder.resolve("include"));
        Files.writeString(include.resolve("features.h"), "#define __GLIBC__ 2\n#define __GLIBC_MINOR__ 17\n");
        CCompiler compiler = new CCompilerLocator(
                        Map.of("CC", "cc -isystem " + include, "PATH", System.getenv("PATH")), LIMIT)
                .locate(null, null);

        assertThat(compiler.libcVersion()).contains(LibcVersion.glibc(2, 17));
        assertThat(compiler.including(List.of(folder)).libcVersion()).contains(LibcVersion.glibc(2, 17));
    }

    @Test
    void isUnknownWithoutHeaders() throws Exception {
        CCompiler compiler = CCompiler.located(List.of("cc", "-nostdinc"), LIMIT, "x86_64-linux-gnu");

        assertThat(compiler.libcVersion()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void isFoundForEveryTarget(Target target) throws Exception {
        CCompiler compiler;
        try {
            compiler = new CCompilerLocator(System.getenv(), LIMIT).locate(null, target.triplet());
        } catch (GenerationException e) {
            assertThat(e.diagnostics().get(0).code()).isEqualTo(Code.SG0408);
            String reason = "skipped for " + target.triplet() + ": install " + target.packages();
            System.out.println("LibcVersionTest " + reason);
            Assumptions.abort(reason);
            return;
        }

        assertThat(compiler.libcVersion())
                .get()
                .extracting(LibcVersion::family)
                .isEqualTo(target.equals(Target.MUSL) ? LibcVersion.Family.MUSL : LibcVersion.Family.GLIBC);
    }

    @Test
    void readsWhatMuslSaysOfItself() throws Exception {
        Path library = folder.resolve("libc.so");
        Files.writeString(library, "junk 1.2.3\0more\0001.2.5\0/lib\0");
        assertThat(MuslVersion.in(library)).contains(LibcVersion.parse("musl 1.2.5"));

        Files.writeString(library, "\0001.2.5-git-12-gabcdef\0");
        assertThat(MuslVersion.in(library)).contains(LibcVersion.parse("musl 1.2.5"));

        Files.writeString(library, "nothing");
        assertThat(MuslVersion.in(library)).isEqualTo(Optional.empty());
    }
}
