package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.runtime.handler.HandledFunction;
import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.spec.Struct;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers and programs that lie to each other, and those that are killed at any moment. */
final class HostileHandlersTest {

    @TempDir
    private static Path built;

    private static Path shim;
    private static String digest;

    /** The number of the function that well-made messages are of. */
    private static String access;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        shim = HandlerPrograms.shim(built);
        for (String program : List.of("ask", "liar", "noise")) {
            HandlerPrograms.build(built, program);
        }
        digest = String.format(
                "%016x", AnswersHandler.dispatcher(new AnswersCalls()).digest());
        access = Integer.toString(AnswersHandler.dispatcher(new AnswersCalls()).functions().stream()
                .map(HandledFunction::name)
                .toList()
                .indexOf("access"));
    }

    private static final class Numbers extends AnswersHandler {
        @Override
        public int stat(String path, Struct status) {
            ((Stat) status).st_size(call().tid());
            return 0;
        }

        @Override
        public int access(String path, int mode) {
            return super.access(path, mode);
        }
    }

    private ProcessBuilder program(TraceSession session, String name, String... words) {
        List<String> command = new ArrayList<>(List.of(built.resolve(name).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // The liar hands over its standard input.
        builder.redirectInput(Path.of("/dev/null").toFile());
        if (name.equals("ask")) {
            builder.environment().put("LD_PRELOAD", shim.toString());
            builder.environment().putAll(session.environment());
        }
        return builder;
    }

    /** Starts a program, and waits for its first line. */
    private static Process begun(ProcessBuilder builder, String line) throws IOException {
        Process process = builder.start();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        assertThat(reader.readLine()).isEqualTo(line);
        return process;
    }

    /** What does not make sense ends the connection that it came over, and others go on. */
    @Test
    void aServerSurvivesNonsense() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20);
                ShimServer server = ShimServer.start(
                        session,
                        AnswersHandler.dispatcher(new AnswersCalls()),
                        ShimServer.Options.standard().reporting(failures::add))) {
            Path output = folder.resolve("output");
            int status = TrapProgram.run(
                    program(session, "noise", session.folder().toString(), digest, access, "3000", "1"), output);
            new Ended(status, Files.readString(output)).expectSuccess("noise");
            assertThat(server.answered()).isGreaterThan(400);
        }
        assertThat(failures)
                .hasSizeGreaterThan(500)
                .noneMatch(failure -> failure instanceof Error || failure instanceof IndexOutOfBoundsException);
    }

    /**
     * Who is another user gets no answer, even if the folder and the socket are open to everybody. Seen to fail when the server did not
     * look who has connected: the message was answered.
     */
    @Test
    void aServerAnswersItsOwnUser() throws Exception {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root can become another user: setresuid(2)");
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20);
                ShimServer server = ShimServer.start(
                        session,
                        AnswersHandler.dispatcher(new AnswersCalls()),
                        ShimServer.Options.standard().reporting(failures::add))) {
            Set<PosixFilePermission> everybody = PosixFilePermissions.fromString("rwxrwxrwx");
            Files.setPosixFilePermissions(session.folder(), everybody);
            Files.setPosixFilePermissions(session.folder().resolve("handler-" + digest), everybody);
            Path output = folder.resolve("output");
            int status = TrapProgram.run(
                    program(session, "noise", session.folder().toString(), digest, access, "100", "1", "65534"),
                    output);
            assertThat(status).isOne();
            assertThat(Files.readString(output)).endsWith("was not answered\n");
            assertThat(server.answered()).isZero();
        }
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("user 65534 has connected, and this process is of user 0"));
    }

    /**
     * A program believes nothing. Seen to end with signal 11 when what a changed count says was not compared with the memory that is
     * there, and when a block was written before its length was.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aProgramSurvivesAHandlerThatLies(int seed) throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "x".repeat(3000));
        try (TraceSession session = TraceSession.create(1 << 20)) {
            // A program makes the page of its shim, which the liar then says that it serves.
            assertThat(program(session, "ask", "access", "/").start().waitFor()).isZero();
            String[] words = Stream.concat(
                            Stream.of(session.folder().toString(), digest, Integer.toString(seed)),
                            seed > 4 ? Stream.of("noise") : Stream.of())
                    .toArray(String[]::new);
            Process liar = begun(program(session, "liar", words), "serves");
            try {
                for (int i = 0; i < 8; i++) {
                    List<String> calls = new ArrayList<>();
                    for (int j = 0; j < 25; j++) {
                        calls.addAll(List.of(
                                "stat",
                                "/x",
                                "access",
                                "/x",
                                "open",
                                file.toString(),
                                "read",
                                "2000",
                                "write",
                                "50",
                                "getcwd",
                                "pipe",
                                "fmod",
                                "getpriority",
                                "fadvise",
                                "mkdir",
                                "x",
                                "connect",
                                "127.0.0.1",
                                "1"));
                    }
                    Path output = folder.resolve("output");
                    int status = TrapProgram.run(program(session, "ask", calls.toArray(String[]::new)), output);
                    new Ended(status, Files.readString(output)).expectSuccess("ask, seed " + seed + ", run " + i);
                }
            } finally {
                liar.destroyForcibly().waitFor();
            }
        }
    }

    /** Programs that are killed leave nothing behind: no connection, no thread, no descriptor of the server. */
    @Test
    void programsAreKilledAtAnyMoment() throws Exception {
        Random random = new Random(1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20);
                ShimServer server = ShimServer.start(
                        session,
                        AnswersHandler.dispatcher(new Numbers()),
                        ShimServer.Options.standard().reporting(failures::add))) {
            begun(program(session, "ask", "forever"), "begins")
                    .destroyForcibly()
                    .waitFor();
            Thread.sleep(100);
            long before = descriptors();
            for (int i = 0; i < 300; i++) {
                Process process = begun(program(session, "ask", "forever"), "begins");
                TimeUnit.MICROSECONDS.sleep(random.nextInt(3000));
                process.destroyForcibly();
                assertThat(process.waitFor()).isEqualTo(137);
            }
            Thread.sleep(200);
            assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
            assertThat(server.answered()).isGreaterThan(300);
        }
        assertThat(failures).isEmpty();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    /** A virtual machine of its own, with many servers, which is killed. */
    public static final class Victim {

        private static final int SERVERS = 20;

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            List<ShimServer> servers = new ArrayList<>();
            for (int i = 0; i < SERVERS; i++) {
                TraceSession session = TraceSession.create(1 << 17);
                servers.add(ShimServer.start(
                        session, AnswersHandler.dispatcher(new Numbers()), ShimServer.Options.standard()));
                System.out.println(session.folder());
            }
            System.out.flush();
            Thread.sleep(60_000);
            System.out.println(servers.size());
        }
    }

    /**
     * The end of a server is seen at once, whatever it was doing: calls get what the spec says, and no program hangs, whose time limit is
     * ten seconds. Two hundred servers die, and after each of them one of its programs.
     */
    @Test
    void serversAreKilledAtAnyMoment() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 10; i++) {
            Process server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Victim.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader printed = server.inputReader(StandardCharsets.UTF_8);
            List<Path> sessions = new ArrayList<>();
            List<Process> programs = new ArrayList<>();
            for (int j = 0; j < Victim.SERVERS; j++) {
                Path session = Path.of(printed.readLine());
                ProcessBuilder builder =
                        new ProcessBuilder(built.resolve("ask").toString(), "forever").redirectErrorStream(true);
                builder.environment().put("LD_PRELOAD", shim.toString());
                builder.environment().put(TraceSession.VARIABLE, session.toString());
                sessions.add(session);
                programs.add(begun(builder, "begins"));
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            server.destroyForcibly().waitFor();
            Thread.sleep(20);
            for (Process program : programs) {
                assertThat(program.isAlive()).as(() -> output(program)).isTrue();
                program.destroyForcibly().waitFor();
            }
            // The next session would remove what a killed one has left, after ten seconds.
            for (Path session : sessions) {
                try (Stream<Path> files = Files.list(session)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(session);
            }
        }
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
