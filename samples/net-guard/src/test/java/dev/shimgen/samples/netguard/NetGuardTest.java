package dev.shimgen.samples.netguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.shimgen.runtime.handler.ShimProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs reach what they may, by names that only the policy knows, and nothing else. */
class NetGuardTest {

    private final List<String> refused = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Path shim;
    private HttpServer good;
    private HttpServer bad;

    @BeforeEach
    void serve() throws Exception {
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons.
        shim = Files.copy(Path.of("target/shimgen/libnetguard.so"), folder.resolve("libnetguard.so"));
        good = server("allowed\n");
        bad = server("forbidden\n");
    }

    @AfterEach
    void stop() {
        good.stop(0);
        bad.stop(0);
    }

    private static HttpServer server(String text) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private ShimProcess.Outcome guarded(String... command) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(command[0])), () -> "SKIPPED: this machine has no " + command[0]);
        NetPolicy policy = new NetPolicy(
                Set.of("127.0.0.1:" + port(good)), Map.of("good.test", "127.0.0.1", "bad.test", "127.0.0.1"), refused::add);
        ShimProcess.Outcome outcome = ShimProcess.of(command)
                .under(shim)
                .answeredBy(NetCallsHandler.dispatcher(new NetGuard(policy)))
                .in(folder)
                .with(Map.of("LC_ALL", "C", "http_proxy", "", "no_proxy", "*"))
                .run();
        assertThat(outcome.failures()).isEmpty();
        return outcome;
    }

    private String url(String host, HttpServer server) {
        return "http://" + host + ":" + port(server) + "/";
    }

    @Test
    void curl() throws Exception {
        assertThat(guarded("/usr/bin/curl", "-sS", url("good.test", good)).output()).isEqualTo("allowed\n");
        assertThat(refused).isEmpty();
        ShimProcess.Outcome no = guarded("/usr/bin/curl", "-sS", url("bad.test", bad));
        assertThat(no.output()).isEmpty();
        assertThat(no.exitStatus()).isEqualTo(7); // "Failed to connect to host"
        assertThat(refused).isNotEmpty().allMatch(("connect /127.0.0.1:" + port(bad))::equals);
        refused.clear();
        assertThat(guarded("/usr/bin/curl", "-sS", url("else.test", good)).exitStatus()).isEqualTo(6); // "Couldn't resolve host"
        assertThat(refused).isNotEmpty().allMatch("getaddrinfo else.test"::equals);
    }

    @Test
    void python() throws Exception {
        String script = "import urllib.request, socket, sys\n"
                + "print(urllib.request.urlopen(sys.argv[1]).read().decode(), end='')\n"
                + "for url in sys.argv[2:]:\n"
                + "    try:\n        urllib.request.urlopen(url)\n"
                + "    except urllib.error.URLError as e:\n        print(e.reason)\n"
                + "try:\n    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))\n"
                + "except PermissionError as e:\n    print(e)\n";
        assertThat(guarded(
                                "/usr/bin/python3",
                                "-c",
                                script,
                                url("good.test", good),
                                url("bad.test", bad),
                                url("else.test", good))
                        .output())
                .isEqualTo("allowed\n[Errno 13] Permission denied\n[Errno -2] Name or service not known\n"
                        + "[Errno 13] Permission denied\n");
        assertThat(refused)
                .containsExactly("connect /127.0.0.1:" + port(bad), "getaddrinfo else.test", "sendto /127.0.0.1:9");
    }

    @Test
    void git() throws Exception {
        assertThat(guarded("/usr/bin/git", "ls-remote", url("bad.test", bad)).errors()).contains("Failed to connect to bad.test");
        assertThat(refused).isNotEmpty().allMatch(("connect /127.0.0.1:" + port(bad))::equals);
    }

    @Test
    void java() throws Exception {
        Files.writeString(folder.resolve("Get.java"), """
                import java.net.URI;
                class Get {
                    public static void main(String[] urls) throws Exception {
                        for (String url : urls) {
                            try (var in = URI.create(url).toURL().openStream()) {
                                System.out.print(new String(in.readAllBytes()));
                            } catch (java.io.IOException e) {
                                System.out.println(e);
                            }
                        }
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String output = guarded(
                        java, "-Xint", "Get.java", url("good.test", good), url("bad.test", bad), url("else.test", good))
                .output();
        assertThat(output)
                .startsWith("allowed\n")
                .contains("java.net.", "Permission denied", "UnknownHostException: else.test");
        assertThat(refused).contains("getaddrinfo else.test");
    }

    /** A guard that was killed lets nobody through: the spec says so. */
    @Test
    void withoutAnAnswerNobodyIsReached() throws Exception {
        Path session = Files.createDirectory(folder.resolve("ended"));
        for (List<String> command : Stream.of("good.test", "127.0.0.1")
                .map(host -> List.of("/usr/bin/curl", "-sS", url(host, good)))
                .toList()) {
            assumeTrue(Files.isExecutable(Path.of(command.get(0))), "SKIPPED: this machine has no curl");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LD_PRELOAD", shim.toString());
            builder.environment().put("SHIMGEN_SESSION", session.toString());
            assertThat(builder.start().waitFor()).isIn(6, 7);
        }
    }
}
