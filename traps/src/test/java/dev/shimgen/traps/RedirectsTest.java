package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java redirects in the programs of a session, while they run. */
final class RedirectsTest {

    private static final Path SHIM = Path.of("target/shimgen/libredirected.so").toAbsolutePath();

    @TempDir
    private Path folder;

    private Process start(TraceSession session, String script) throws IOException {
        Path shim = folder.resolve("libredirected.so");
        if (!Files.exists(shim)) {
            Files.copy(SHIM, shim);
        }
        ProcessBuilder program = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        program.environment().put("LC_ALL", "C");
        return session.start(program, shim);
    }

    private String run(TraceSession session, String script) throws Exception {
        Process process = start(session, script);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed;
    }

    private Path folder(String name, String text) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.writeString(made.resolve("file"), text);
        return made;
    }

    /** Seen to fail with the generation read once: "one" three times. */
    @Test
    void aChangeCountsWhileAProgramRuns() throws Exception {
        Path one = folder("one", "one\n");
        Path two = folder("two", "two\n");
        try (TraceSession session = TraceSession.create()) {
            session.redirects().add(Path.of("/trap-s"), one);
            Process process = start(session, "while read line; do cat /trap-s/file; done");
            try (var in = process.outputWriter();
                    var out = process.inputReader()) {
                in.write("go\n");
                in.flush();
                assertThat(out.readLine()).isEqualTo("one");
                session.redirects().add(Path.of("/trap-s"), two);
                in.write("go\n");
                in.flush();
                assertThat(out.readLine()).isEqualTo("two");
                session.redirects().set(Map.of());
                in.write("go\n");
                in.flush();
                assertThat(out.readLine()).contains("No such file");
            }
            assertThat(session.redirects().rules()).isEmpty();
        }
    }

    /** A session counts before the environment, and that before the annotation. */
    @Test
    void theSessionCountsFirst() throws Exception {
        Path one = folder("one", "one\n");
        Path two = folder("two", "two\n");
        try (TraceSession session = TraceSession.create()) {
            String script = "export SHIMGEN_REDIRECT=/shimgen-a=" + one + "; exec sh -c 'cat /shimgen-a/file'";
            assertThat(run(session, script)).isEqualTo("one\n");
            session.redirects().add(Path.of("/shimgen-a"), two);
            assertThat(run(session, script)).isEqualTo("two\n");
        }
    }

    /** What makes no sense is said once, to whoever reads the standard error, and the other entries count. */
    @Test
    void anEntryThatIsNoneIsSaid() throws Exception {
        Path one = folder("one", "one\n");
        try (TraceSession session = TraceSession.create()) {
            for (String wrong :
                    List.of("nothing", "b=/c", "/b=c", "/b/../c=/d", "/b//c=/d", "/b=/c/.", "/b=", "=/b", "=")) {
                String script = "export SHIMGEN_REDIRECT='" + wrong + ":/trap-e/=" + one + "/:'; exec cat /trap-e/file";
                assertThat(run(session, script))
                        .as(wrong)
                        .startsWith("shimgen: SHIMGEN_REDIRECT is a list like /a=/b:/c=/d")
                        .endsWith("\none\n")
                        .hasLineCount(2);
            }
        }
    }

    /** A part of a folder that is redirected stays; the root folder can be redirected, too. */
    @Test
    void theLongestNameCounts() throws Exception {
        Path one = folder("one", "one\n");
        Path two = folder("two", "two\n");
        try (TraceSession session = TraceSession.create()) {
            session.redirects().set(Map.of(folder, one, two, two));
            assertThat(run(session, "cat " + folder + "/file " + two + "/file; cat " + one + "/file"))
                    .startsWith("one\ntwo\n")
                    .contains("No such file");
        }
        try (TraceSession session = TraceSession.create()) {
            session.redirects()
                    .set(Map.of(
                            Path.of("/"), one,
                            Path.of("/bin"), Path.of("/bin"),
                            Path.of("/usr"), Path.of("/usr"),
                            Path.of("/lib"), Path.of("/lib")));
            assertThat(run(session, "cd /; pwd; cat /file file ../file; cat /etc/passwd"))
                    .startsWith("/\none\none\none\n")
                    .contains("/etc/passwd: No such file");
        }
    }

    /** Seen to fail with rows that are sorted as signed bytes: the last name is not found. */
    @Test
    void tenThousandRulesAreFound() throws Exception {
        Path one = folder("one", "one\n");
        Map<Path, Path> rules = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            rules.put(Path.of("/trap-many/of/name-" + i), one);
        }
        rules.put(Path.of("/trap-many/of/näme"), one);
        try (TraceSession session = TraceSession.create()) {
            session.redirects().set(rules);
            assertThat(run(
                            session,
                            "cat /trap-many/of/name-0/file /trap-many/of/name-9999/file /trap-many/of/name-1/none"))
                    .startsWith("one\none\n")
                    .contains("No such file");
            Map<Path, Path> tooMany = new HashMap<>(rules);
            for (int i = 0; i < 10_000; i++) {
                tooMany.put(Path.of("/trap-many/" + "x".repeat(100) + i), one);
            }
            assertThatThrownBy(() -> session.redirects().set(tooMany))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SG0915");
            assertThat(session.redirects().rules()).hasSameSizeAs(rules);
            assertThatThrownBy(() -> session.redirects().add(Path.of("a"), one))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.redirects().add(Path.of("/a/../b"), one))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Seen to fail without the check of a row's length: the program ends by SIGSEGV. */
    @Test
    void noiseEndsNoProgram() throws Exception {
        Path one = folder("one", "one\n");
        Random random = new Random(69);
        for (int round = 0; round < 20; round++) {
            try (TraceSession session = TraceSession.create()) {
                session.redirects().add(Path.of("/trap-s"), one);
                byte[] noise = new byte[1 << 20];
                random.nextBytes(noise);
                if (round % 2 == 0) {
                    // The filters let everything pass.
                    Arrays.fill(noise, 0, 64, (byte) -1);
                }
                try (FileChannel file =
                        FileChannel.open(session.folder().resolve("redirect-rules"), StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.wrap(noise), 1 << 20);
                    file.write(ByteBuffer.wrap(noise), 0);
                }
                assertThat(run(session, "cd /tmp; pwd; ls / >/dev/null; cat " + one + "/file; readlink /proc/self/exe"))
                        .startsWith("/tmp\none\n");
            }
        }
    }
}
