package dev.shimgen.generator.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicHeadersTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void listsWhatACTextIncludes() {
        assertThat(PublicHeaders.includedIn("#define A\n#include <b.h>\n # include \"a/c.h\"\n// include <d.h>\n"))
                .containsExactly("a/c.h", "b.h");
    }

    @Test
    void knowsGlibcsHeaders() {
        assertThat(PublicHeaders.ofLibc()).contains("stdio.h", "sys/stat.h").hasSize(241);
    }

    @Test
    void putsTheHeaderFirstThatReadsTheFewestFiles() throws Exception {
        header("inner.h", "");
        header("a_far.h", "#include <z_near.h>\n#include <other.h>\n");
        header("other.h", "");
        header("z_near.h", "#include <inner.h>\n");
        header("stranger.h", "");
        header("broken.h", "#include <inner.h>\n#include <none.h>\n");

        assertThat(PublicHeaders.reachedBy(
                        List.of("cc", "-I", folder.toString()),
                        List.of("a_far.h", "broken.h", "stranger.h", "z_near.h"),
                        Set.of("inner.h", "z_near.h", "unreached.h"),
                        new IncludeRoots(List.of(folder.toString())),
                        LIMIT))
                .as("z_near.h is public itself, broken.h includes what is not there")
                .hasSize(1)
                .containsEntry("inner.h", List.of("z_near.h", "a_far.h"));
    }

    @Test
    void reportsACompilerThatCannotBeStarted() {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> PublicHeaders.filesOf(
                        List.of("/no/such/cc"), "stdio.h", IncludeRoots.of("x86_64-linux-gnu"), LIMIT));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0401);
    }

    @Test
    void reportsACompilerThatHangs() throws Exception {
        Path slow = Files.writeString(folder.resolve("cc"), "#!/bin/sh\nsleep 600\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();

        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> PublicHeaders.filesOf(
                        List.of(slow.toString()),
                        "stdio.h",
                        IncludeRoots.of("x86_64-linux-gnu"),
                        Duration.ofMillis(300)));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0406);
    }

    private void header(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }
}
