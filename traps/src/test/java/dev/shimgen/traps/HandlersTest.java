package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.NativeStruct;
import dev.shimgen.runtime.Pointers;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.handler.ErrnoException;
import dev.shimgen.runtime.handler.HandledCall;
import dev.shimgen.runtime.handler.ShimProcess;
import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java can answer, as programs see it. */
final class HandlersTest {

    private static final int S_IFREG = 0100000;

    @TempDir
    private static Path built;

    private static Path ask;

    private static Path shim;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AnswersCalls libc = new AnswersCalls();
    private TraceSession session;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws Exception {
        ask = HandlerPrograms.build(built, "ask");
        shim = HandlerPrograms.shim(built);
    }

    @BeforeEach
    void begin() throws IOException {
        session = TraceSession.create(1 << 20);
    }

    @AfterEach
    void end() throws IOException {
        session.close();
    }

    private ShimServer serve(Answers handler) throws IOException {
        return ShimServer.start(session, AnswersHandler.dispatcher(handler), options());
    }

    private ShimServer.Options options() {
        return ShimServer.Options.standard().reporting(failures::add);
    }

    private String run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(ask.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().putAll(session.environment());
        Path output = Files.createTempFile(folder, "output", "");
        int status = TrapProgram.run(builder, output);
        String printed = Files.readString(output);
        new Ended(status, printed).expectSuccess(String.join(" ", command));
        return printed;
    }

    private String answered(Answers handler, String... words) throws Exception {
        try (ShimServer server = serve(handler)) {
            String printed = run(words);
            assertThat(server.failures()).isEqualTo(failures.size());
            return printed;
        }
    }

