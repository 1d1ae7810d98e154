package dev.shimgen.samples.loggingproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.runtime.handler.ShimProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs under the proxy print what they print without it. */
class LoggingProxyTest {

    /** What programs print must not depend on who runs them. */
    private static final Map<String, String> PLAIN = Map.of(
            "LC_ALL", "C.UTF-8",
            "TZ", "UTC",
            "PYTHONDONTWRITEBYTECODE", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @TempDir
    private Path built;

    private Path shim;

    @BeforeEach
    void files() throws Exception {
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons.
        shim = Files.copy(Path.of("target/shimgen/libfilecalls.so"), built.resolve("libfilecalls.so"));
        Files.writeString(folder.resolve("one"), "first\n");
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/two"), "second\n");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("d/two"));
    }

    private ShimProcess command(String... words) {
        assumeTrue(Files.isExecutable(Path.of(words[0])), () -> "SKIPPED: this machine has no " + words[0]);
        return ShimProcess.of(words).in(folder).with(PLAIN);
    }

    private String same(String... words) throws Exception {
        ShimProcess.Outcome without = command(words).run();
        ShimProcess.Outcome under = command(words)
                .under(shim)
                .answeredBy(FileCallsHandler.dispatcher(new LoggingProxy(new PrintStream(log, true, StandardCharsets.UTF_8))))
                .run();
        assertThat(under.output()).isEqualTo(without.output());
        assertThat(under.errors()).isEqualTo(without.errors());
        assertThat(under.exitStatus()).isEqualTo(without.exitStatus());
        assertThat(under.failures()).isEmpty();
        assertThat(under.answered()).isPositive();
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Where the interceptors in Go hung for ever: libselinux calls {@code access} before the runtime of a preload library is there. */
    @Test
    void ls() throws Exception {
        assertThat(same("/bin/ls", "-laR")).contains("access /etc/selinux/config = -1 ENOENT", "statx one = 0");
    }

    @Test
    void cp() throws Exception {
        assertThat(same("/bin/sh", "-c", "cp -a d copy && cp one copy && cat copy/one copy/two && rm -r copy"))
                .contains("fstat", "openat");
    }

    @Test
    void bash() throws Exception {
        assertThat(same(
                        "/bin/bash",
                        "-c",
                        "for f in *; do [ -e \"$f\" ] && echo \"$f\"; done; cat <(echo substituted) link; echo x >made;"
                                + " cat < made; rm made; test -r /dev/stdin; ls missing"))
                .contains("stat one = 0", "open made = ");
    }

    @Test
    void git() throws Exception {
        assertThat(same(
                        "/bin/sh",
                        "-c",
                        "rm -rf r && git -c init.defaultBranch=main init -q r && cd r && echo text >a && git add a &&"
                                + " git status --porcelain --branch"))
                .contains("lstat a = 0");
    }

    @Test
    void python() throws Exception {
        assertThat(same(
                        "/usr/bin/python3",
                        "-c",
                        "import os, json, tempfile; print(sorted(os.listdir('.')), os.stat('one').st_size, os.path.realpath('link'));"
                                + "print(open('d/two').read(), json.dumps(os.access('missing', os.R_OK)))"))
                .contains("stat one = 0", "access missing = -1 ENOENT");
    }
}
