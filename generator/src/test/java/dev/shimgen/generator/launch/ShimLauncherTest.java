package dev.shimgen.generator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShimLauncherTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void twoShims() throws Exception {
        // Two C files make two real libraries: each says at exit that it was there.
        build("one");
        build("two");
    }

    @Test
    void preloadsTheShimAndKeepsOtherPreloads() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.move(folder.resolve("libtwo.so"), other.resolve("libtwo.so"));

        int status = ShimLauncher.run(request(
                "sh -c 'printf %s \"$LD_PRELOAD\" > preload; exit 3'",
                List.of("one"), Map.of("LD_PRELOAD", other.resolve("libtwo.so").toString())));

        assertThat(status).isEqualTo(3);
        assertThat(folder.resolve("preload"))
                .hasContent(folder.resolve("libone.so") + ":" + other.resolve("libtwo.so"));
        assertThat(folder.resolve("one")).exists();
        assertThat(folder.resolve("two")).exists();
    }

    @Test
    void ldSoFindsALibraryWhosePathHasASpaceOrAColon() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("my shims: $ORIGIN"));
        Files.move(folder.resolve("libone.so"), odd.resolve("libone.so"));

        int status = ShimLauncher.run(new LaunchRequest("true", odd, List.of(), folder, "", Map.of()));

        assertThat(status).isZero();
        assertThat(folder.resolve("one")).exists();
    }

    @Test
    void setsTheTraceVariableWhenAsked() throws Exception {
        ShimLauncher.run(new LaunchRequest(
                "sh -c 'printf %s \"$SHIMGEN_TRACE\" > trace'", folder, List.of("one"), folder, "t.%p", Map.of()));
        assertThat(folder.resolve("trace")).hasContent("t.%p");
    }

    @Test
    void severalShimsMustBeNamed() {
        assertThatThrownBy(() -> ShimLauncher.run(request("true", List.of(), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0603]")
                .hasMessageContaining("one, two")
                .hasMessageContaining("shimgen.shim");
    }

    @Test
    void aShimThatWasNotBuiltIsAnError() {
        assertThatThrownBy(() -> ShimLauncher.run(request("true", List.of("three"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0602]")
                .hasMessageContaining("\"three\"")
                .hasMessageContaining("there is: one, two");
    }

    @Test
    void noShimAtAllIsAnError() {
        assertThatThrownBy(() -> ShimLauncher.run(
                        new LaunchRequest("true", folder.resolve("missing"), List.of(), folder, "", Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0602]");
    }

    @Test
    void noCommandIsAnError() {
        assertThatThrownBy(() -> ShimLauncher.run(request(" ", List.of("one"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("-Dshimgen.command");
    }

    @Test
    void aCommandThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> ShimLauncher.run(request("no-such-program-x", List.of("one"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("no-such-program-x");
    }

    private LaunchRequest request(String command, List<String> shims, Map<String, String> environment) {
        return new LaunchRequest(command, folder, shims, folder, "", environment);
    }

    private void build(String name) throws Exception {
        Path source = Files.writeString(
                folder.resolve(name + ".c"),
                "#include <fcntl.h>\n#include <unistd.h>\n"
                        + "__attribute__((constructor)) static void here(void) { close(creat(\"" + folder.resolve(name)
                        + "\", 0644)); }\n");
        Process cc = new ProcessBuilder(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        folder.resolve("lib" + name + ".so").toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).as("cc compiles " + name).isZero();
    }
}
