package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CCompilerLocatorTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Path script(Path folder, String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static CCompilerLocator with(Map<String, String> environment) {
        return new CCompilerLocator(environment, LIMIT);
    }

    @Test
    void ccOnPathComesBeforeGcc(@TempDir Path folder) throws Exception {
        script(folder, "bin/gcc", "echo x86_64-linux-gnu");
        Path cc = script(folder, "bin/cc", "echo x86_64-pc-linux-gnu");
        CCompiler found =
                with(Map.of("PATH", "/nowhere:" + folder.resolve("bin"))).locate(null);
        assertThat(found.describe()).isEqualTo(cc.toString());
        assertThat(found.targetTriplet()).isEqualTo("x86_64-linux-gnu");
    }

    @Test
    void theParameterComesBeforeTheEnvironmentAndThatBeforePath(@TempDir Path folder) throws Exception {
        Path parameter = script(folder, "parameter", "echo arm-linux-gnueabihf");
        Path environment = script(folder, "environment", "echo aarch64-linux-gnu");
        script(folder, "bin/cc", "echo x86_64-linux-gnu");
        Map<String, String> all = Map.of(
                "CC", environment.toString(), "PATH", folder.resolve("bin").toString());
        assertThat(with(all).locate(parameter.toString()).targetTriplet()).isEqualTo("arm-linux-gnueabihf");
        assertThat(with(all).locate(" ").targetTriplet()).isEqualTo("aarch64-linux-gnu");
    }

    @Test
    void optionsBehindTheProgramAreKept(@TempDir Path folder) throws Exception {
        script(folder, "bin/gcc", "echo \"$1\"-linux-gnu");
        CCompiler found = with(Map.of(
                        "CC", "gcc m68k", "PATH", folder.resolve("bin").toString()))
                .locate(null);
        assertThat(found.targetTriplet()).isEqualTo("m68k-linux-gnu");
        assertThat(found.describe()).endsWith("/bin/gcc m68k");
    }

    @Test
    void aProgramMayHaveSpacesInItsPath(@TempDir Path folder) throws Exception {
        Path cc = script(folder, "with space/cc", "echo x86_64-linux-gnu");
        assertThat(with(Map.of()).locate(cc.toString()).describe()).isEqualTo(cc.toString());
    }

    @Test
    void whatTheUserNamesAndIsNotThereIsNotReplacedByAnother(@TempDir Path folder) throws Exception {
        script(folder, "bin/cc", "echo x86_64-linux-gnu");
        CCompilerLocator locator = with(Map.of("PATH", folder.resolve("bin").toString()));
        assertThatThrownBy(() -> locator.locate("tcc"))
                .isInstanceOf(GenerationException.class)
                .hasMessage(
                        "error: [SG0401] no C compiler: the parameter shimgen.cc names \"tcc\", which is not on PATH;"
                                + " name another one, or none: then cc, gcc and clang are looked for on PATH");
        assertThatThrownBy(() -> locator.locate("/no/such/cc"))
                .hasMessageContaining("names \"/no/such/cc\", which is no program");
        assertThatThrownBy(() -> locator.locate("a\0b")).hasMessageContaining("[SG0401]");
    }

    @Test
    void noCompilerAtAllSaysHowToGetOne(@TempDir Path folder) {
        assertThatThrownBy(() -> with(Map.of("PATH", folder.toString())).locate(null))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("error: [SG0401] no C compiler: neither cc nor gcc nor clang is on PATH")
                .hasMessageContaining("apt-get install gcc")
                .hasMessageContaining("-Dshimgen.cc=<program>");
    }

    @Test
    void aProgramThatIsNoCompilerIsShownWithWhatItPrinted(@TempDir Path folder) throws Exception {
        Path wrong = script(folder, "wrong", "echo usage: wrong >&2; exit 3");
        assertThatThrownBy(() -> with(Map.of("CC", wrong.toString())).locate(null))
                .hasMessage("error: [SG0401] \"" + wrong + "\" (from the environment variable CC) is no C compiler for"
                        + " Linux: asked for its platform with -dumpmachine, it ended with status 3 and printed \"usage:"
                        + " wrong\"; gcc and clang will do");
    }

    @Test
    void aCompilerThatHangsIsStopped(@TempDir Path folder) throws Exception {
        Path slow = script(folder, "slow", "exec sleep 60");
        CCompilerLocator locator = new CCompilerLocator(Map.of(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> locator.locate(slow.toString()))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith(
                        "error: [SG0406] the C compiler did not end within 1 s and was stopped: " + slow);
    }
}
