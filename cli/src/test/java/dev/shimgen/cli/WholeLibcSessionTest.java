package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of CPython's own that fails if a call takes long: a TLS handshake has five seconds. It makes some millions of calls of
 * libc, all of which are told of here. With lines instead of events the handshake runs into its limit.
 */
class WholeLibcSessionTest {

    /** {@code WholeLibcTest} of the generator, which a build runs before, leaves it there. */
    private static final Path LIBRARY = Path.of("..", "generator", "target", "whole-libc", "libtraced.so");

    @TempDir
    private Path folder;

    @Test
    void aTlsHandshakeIsInTime() throws Exception {
        assumeTrue(
                Files.exists(LIBRARY),
                () -> skipped(LIBRARY + " is not there: run the generator's WholeLibcTest first"));
        String python = python();
        CommandRun run = CommandRun.of(
                folder,
                "trace",
                "-s",
                LIBRARY.toRealPath().toString(),
                "-c",
                "-o",
                folder.resolve("counts").toString(),
                "--",
                python,
                "-m",
                "unittest",
                "-v",
                "-k",
                "test_create_ssl_connection",
                "test.test_asyncio.test_events");
        assertThat(run.errors()).contains("test_create_ssl_connection").endsWith("OK\n");
        assertThat(run.status()).isZero();
        // It has seen the handshake, from all of libc: memory, threads and sockets.
        String counts = Files.readString(folder.resolve("counts"));
        assertThat(counts).contains("malloc\n", "epoll_wait\n", "connect\n", "recv\n", "send\n");
    }

    /** {@return a Python that has its own tests} Debian has them in a package of their own. */
    private static String python() throws IOException, InterruptedException {
        for (String python : List.of("/usr/bin/python3", "python3")) {
            Process process = new ProcessBuilder(python, "-c", "import ssl, test.test_asyncio.test_events")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            if (process.waitFor() == 0) {
                return python;
            }
        }
        return abort(skipped("python3 has not its own tests (libpython3.11-testsuite)"));
    }

    private static String skipped(String why) {
        System.out.println("SKIPPED: WholeLibcSessionTest: " + why);
        return why;
    }
}
