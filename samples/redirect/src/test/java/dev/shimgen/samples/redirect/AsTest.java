package dev.shimgen.samples.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.session.TraceSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs of {@code traps}' RedirectedProgramsTest do, in short: here names change while a program runs. */
class AsTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderHasAnotherNameWhileAProgramRuns() throws Exception {
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons.
        Path shim = Files.copy(Path.of("target/shimgen/libredirect.so"), folder.resolve("libredirect.so"));
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Files.writeString(one.resolve("text"), "first\n");
        Files.writeString(two.resolve("text"), "second\n");
        Path name = Path.of("/shimgen-sample");
        try (TraceSession session = TraceSession.create(1 << 20)) {
            session.redirects().set(Map.of(name, one));
            String script = "cd /shimgen-sample; pwd; cat text; echo; read line; cat /shimgen-sample/text; ls /shimgen-sample2";
            Process bash = session.start(new ProcessBuilder("bash", "-c", script), shim);
            try (var out = bash.inputReader(StandardCharsets.UTF_8); var in = bash.outputWriter(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("/shimgen-sample");
                assertThat(out.readLine()).isEqualTo("first");
                assertThat(out.readLine()).isEmpty();
                session.redirects().set(Map.of(name, two));
                in.write("\n");
                in.flush();
                assertThat(out.readLine()).isEqualTo("second");
                assertThat(bash.waitFor()).isEqualTo(2); // ls: what begins with the same letters is something else
            }
        }
    }
}