    // What an answer can be
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void aCallIsAnsweredWithAValueAndWhatItWrites() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                ((Stat) status).st_mode(S_IFREG | 0640);
                ((Stat) status).st_size(path.length());
                return 0;
            }

            @Override
            public long read(int fd, byte[] buf, long count) {
                byte[] text = "from Java".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(text, 0, buf, 0, text.length);
                return text.length;
            }

            @Override
            public String getcwd(byte[] buf, long size) {
                return "/nowhere";
            }

            @Override
            public double fmod(double x, double y) {
                return x + y;
            }

            @Override
            public int pipe(Pointer ends) {
                MemorySegment memory = Pointers.segment(ends, 8);
                memory.set(ValueLayout.JAVA_INT, 0, 0);
                memory.set(ValueLayout.JAVA_INT, 4, 1);
                return 0;
            }
        };
        assertThat(answered(handler, "stat", "/missing", "read", "50", "getcwd", "fmod", "pipe"))
                .isEqualTo(
                        "stat = 0\nmode 100640 size 8\nread = 9\n\"from Java\" then '?'\ngetcwd = /nowhere\nfmod = 9.5\n"
                                + "pipe = 0\nends 1 1\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void aCallFailsWithAnErrno() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                return fail(Errno.ELOOP);
            }

            @Override
            public int access(String path, int mode) {
                throw new ErrnoException(Errno.EROFS);
            }

            @Override
            public @Nullable Pointer fopen(String path, String mode) {
                fail(Errno.ENFILE);
                return null;
            }

            @Override
            public int posix_fadvise(int fd, long offset, long length, int advice) {
                return Errno.ESPIPE.number();
            }

            @Override
            public int open(String path, int flags, int mode) {
                return libc.open("/missing/" + path, flags, mode);
            }

            /** -1 is a priority as well. */
            @Override
            public int getpriority(int which, int who) {
                return -1;
            }
        };
        assertThat(answered(handler, "stat", "/", "access", "/", "fopen", "/", "fadvise", "open", "x", "getpriority"))
                .isEqualTo(
                        "stat = -1 ELOOP\naccess = -1 EROFS\nfopen = ENFILE\nposix_fadvise = ESPIPE\nopen = -1 ENOENT\n"
                                + "getpriority = -1 0\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void argumentsAreChangedAndTheRealResultIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("there"), "seventeen letters");
        Files.createDirectory(folder.resolve("d"));
        List<String> seen = new CopyOnWriteArrayList<>();
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                int first = super.stat(path, status);
                int second = super.stat(path.replace("missing", "there"), status);
                int third = super.stat(path + "/" + "x".repeat(5000), status);
                int fourth = super.stat(path.replace("missing", "there"), status);
                seen.add(first + " " + second + " " + third + " " + fourth + " " + ((Stat) status).st_size());
                ((Stat) status).st_size(4711);
                return fourth;
            }

            @Override
            public int open(String path, int flags, int mode) {
                int result = super.open(path, flags, mode);
                seen.add("open " + (result >= 0));
                return result;
            }

            @Override
            public long read(int fd, byte[] buf, long count) {
                long result = super.read(fd, buf, Math.min(count, 9));
                seen.add("read " + new String(buf, 0, (int) result, StandardCharsets.US_ASCII));
                buf[0] = 'S';
                return result;
            }

            @Override
            public long write(int fd, byte[] buf, long count) {
                byte[] other = new String(buf, StandardCharsets.US_ASCII)
                        .toUpperCase(java.util.Locale.ROOT)
                        .concat("!")
                        .getBytes(StandardCharsets.US_ASCII);
                return super.write(fd, other, other.length) - 1;
            }

            @Override
            public @Nullable String getenv(String name) {
                String value = super.getenv("HOME");
                seen.add("getenv " + value);
                return value;
            }

            @Override
            public @Nullable String getcwd(byte[] buf, long size) {
                return super.getcwd(buf, size);
            }

            @Override
            public Struct readdir(Pointer directory) {
                return super.readdir(directory);
            }
        };
        String printed = answered(
                handler, "stat", "missing", "open", "there", "read", "40", "write", "5", "getenv", "PWD", "getcwd",
                "readdir", "d");
        assertThat(printed)
                .startsWith("stat = 0\nmode 100644 size 4711\n")
                .contains(
                        "read = 9\n\"Seventeen\" then '?'\n", "write = 5\n", "getenv = " + System.getenv("HOME") + "\n")
                .contains("getcwd = " + folder.toRealPath() + "\n")
                .containsPattern("readdir = \\.\\.?\n");
        assertThat(seen)
                .containsExactly("-1 0 -1 0 17", "open true", "read seventeen", "getenv " + System.getenv("HOME"));
        assertThat(Files.readString(file)).isEqualTo("seventeenABCDE!rs");
        assertThat(failures).isEmpty();
    }

    @Test
    void aDescriptorIsHandedOver() throws Exception {
        Path file = Files.writeString(folder.resolve("served"), "what Java has opened");
        Answers handler = new AnswersHandler() {
            @Override
            public int open(String path, int flags, int mode) {
                return libc.open(file.toString(), flags, mode);
            }
        };
        assertThat(answered(handler, "open", "/a", "read", "4", "close", "openc", "/b", "read", "40"))
                .isEqualTo("open = 3\nflags 2 cloexec 0\nread = 4\n\"what\" then '-'\nclose = 0\n"
                        + "open = 3\nflags 2002 cloexec 1\nread = 20\n\"what Java has opened\" then '?'\n");
        assertThat(failures).isEmpty();
        expectClosed(file.toString(), Set.of());
    }

    /** What the other end of a pipe or socket says is Java's affair, as long as the program wants to hear it. */
    @Test
    void anEndThatJavaServesIsHandedOver() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int open(String path, int flags, int mode) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
                    check(libc.pipe(Pointers.pointer(ends)));
                    speak(ends.get(ValueLayout.JAVA_INT, 4), () -> "through a pipe: " + path);
                    return ends.get(ValueLayout.JAVA_INT, 0);
                }
            }

            @Override
            public int socket(int domain, int type, int protocol) {
                return pair(heard -> "heard " + heard);
            }

            @Override
            public int accept(int socket, Struct address, Pointer length) {
                MemorySegment caller = ((NativeStruct) address).segment();
                caller.set(ValueLayout.JAVA_SHORT, 0, (short) 2); // AF_INET
                caller.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) 4711);
                return pair(heard -> "accepted " + heard);
            }

            @Override
            public int memfd_create(String name, int flags) {
                int memory = libc.memfd_create(name, flags);
                try {
                    Files.writeString(Path.of("/proc/self/fd/" + memory), "filled by Java");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return memory;
            }

            private int pair(UnaryOperator<String> answer) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
                    check(libc.socketpair(1, 1, 0, Pointers.pointer(ends))); // AF_UNIX, SOCK_STREAM
                    int own = ends.get(ValueLayout.JAVA_INT, 4);
                    speak(own, () -> {
                        byte[] heard = new byte[5];
                        check((int) libc.read(own, heard, heard.length) - 4);
                        return answer.apply(new String(heard, StandardCharsets.US_ASCII));
                    });
                    return ends.get(ValueLayout.JAVA_INT, 0);
                }
            }

            private void speak(int end, Supplier<String> text) {
                Thread.ofPlatform().start(() -> {
                    byte[] bytes = text.get().getBytes(StandardCharsets.US_ASCII);
                    check((int) libc.write(end, bytes, bytes.length));
                    new TrapsCalls().close(end);
                });
            }

            private void check(int result) {
                if (result < 0) {
                    throw new IllegalStateException("errno " + libc.errno());
                }
            }
        };
        Set<String> pipes = descriptors("pipe:");
        assertThat(answered(handler, "open", "/a", "read", "40", "close"))
                .isEqualTo("open = 3\nflags 0 cloexec 0\nread = 18\n\"through a pipe: /a\" then '?'\nclose = 0\n");
        assertThat(answered(handler, "socket", "write", "5", "read", "40"))
                .isEqualTo("socket = 3\nwrite = 5\nread = 11\n\"heard abcde\" then '?'\n");
        assertThat(answered(handler, "accept", "write", "5", "read", "40"))
                .isEqualTo("accept = 3\nfrom port 4711\nwrite = 5\nread = 14\n\"accepted abcde\" then '?'\n");
        assertThat(answered(handler, "memfd", "name", "read", "40"))
                .isEqualTo("memfd_create = 3\nread = 14\n\"filled by Java\" then '?'\n");
        assertThat(failures).isEmpty();
        expectClosed("pipe:", pipes);
        expectClosed("/memfd:name", Set.of());
    }

    /** Waits until this process has no descriptors of such a kind any more but those that it had before: what is handed over is closed. */
    private static void expectClosed(String kind, Set<String> before) throws Exception {
        Set<String> now = descriptors(kind);
        for (int i = 0; i < 100 && !before.containsAll(now); i++) {
            Thread.sleep(50);
            now = descriptors(kind);
        }
        assertThat(before).containsAll(now);
    }

    /** What descriptors of this process lead to, as /proc/self/fd tells it: {@code pipe:[4711]}. */
    private static Set<String> descriptors(String kind) throws IOException {
        Set<String> found = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : all) {
                try {
                    String target = Files.readSymbolicLink(link).toString();
                    if (target.startsWith(kind)) {
                        found.add(target);
                    }
                } catch (NoSuchFileException e) {
                    continue; // closed meanwhile: the stream's own, or another thread's
                }
            }
        }
        return found;
    }

    @Test
    void aDescriptorOfTheProgramIsReadInJava() throws Exception {
        Files.writeString(folder.resolve("own"), "of the program");
        Answers handler = new AnswersHandler() {
            @Override
            public long read(int fd, byte[] buf, long count) {
                if (fd == 77) {
                    return libc.read(call().descriptor(fd), buf, count);
                }
                return libc.read(call().descriptor(fd), buf, Math.min(count, 3));
            }
        };
        assertThat(answered(handler, "open", "own", "read", "40", "read", "40", "close", "read", "1"))
                .isEqualTo(
                        "open = 3\nflags 2 cloexec 0\nread = 3\n\"of \" then '?'\nread = 3\n\"the\" then '?'\nclose = 0\n"
                                + "read = -1 EBADF\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void aHandlerKnowsWhoCalls() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                HandledCall call = call();
                try {
                    seen.add(call.function() + " " + call.pid() + " " + call.tid() + " "
                            + call.program().getFileName());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                assertThat(call.uid()).isEqualTo(uid());
                return libc.stat(call.path(path), status);
            }
        };
        Files.writeString(folder.resolve("relative"), "x");
        String printed = answered(handler, "pid", "stat", "relative");
        String pid = printed.substring(4, printed.indexOf('\n'));
        assertThat(printed).endsWith("stat = 0\nmode 100644 size 1\n");
        assertThat(seen).containsExactly("stat " + pid + " " + pid + " ask");
        assertThatThrownBy(HandledCall::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answers no call");
    }

    private static Object uid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Any object can be one; its own client answers for {@code libc}. */
    @Test
    void theGeneratedClientIsAHandler() throws Exception {
        assertThat(answered(new AnswersCalls(), "stat", "/missing", "access", "/", "open", "/dev/null", "getpriority"))
                .isEqualTo("stat = -1 ENOENT\naccess = 0\nopen = 3\nflags 2 cloexec 0\ngetpriority = 0 0\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void whatIsNotOverriddenIsNotAsked() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int access(String path, int mode) {
                return 0;
            }
        };
        try (ShimServer server = serve(handler)) {
            assertThat(run("stat", "/", "chdir", "/", "access", "/missing")).contains("access = 0\n");
            assertThat(server.answered()).isOne();
        }
    }

    @Test
    void handlersGoTogetherWithOtherBehaviours() throws Exception {
        Files.writeString(folder.resolve("flags"), "");
        Answers handler = new AnswersHandler() {
            @Override
            public int mkdir(String path, int mode) {
                return path.equals("handled") ? 0 : super.mkdir(path, mode);
            }

            @Override
            public int open(String path, int flags, int mode) {
                return super.open(path, flags, mode);
            }

            @Override
            public int stat(String path, Struct status) {
                return fail(Errno.EIO);
            }
        };
        List<String> events = new ArrayList<>();
        try (ShimServer server = serve(handler)) {
            assertThat(run("mkdir", "handled", "mkdir", "real", "openc", "flags", "stat", "/traced"))
                    .isEqualTo("mkdir = 0\nmkdir = -1 EROFS\nopen = 3\nflags 2 cloexec 1\nstat = -1 EIO\n");
            session.poll((TraceEvent event) -> events.add(event.text()));
            assertThat(server.failures()).isZero();
        }
        assertThat(events)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("stat(\"/traced\", 0x")
                .contains("EIO");
    }

    @Test
    void oneExpressionRunsACommand() throws Exception {
        ShimProcess.Outcome outcome = ShimProcess.of(ask.toString(), "stat", "/x", "access", "/x", "stat", "/y")
                .under(shim)
                .answeredBy(AnswersHandler.dispatcher(new Numbers()))
                .in(folder)
                .with(Map.of("LC_ALL", "C"))
                .run();
        assertThat(outcome.exitStatus()).isZero();
        assertThat(outcome.output()).startsWith("stat = 0\n").contains("access = 0\n");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.events())
                .extracting(TraceEvent::text)
                .hasSize(2)
                .allMatch(text -> text.startsWith("stat(\"/"));
        assertThat(outcome.answered()).isEqualTo(3);
        assertThat(outcome.failures()).isEmpty();
    }

    /** Seen to run the command, unanswered, when nobody looked. */
    @Test
    void aHandlerWithoutItsShimIsRefused() throws Exception {
        ShimProcess process =
                ShimProcess.of(ask.toString(), "access", "/x").answeredBy(AnswersHandler.dispatcher(new Numbers()));
        assertThatThrownBy(process::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[SG0917]")
                .hasMessageContaining("\"answers\"");
        Path other = Files.copy(Path.of("target/shimgen/libredirected.so"), folder.resolve("libredirected.so"));
        assertThatThrownBy(process.under(other)::run).hasMessageContaining("[SG0917]");
        assertThat(process.under(other).under(shim).run().answered()).isOne();
        assertThat(process.with(Map.of("LD_PRELOAD", shim.toString())).run().answered())
                .isOne();
    }

    /** Seen to fail with the name of a file that was not there. */
    @Test
    void aSessionThatHasEndedServesNobody() throws Exception {
        TraceSession ended = TraceSession.create(1 << 20);
        ended.close();
        assertThatThrownBy(() -> ShimServer.start(ended, AnswersHandler.dispatcher(new Numbers())))
                .hasMessageContaining("[SG0907]")
                .hasMessageContaining("has ended");
    }

    // When no answer comes
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void withoutAHandlerNothingIsAsked() throws Exception {
        assertThat(run("stat", "/missing", "access", "/")).isEqualTo("stat = -1 ENOENT\naccess = 0\n");
    }

    @Test
    void aHandlerComesAndGoesWhileAProgramRuns() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int access(String path, int mode) {
                return fail(Errno.EXDEV);
            }
        };
        ProcessBuilder builder = new ProcessBuilder(
                        ask.toString(),
                        "access",
                        "/",
                        "line",
                        "access",
                        "/",
                        "line",
                        "access",
                        "/",
                        "line",
                        "access",
                        "/",
                        "descriptors")
                .redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().putAll(session.environment());
        Process process = builder.start();
        BufferedReader printed = process.inputReader(StandardCharsets.US_ASCII);
        BufferedWriter line = process.outputWriter(StandardCharsets.US_ASCII);
        assertThat(printed.readLine()).isEqualTo("access = 0");
        ShimServer first = serve(handler);
        line.append('\n').flush();
        assertThat(printed.readLine()).isEqualTo("access = -1 EXDEV");
        first.close();
        line.append('\n').flush();
        assertThat(printed.readLine()).isEqualTo("access = 0");
        try (ShimServer second = serve(handler)) {
            line.append('\n').flush();
            assertThat(printed.readLine()).isEqualTo("access = -1 EXDEV");
            assertThat(printed.readLine()).isEqualTo("descriptors 4");
            assertThat(process.waitFor()).isZero();
            assertThat(second.answered()).isOne();
        }
        assertThat(failures).isEmpty();
    }

    /**
     * A virtual machine that runs under the shim which it serves would wait for itself: it gets the real call. Another process of the same
     * number, in another pid namespace, is answered. Seen to fail when the numbers were not compared (the second call was answered), and
     * when the namespaces were not (the third was not).
     */
    @Test
    void theHandlersOwnProcessIsNotAnswered() throws Exception {
        Path owner = HandlerPrograms.build(folder, "owner");
        ProcessBuilder builder = new ProcessBuilder(
                        ask.toString(),
                        "pid",
                        "access",
                        "/missing",
                        "line",
                        "access",
                        "/missing",
                        "line",
                        "access",
                        "/missing")
                .redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().putAll(session.environment());
        try (ShimServer server = serve(new Numbers())) {
            Process process = builder.start();
            BufferedReader printed = process.inputReader(StandardCharsets.US_ASCII);
            BufferedWriter line = process.outputWriter(StandardCharsets.US_ASCII);
            assertThat(printed.readLine()).isEqualTo("pid " + process.pid());
            assertThat(printed.readLine()).isEqualTo("access = 0");
            String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
            own(owner, process.pid(), namespace);
            line.append('\n').flush();
            assertThat(printed.readLine()).isEqualTo("access = -1 ENOENT");
            own(owner, process.pid(), "1");
            line.append('\n').flush();
            assertThat(printed.readLine()).isEqualTo("access = 0");
            assertThat(process.waitFor()).isZero();
            assertThat(server.answered()).isEqualTo(2);
        }
        assertThat(failures).isEmpty();
    }

    private void own(Path owner, long process, String namespace) throws Exception {
        String digest = String.format("%016x", AnswersHandler.dispatcher(libc).digest());
        List<String> command =
                List.of(owner.toString(), session.folder().toString(), digest, Long.toString(process), namespace);
        Path output = folder.resolve("owner-output");
        int status = TrapProgram.run(new ProcessBuilder(command), output);
        new Ended(status, Files.readString(output)).expectSuccess(String.join(" ", command));
    }

    /**
     * A program with more rights than its caller asks nobody, whatever session its caller names. A copy of it that has no more rights
     * shows that the same words ask. Seen to fail when AT_SECURE was not looked at: the program with more rights was answered as well.
     */
    @Test
    void programsWithMoreRightsThanTheirCallerAskNobody() throws Exception {
        assumeTrue(uid().equals(0), "only root can make a program that runs as root for others: execve(2)");
        // Of such programs ld.so(8) reads no LD_PRELOAD, so they are linked to the shim.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                Files.copy(shim, folder.resolve("libanswers.so")), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path plain = HandlerPrograms.build(
                folder,
                "ask",
                "-Wl,--no-as-needed",
                folder.resolve("libanswers.so").toString(),
                "-Wl,-rpath," + folder);
        Path secure = Files.copy(plain, folder.resolve("secure"));
        // Java has no word for set-user-ID.
        assertThat(new ProcessBuilder("chmod", "4755", secure.toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ShimServer server = serve(new Numbers())) {
            assertThat(linked(List.of(plain.toString(), "secure", "access", "/missing")))
                    .isEqualTo("secure 0\naccess = 0\n");
            assertThat(linked(List.of(
                            "setpriv",
                            "--reuid",
                            "65534",
                            "--clear-groups",
                            secure.toString(),
                            "secure",
                            "access",
                            "/missing")))
                    .isEqualTo("secure 1\naccess = -1 ENOENT\n");
            assertThat(server.answered()).isOne();
        }
        assertThat(failures).isEmpty();
    }

    private String linked(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(session.environment());
        Path output = Files.createTempFile(folder, "output", "");
        int status = TrapProgram.run(builder, output);
        String printed = Files.readString(output);
        new Ended(status, printed).expectSuccess(String.join(" ", command));
        return printed;
    }

    @Test
    void whoIsTooSlowIsNotWaitedFor() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int access(String path, int mode) {
                return slow();
            }

            @Override
            public int stat(String path, Struct status) {
                return slow();
            }

            private int slow() {
                try {
                    Thread.sleep(2000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }
        };
        long begin = System.nanoTime();
        try (ShimServer server = ShimServer.start(
                session, AnswersHandler.dispatcher(handler), options().within(Duration.ofMillis(200)))) {
            assertThat(run("access", "/", "stat", "/missing", "access", "/"))
                    .isEqualTo("access = -1 EACCES\nstat = -1 ENOENT\naccess = -1 EACCES\n");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1900));
            assertThat(server.answered()).isZero();
        }
    }

    @Test
    void aHandlerThatFailsIsReported() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int access(String path, int mode) {
                throw new IllegalArgumentException("of the author");
            }

            @Override
            public int open(String path, int flags, int mode) {
                return 12345;
            }

            @Override
            public Pointer fopen(String path, String mode) {
                return new Pointer(0x1234);
            }

            @Override
            public String getenv(String name) {
                return "a text without a place";
            }

            @Override
            public int stat(String path, Struct status) {
                return super.chdir(path);
            }

            @Override
            public double fmod(double x, double y) {
                throw new ErrnoException(Errno.EPERM);
            }
        };
        assertThat(answered(
                        handler,
                        "access",
                        "/",
                        "open",
                        "/missing",
                        "fopen",
                        "/missing",
                        "getenv",
                        "MISSING",
                        "stat",
                        "/missing",
                        "fmod",
                        "access",
                        "/"))
                .isEqualTo(
                        "access = -1 EACCES\nopen = -1 ENOENT\nfopen = ENOENT\ngetenv = NULL\nstat = -1 ENOENT\nfmod = 1.5\n"
                                + "access = -1 EACCES\n");
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        message -> assertThat(message).isEqualTo("of the author"),
                        message -> assertThat(message).contains("[SG0913]", "descriptor 12345"),
                        message -> assertThat(message).contains("[SG0913]", "0x1234"),
                        message -> assertThat(message).contains("[SG0913]", "no place"),
                        message -> assertThat(message).contains("the program called stat"),
                        message -> assertThat(message).contains("[SG0913]", "no way to fail"),
                        message -> assertThat(message).isEqualTo("of the author"));
    }

    @Test
    void aSecondServerOfAShimIsRefused() throws Exception {
        try (ShimServer server = serve(new AnswersCalls())) {
            assertThatThrownBy(() -> serve(new AnswersCalls()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("[SG0912]")
                    .hasMessageContaining("already");
            assertThat(server.answered()).isZero();
        }
        serve(new AnswersCalls()).close();
    }

    // What programs do
    // -----------------------------------------------------------------------------------------------------------------

    /** A memory of its own for each call: else another thread's answer is seen ("another thread's answer"). */
    private static final class Numbers extends AnswersHandler {
        @Override
        public int stat(String path, Struct status) {
            ((Stat) status).st_size(call().tid());
            return 0;
        }

        @Override
        public int access(String path, int mode) {
            return 0;
        }
    }

    @Test
    void sixtyFourThreadsInSixteenProcessesAreServedAtOnce() throws Exception {
        try (ShimServer server = serve(new Numbers())) {
            assertThat(run("threads", "64", "100", "processes", "16", "64", "20"))
                    .startsWith("64 threads\n")
                    .endsWith("16 processes, 0 failed\n");
            assertThat(server.answered()).isEqualTo(64 * 100 + 16 * 64 * 20);
        }
        assertThat(failures).isEmpty();
    }

    /** What the program puts in the place of connections is not written to: "SH" would be found in its file. */
    @Test
    void descriptorsOfTheProgramAreItsOwn() throws Exception {
        Path file = folder.resolve("mine");
        assertThat(answered(
                        new Numbers(),
                        "access",
                        "/x",
                        "dup2",
                        file.toString(),
                        "access",
                        "/x",
                        "closefrom",
                        "access",
                        "/x",
                        "access",
                        "/x",
                        "descriptors",
                        "exec",
                        "access",
                        "/y",
                        "descriptors"))
                .isEqualTo(
                        "access = 0\naccess = 0\naccess = 0\naccess = 0\ndescriptors 4\naccess = 0\ndescriptors 4\n");
        assertThat(file).isEmptyFile();
        assertThat(failures).isEmpty();
    }

    /** Without a descriptor that is free, nobody can be asked. */
    @Test
    void limitsOfDescriptorsAreRespected() throws Exception {
        assertThat(answered(
                        new Numbers(),
                        "few",
                        "access",
                        "/x",
                        "open",
                        "/dev/null",
                        "open",
                        "/dev/null",
                        "open",
                        "/dev/null",
                        "access",
                        "/missing"))
                .contains("access = 0\nopen = 3\n")
                .endsWith("access = 0\n");
        assertThat(failures).isEmpty();
    }

    /** A connection that is there stays when the program becomes somebody else; nobody can make a new one. */
    @Test
    void whoBecomesAnotherUserOrChangesHisRootKeepsHisConnection() throws Exception {
        assumeTrue(uid().equals(0), "only root can become another user, and change its root folder: chroot(2)");
        Path root = Files.createDirectory(folder.resolve("root"));
        assertThat(answered(
                        new Numbers(),
                        "access",
                        "/x",
                        "setuid",
                        "65534",
                        "access",
                        "/x",
                        "fork",
                        "access",
                        "/x",
                        "stat",
                        "/"))
                .startsWith("access = 0\nsetresuid = 0\naccess = 0\naccess = -1 EACCES\nstat = 0\n");
        assertThat(answered(
                        new Numbers(),
                        "access",
                        "/x",
                        "chroot",
                        root.toString(),
                        "access",
                        "/x",
                        "fork",
                        "access",
                        "/x"))
                .isEqualTo("access = 0\nchroot = 0\naccess = 0\naccess = -1 EACCES\n");
        assertThat(failures).isEmpty();
    }

    /**
     * Seen to fail when a call did not look, but slept: 400 times in 400 calls. Where others take the processors, fewer of those who do not
     * look have to sleep: 175 were seen.
     */
    @Test
    void whoSpinsDoesNotSleep() throws Exception {
        ShimServer.Options spinning = options().spinning(Duration.ofSeconds(1));
        int whoSpins;
        try (ShimServer server = ShimServer.start(session, AnswersHandler.dispatcher(new Numbers()), spinning)) {
            whoSpins = Integer.parseInt(run("access", "/", "switches", "400")
                    .substring("access = 0\n".length())
                    .trim());
            assertThat(server.answered()).isEqualTo(401);
        }
        try (ShimServer server = serve(new Numbers())) {
            assertThat(Integer.parseInt(run("switches", "400").trim())).isGreaterThan(2 * whoSpins);
            assertThat(server.answered()).isEqualTo(400);
        }
        assertThat(whoSpins).isLessThan(100);
    }

    /** The handler takes longer than anybody spins, and both sides go to sleep. */
    @Test
    void whoSpinsSleepsInTheEnd() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public int access(String path, int mode) {
                try {
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }
        };
        ShimServer.Options spinning = options().spinning(Duration.ofMillis(1));
        try (ShimServer server = ShimServer.start(session, AnswersHandler.dispatcher(handler), spinning)) {
            assertThat(run("access", "/", "sleep", "100", "access", "/")).isEqualTo("access = 0\naccess = 0\n");
            assertThat(server.answered()).isEqualTo(2);
        }
        assertThat(failures).isEmpty();
        assertThatThrownBy(() -> options().spinning(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What the real call has opened, and the handler does not answer with, is nobody's. Seen to fail with 20 more. */
    @Test
    void whatTheRealCallHasOpenedIsClosedIfItIsNotTheAnswer() throws Exception {
        Files.writeString(folder.resolve("there"), "x");
        Path other = Files.writeString(folder.resolve("other"), "what Java has opened");
        Answers handler = new AnswersHandler() {
            @Override
            public int open(String path, int flags, int mode) {
                int real = super.open(path, flags, mode);
                assertThat(real).isEqualTo(3);
                return path.equals("there")
                        ? fail(Errno.EPERM)
                        : call().handOver(libc.open(other.toString(), flags, 0));
            }
        };
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            words.addAll(List.of("open", "there"));
        }
        words.addAll(List.of("open", "./there", "read", "40", "close", "descriptors"));
        assertThat(answered(handler, words.toArray(String[]::new)))
                .isEqualTo(
                        "open = -1 EPERM\n".repeat(20)
                                + "open = 4\nflags 2 cloexec 0\nread = 20\n\"what Java has opened\" then '?'\nclose = 0\ndescriptors 4\n");
        assertThat(failures).isEmpty();
    }

    /** Seen to fail with 120 answers and 180 real calls, when more calls than there are kept connections were not asked about. */
    @Test
    void moreCallsThanConnectionsThatAreKeptAreAnswered() throws Exception {
        CountDownLatch all = new CountDownLatch(300);
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                all.countDown();
                ((Stat) status).st_size(call().tid());
                try {
                    // Nobody is answered before all have asked.
                    return all.await(8, TimeUnit.SECONDS) ? 0 : fail(Errno.ETIME);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return fail(Errno.EINTR);
                }
            }
        };
        try (ShimServer server = serve(handler)) {
            assertThat(run("threads", "300", "1", "descriptors")).startsWith("300 threads\n");
            assertThat(server.answered()).isEqualTo(300);
        }
        assertThat(failures).isEmpty();
    }

    /** Only the program knows that it has not taken an answer, and says so. Seen to fail without that: no failure. */
    @Test
    void answersThatTheProgramDoesNotTakeAreReported() throws Exception {
        Answers handler = new AnswersHandler() {
            @Override
            public long read(int fd, byte[] buf, long count) {
                return count + 1;
            }

            @Override
            public long write(int fd, byte[] buf, long count) {
                return -7;
            }
        };
        Files.writeString(folder.resolve("there"), "of the program");
        try (ShimServer server = serve(handler)) {
            assertThat(run("open", "there", "read", "40", "write", "5"))
                    .isEqualTo("open = 3\nflags 2 cloexec 0\nread = 14\n\"of the program\" then '?'\nwrite = 5\n");
            for (int i = 0; i < 100 && failures.size() < 2; i++) {
                Thread.sleep(50);
            }
            assertThat(server.failures()).isEqualTo(2);
        }
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure ->
                        assertThat(failure).hasMessageStartingWith("[SG0913] the program has not taken what "));
    }

    @Test
    void aCommandWithoutInputEnds() throws Exception {
        assertThat(ShimProcess.of("cat").run().exitStatus()).isZero();
        assertThatThrownBy(ShimProcess::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with a program");
    }

    /** A program in another root folder, and one that says /proc/self in another way. */
    @Test
    void namesAreThoseOfTheProgram() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(root.resolve("jailed"), "seven..");
        List<String> said = new CopyOnWriteArrayList<>();
        Answers handler = new AnswersHandler() {
            @Override
            public int stat(String path, Struct status) {
                said.add(call().path(path).replaceFirst("^/proc/" + call().pid() + "\\b", "PROC"));
                return libc.stat(call().path(path), status);
            }
        };
        answered(handler, "stat", "//proc/./self/comm", "stat", "/dev/../proc/self/../self/comm", "stat", "/etc");
        assertThat(said).containsExactly("PROC/comm", "PROC/comm", "/etc");
        assumeTrue(uid().equals(0), "only root can change its root folder: chroot(2)");
        assertThat(answered(handler, "stat", "/", "chroot", root.toString(), "stat", "/jailed"))
                .endsWith("chroot = 0\nstat = 0\nmode 100644 size 7\n");
        assertThat(said).endsWith("PROC/root/jailed");
    }

    @Test
    void wildPointersAreWhatTheyAlwaysWere() throws Exception {
        assertThat(answered(new Numbers(), "statnull", "statro")).isEqualTo("stat = -1 EFAULT\nstat = -1 ENOENT\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void largeBuffersTravelInBothDirections() throws Exception {
        Path file = folder.resolve("large");
        Files.write(file, new byte[0]);
        Answers real = new AnswersHandler() {
            @Override
            public long read(int fd, byte[] buf, long count) {
                return super.read(fd, buf, count);
            }

            @Override
            public long write(int fd, byte[] buf, long count) {
                return super.write(fd, buf, count);
            }
        };
        String direct =
                run("open", file.toString(), "write", "3000000", "close", "open", file.toString(), "read", "3000000");
        byte[] written = Files.readAllBytes(file);
        Files.write(file, new byte[0]);
        assertThat(answered(
                        real,
                        "open",
                        file.toString(),
                        "write",
                        "3000000",
                        "close",
                        "open",
                        file.toString(),
                        "read",
                        "3000000"))
                .isEqualTo(direct)
                .contains("read = 3000000\n");
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
        // More than a message can have: it is not asked about.
        assertThat(answered(real, "open", file.toString(), "read", "30000000")).contains("read = 3000000\n");
        assertThat(failures).isEmpty();
    }
}
