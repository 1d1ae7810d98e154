package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSessionTest {

    private static Path library;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(folder, "Everything", String.join(", ", ReadyMadeGroups.names()))
                .library("gcc");
    }

    /**
     * A library that writes lines and events of the same calls: all lines are there, word for word and in order, for each
     * process. Seen to fail with a chunk given back that had been written to since it was read (450 lines of {@code cat}), and
     * with events sorted by their times alone (those of a signal handler).
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls -laR /etc/apt",
                "cat /etc/passwd /missing",
                "bash -c 'for i in 1 2 3; do /bin/true; done; (exit 3); echo $((1 + 2)) | cat; kill -TERM $$'",
                "python3 -c 'import os, socket; os.stat(\"/\"); socket.socket()'",
                "git --version",
                "bash -c '/bin/true $(seq 31); /bin/true $(seq 32); /bin/true $(seq 3000); /bin/true $(printf %02000d 1)'",
                "awk 'BEGIN { print exp(1), log(2), sin(3); printf \"%s\\n\", substr(\"abc\", 2) }'",
                "tar cf - /etc/apt",
                "date",
                "find /etc/apt -name '*.list'",
            })
    void eventsSayWhatLinesSay(String command) throws Exception {
        Map<String, List<String>> events = new TreeMap<>();
        try (TraceSession session = TraceSession.create()) {
            run(
                    session,
                    command,
                    "SHIMGEN_TRACE",
                    own.resolve("%p").toString(),
                    event -> events.computeIfAbsent(Integer.toString(event.process()), process -> new ArrayList<>())
                            .add(event.text()));
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
        }
        Map<String, List<String>> lines = new TreeMap<>();
        try (Stream<Path> files = Files.list(own)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("\\d+"))
                    .toList()) {
                lines.put(file.getFileName().toString(), TracedShim.lines(file));
            }
        }
        assertThat(lines).isNotEmpty();
        assertThat(events.keySet()).isEqualTo(lines.keySet());
        // As texts: of a list, a message shows a thousand lines.
        // A handler of SIGCHLD may come between a call's event and its line, and its own calls then have another place.
        boolean handles = lines.values().stream()
                .flatMap(List::stream)
                .anyMatch(line -> line.startsWith("sigaction(SIGCHLD, {sa_handler=0x"));
        lines.forEach((process, said) -> assertThat(text(events.getOrDefault(process, List.of()), handles))
                .as(process)
                .isEqualTo(text(said, handles)));
    }

    private static String text(List<String> calls, boolean sorted) {
        return (sorted ? calls.stream().sorted() : calls.stream()).collect(Collectors.joining("\n"));
    }

    @Test
    void whatFindsNoRoomIsCounted() throws Exception {
        long[] received = new long[1];
        try (TraceSession session = TraceSession.create(Path.of("/dev/shm"), 3 * 65536)) {
            Process process = start(
                    session,
                    "ls -laR /etc",
                    Map.of("SHIMGEN_TRACE", own.resolve("trace").toString()));
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            session.poll(event -> received[0]++);
            assertThat(session.lost()).isPositive();
            assertThat(received[0] + session.lost())
                    .isEqualTo(TracedShim.lines(own.resolve("trace")).size());
        }
    }

    /** Threads, children of fork and vfork, and a signal handler that comes at any moment. */
    private static final String BUSY = """
            #define _GNU_SOURCE
            #include <pthread.h>
            #include <signal.h>
            #include <stdatomic.h>
            #include <stdio.h>
            #include <sys/time.h>
            #include <sys/wait.h>
            #include <unistd.h>

            static atomic_long made;

            static void call(const char *path)
            {
                atomic_fetch_add(&made, 1);
                access(path, R_OK);
            }

            static void handler(int number)
            {
                (void)number;
                call("/from/a/handler");
            }

            static void *work(void *path)
            {
                for (int i = 0; i < 20000; i++) {
                    call(path);
                }
                return NULL;
            }

            int main(void)
            {
                pthread_t threads[4];
                const struct itimerval often = {{0, 1000}, {0, 1000}};
                signal(SIGALRM, handler);
                setitimer(ITIMER_REAL, &often, NULL);
                for (int i = 0; i < 4; i++) {
                    pthread_create(&threads[i], NULL, work, "/a/path/that/is/not/there");
                }
                for (int i = 0; i < 60; i++) {
                    const pid_t child = i % 3 == 0 ? vfork() : fork();
                    if (child == 0) {
                        if (i % 3 != 0) {
                            signal(SIGALRM, SIG_IGN);
                            for (int j = 0; j < 50; j++) {
                                access("/", R_OK);
                            }
                        } else {
                            access("/", R_OK);
                        }
                        _exit(0);
                    }
                    atomic_fetch_add(&made, i % 3 == 0 ? 1 : 50);
                    while (waitpid(child, NULL, 0) == -1) {
                    }
                }
                for (int i = 0; i < 4; i++) {
                    pthread_join(threads[i], NULL);
                }
                signal(SIGALRM, SIG_IGN);
                printf("%ld\\n", atomic_load(&made));
                return 0;
            }
            """;

    /** Seen to fail with the last look at a chunk before the look at its thread: some hundred events less. */
    @Test
    void everyEventArrivesOnceAndWhole() throws Exception {
        Files.writeString(own.resolve("busy.c"), BUSY);
        Path busy = TracedShim.program(own, "busy");
        Map<String, Long> received = new TreeMap<>();
        try (TraceSession session = TraceSession.create()) {
            Process process = start(session, busy.toString(), Map.of("SHIMGEN_TRACE", ""));
            while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
                session.poll(event -> received.merge(event.text(), 1L, Long::sum));
            }
            session.poll(event -> received.merge(event.text(), 1L, Long::sum));
            long made =
                    Long.parseLong(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            assertThat(process.exitValue()).isZero();
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
            // Seen to fail where every chunk of a thread counted: full ones still have the call that filled them.
            assertThat(session.unfinished()).isEmpty();
            String missing = " = -1 ENOENT (No such file or directory)";
            assertThat(received).containsEntry("access(\"/a/path/that/is/not/there\", R_OK)" + missing, 80_000L);
            assertThat(received).containsEntry("access(\"/\", R_OK) = 0", 40 * 50 + 20L);
            assertThat(received.entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith("access("))
                            .mapToLong(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(made);
        }
    }

    /** Four processes of four threads that make calls as fast as they can. */
    private static final String FLOOD = """
            #include <pthread.h>
            #include <stdint.h>
            #include <string.h>
            #include <sys/wait.h>
            #include <unistd.h>

            static void *work(void *number)
            {
                char path[121];
                memset(path, 'a' + (int)(uintptr_t)number, 120);
                path[120] = 0;
                for (long i = 0; i < 125000; i++) {
                    access(i % 2 == 0 ? "" : path + 120 - i * 7 % 120, (int)i);
                }
                return NULL;
            }

            int main(void)
            {
                pthread_t threads[4];
                for (int i = 0; i < 4; i++) {
                    if (fork() == 0) {
                        for (int j = 0; j < 4; j++) {
                            pthread_create(&threads[j], NULL, work, (void *)(uintptr_t)(i * 4 + j));
                        }
                        for (int j = 0; j < 4; j++) {
                            pthread_join(threads[j], NULL);
                        }
                        _exit(0);
                    }
                }
                while (wait(NULL) != -1) {
                }
                return 0;
            }
            """;

    /** What is behind the shim, so that no system call slows the flood down. */
    private static final String CHEAP = """
            int access(const char *path, int mode)
            {
                (void)path;
                (void)mode;
                return 0;
            }
            """;

    /** In a megabyte, while a reader looks now and then: much is lost, and what is received has no hole that is not counted. */
    @Test
    void whatManyProcessesLoseIsCountedExactly() throws Exception {
        Path small = TracedShim.of(Files.createDirectories(own.resolve("shim")), "Access", "FileAccess")
                .library("gcc");
        Files.writeString(own.resolve("flood.c"), FLOOD);
        Files.writeString(own.resolve("cheap.c"), CHEAP);
        Path flood = TracedShim.program(own, "flood");
        TracedShim.compile(own, "gcc", "cheap.c", "-fvisibility=default");
        Map<Integer, Long> expected = new HashMap<>();
        Map<Integer, Character> letters = new HashMap<>();
        long[] received = new long[1];
        long[] missing = new long[1];
        try (TraceSession session = TraceSession.create(Path.of("/dev/shm"), 1 << 20)) {
            Process process =
                    session.start(new ProcessBuilder(flood.toString()).inheritIO(), small, own.resolve("libgcc.so"));
            int status = session.followCursor(process, event -> {
                assertThat(event.function().name()).isEqualTo("access");
                received[0]++;
                long number = event.value(1);
                missing[0] += number - Objects.requireNonNullElse(expected.put(event.thread(), number + 1), 0L);
                String path = Objects.requireNonNull(event.text(0));
                assertThat(path).hasSize(number % 2 == 0 ? 0 : (int) (number * 7 % 120));
                if (!path.isEmpty()) {
                    char letter = letters.computeIfAbsent(event.thread(), thread -> path.charAt(0));
                    assertThat(path.chars()).allMatch(character -> character == letter);
                }
            });
            assertThat(status).isZero();
            expected.values().forEach(next -> missing[0] += 125_000 - next);
            assertThat(session.lost()).isPositive();
            assertThat(received[0] + session.lost()).isEqualTo(2_000_000);
            assertThat(missing[0]).isEqualTo(session.lost() - (16 - expected.size()) * 125_000L);
            assertThat(session.torn()).isZero();
        }
    }

    /** 300 threads, each of which makes a call, sleeps, and makes another one; ten at a time, each time when it is told to. */
    private static final String SLEEPERS = """
            #include <pthread.h>
            #include <semaphore.h>
            #include <unistd.h>

            static sem_t ready;
            static sem_t end;

            static void *work(void *unused)
            {
                access("/", R_OK);
                sem_post(&ready);
                sem_wait(&end);
                access("/", R_OK);
                sem_post(&ready);
                return unused;
            }

            int main(void)
            {
                pthread_t threads[300];
                for (int i = 0; i < 600; i++) {
                    char told;
                    if (i % 10 == 0 && read(0, &told, 1) != 1) {
                        return 1;
                    }
                    if (i < 300) {
                        pthread_create(&threads[i], NULL, work, NULL);
                    } else {
                        sem_post(&end);
                    }
                    sem_wait(&ready);
                    if (i % 10 == 9 && write(1, ".", 1) != 1) {
                        return 1;
                    }
                }
                for (int i = 0; i < 300; i++) {
                    pthread_join(threads[i], NULL);
                }
                return 0;
            }
            """;

    /** In a session of 64 chunks. Seen to fail without seals: 711 events were lost. */
    @Test
    void sleepingThreadsGiveTheirChunksBack() throws Exception {
        Files.writeString(own.resolve("sleepers.c"), SLEEPERS);
        Path sleepers = TracedShim.program(own, "sleepers");
        long[] received = new long[1];
        Consumer<TraceEvent> count = event -> received[0] += event.text().equals("access(\"/\", R_OK) = 0") ? 1 : 0;
        try (TraceSession session = TraceSession.create(Path.of("/dev/shm"), 64 * 65536)) {
            Process process = start(session, sleepers.toString(), Map.of("SHIMGEN_TRACE", ""));
            for (int i = 0; i < 60; i++) {
                process.getOutputStream().write('x');
                process.getOutputStream().flush();
                assertThat(process.getInputStream().read()).isEqualTo('.');
                // The first look sees that they have written, the second that they sleep.
                session.poll(count);
                session.poll(count);
            }
            assertThat(process.waitFor()).isZero();
            session.poll(count);
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
        }
        assertThat(received[0]).isEqualTo(600);
    }

    /** What a library's events mean is in the session: seen to fail while it was read from the library's file. */
    @Test
    void aLibraryMayBeGoneBeforeItsEventsAreRead() throws Exception {
        Path copy = Files.copy(library, own.resolve("libcopy.so"));
        List<String> events = new ArrayList<>();
        try (TraceSession session = TraceSession.create()) {
            Process process =
                    start(session, "cat /missing", Map.of("LD_PRELOAD", copy.toString(), "SHIMGEN_TRACE", ""));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            Files.delete(copy);
            session.poll(event -> events.add(event.text()));
        }
        assertThat(events).anyMatch(text -> text.matches("open.*\"/missing\".* = -1 ENOENT .*"));
    }

    /** Programs that all begin in the same moment. */
    private static final String TOGETHER = """
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <unistd.h>

            int main(int argc, char **argv)
            {
                int gate[2];
                char *const program[] = {"true", NULL};
                if (argc < 2 || pipe(gate) != 0)
                    return 1;
                for (int i = 0; i < 32; i++) {
                    if (fork() == 0) {
                        char byte;
                        close(gate[1]);
                        if (read(gate[0], &byte, 1) < 0)
                            _exit(1);
                        setenv("LD_PRELOAD", argv[1], 1);
                        execv("/bin/true", program);
                        _exit(1);
                    }
                }
                close(gate[0]);
                close(gate[1]);
                int status = 0, failed = 0;
                while (wait(&status) > 0)
                    failed += status != 0;
                return failed;
            }
            """;

    /**
     * A library that was entered twice takes twice the room for its tables, and a large make(1) would have none left. Seen to fail
     * when nobody waits for one that is being entered: 2 to 5 of 32 processes entered it.
     */
    @Test
    void aLibraryIsEnteredOnceByAllThatStartAtOnce() throws Exception {
        Files.writeString(own.resolve("together.c"), TOGETHER);
        Path together = TracedShim.program(own, "together");
        for (int round = 0; round < 8; round++) {
            try (TraceSession session = TraceSession.create()) {
                assertThat(entered(session)).isEmpty();
                ProcessBuilder builder = new ProcessBuilder(together.toString(), library.toString()).inheritIO();
                builder.environment().putAll(session.environment());
                assertThat(builder.start().waitFor()).isZero();
                assertThat(entered(session)).containsExactly(PoolLayout.LIBRARY_READY);
            }
        }
    }

    /** {@code SHIMGEN_LIBRARY_LEFT}. */
    private static final int LEFT = 4;

    /**
     * One that was killed in the middle of it is in nobody's way: only the first that comes behind it waits. Seen to fail
     * without the mark that it leaves: each would wait.
     */
    @Test
    void whoWasKilledWhileEnteringALibraryIsInNobodysWay() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            try (FileChannel pool = FileChannel.open(session.folder().resolve("pool"), StandardOpenOption.WRITE)) {
                ByteBuffer claimed = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
                pool.write(claimed.putInt(1).flip(), PoolLayout.HEAD_LIBRARIES + PoolLayout.LIBRARY_STATE);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(start(session, "/bin/true", Map.of()).waitFor()).isZero();
                assertThat(session.poll(event -> {})).isPositive();
                assertThat(entered(session)).containsExactly(LEFT, PoolLayout.LIBRARY_READY);
            }
        }
    }

    /** {@return the states of the entries for libraries that are in use} */
    private static List<Integer> entered(TraceSession session) throws IOException {
        byte[] head = new byte[PoolLayout.HEAD_LIBRARIES + PoolLayout.LIBRARIES * PoolLayout.LIBRARY_SIZE];
        try (InputStream pool = Files.newInputStream(session.folder().resolve("pool"))) {
            assertThat(pool.readNBytes(head, 0, head.length)).isEqualTo(head.length);
        }
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
        List<Integer> states = new ArrayList<>();
        for (int i = 0; i < PoolLayout.LIBRARIES; i++) {
            int state = in.getInt(PoolLayout.HEAD_LIBRARIES + i * PoolLayout.LIBRARY_SIZE + PoolLayout.LIBRARY_STATE);
            if (state != 0) {
                states.add(state);
            }
        }
        return states;
    }

    /**
     * To ask /proc for the pid namespace takes ten times as long as all else that an exec(2) waits for. Seen to fail without the
     * lock, and with a child of fork(2) that does not look who its parent is.
     */
    @Test
    void nobodyAsksProcForTheNamespaceOfTheReader() throws Exception {
        Path calls = own.resolve("calls");
        String traced = "strace -f -e trace=readlinkat,execve -o " + calls + " -E LD_PRELOAD=" + library;
        String program = " bash -c '/bin/true; (read < /dev/null; exit 3); echo a | cat'";
        try (TraceSession session = TraceSession.create()) {
            assumeTrue(start(session, "strace -V", Map.of("LD_PRELOAD", "")).waitFor() == 0, "SKIPPED: no strace here");
            assertThat(start(session, traced + program, Map.of("LD_PRELOAD", ""))
                            .waitFor())
                    .isZero();
            assertThat(Files.readString(calls)).contains("execve(\"/bin/true\"").doesNotContain("ns/pid");
            Set<Integer> processes = new TreeSet<>();
            session.poll(event -> processes.add(event.process()));
            assertThat(processes).hasSizeGreaterThanOrEqualTo(4);
            // A process that has closed any descriptor of a file has no locks on it any more: fcntl(2).
            FileChannel.open(session.folder().resolve("pool")).close();
            assertThat(start(session, traced + program, Map.of("LD_PRELOAD", ""))
                            .waitFor())
                    .isZero();
            assertThat(Files.readString(calls)).contains("/proc/self/ns/pid");
        }
    }

    /** Ids of another namespace are not taken for ours. Seen to fail with a lock that is held by anybody. */
    @Test
    void whoIsInAnotherNamespaceSaysSo() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            String unshare = "unshare --user --map-root-user --pid --fork ";
            assumeTrue(
                    start(session, unshare + "true", Map.of("LD_PRELOAD", "")).waitFor() == 0,
                    "SKIPPED: no pid namespaces for users here");
            List<TraceEvent> events = new ArrayList<>();
            Process process = start(session, unshare + "bash -c 'cat /missing; (read < /dev/null)'", Map.of());
            process.waitFor();
            session.poll(events::add);
            assertThat(events).anyMatch(event -> event.process() == 1);
            assertThat(events)
                    .filteredOn(event -> event.process() < 10)
                    .isNotEmpty()
                    .allMatch(event -> event.processStart().isEmpty());
        }
    }

    /** A call that does not return, and a handler that makes another one meanwhile. */
    private static final String HANGS = """
            #include <signal.h>
            #include <sys/time.h>
            #include <unistd.h>

            static void handler(int number)
            {
                (void)number;
                access("/from/the/handler", R_OK);
            }

            int main(void)
            {
                const struct itimerval soon = {{0, 0}, {0, 50000}};
                char byte;
                signal(SIGALRM, handler);
                setitimer(ITIMER_REAL, &soon, NULL);
                return (int)read(0, &byte, 1);
            }
            """;

    /** Seen to fail with a return that forgets the outer call: there was none left after the handler's. */
    @Test
    void whereAProgramHangsOrWasKilledIsSeen() throws Exception {
        Files.writeString(own.resolve("hangs.c"), HANGS);
        Path hangs = TracedShim.program(own, "hangs");
        List<String> events = new ArrayList<>();
        try (TraceSession session = TraceSession.create()) {
            Process process = start(session, hangs.toString(), Map.of("SHIMGEN_TRACE", ""));
            while (events.stream().noneMatch(text -> text.contains("/from/the/handler"))) {
                assertThat(process.isAlive()).isTrue();
                session.poll(event -> events.add(event.text()));
            }
            UnfinishedCall call = session.unfinished().get(0);
            assertThat(session.unfinished()).hasSize(1);
            assertThat(call.text()).isEqualTo("read( <unfinished ...>");
            assertThat((long) call.process()).isEqualTo(process.pid());
            assertThat(call.ended()).isFalse();
            assertThat(System.nanoTime() - call.began()).isBetween(0L, TimeUnit.MINUTES.toNanos(5));
            assertThat(process.destroyForcibly().waitFor()).isEqualTo(128 + 9);
            session.poll(event -> events.add(event.text()));
            assertThat(session.unfinished()).singleElement().satisfies(last -> {
                assertThat(last.function().name()).isEqualTo("read");
                assertThat(last.ended()).isTrue();
            });
        }
    }

    /**
     * A child of a fork(2) that nobody sees, one of vfork(2) that needs more than a chunk, one whose parent has ended before its
     * first call, one in a pid namespace of its own if this user may make one, and one that may not ask any more.
     */
    private static final String PARENTS = """
            #define _GNU_SOURCE
            #include <sched.h>
            #include <stdio.h>
            #include <sys/prctl.h>
            #include <sys/syscall.h>
            #include <sys/wait.h>
            #include <unistd.h>

            static void last(const char *path)
            {
                access(path, R_OK);
                syscall(SYS_exit_group, 0);
            }

            int main(int argc, char **argv)
            {
                if (argc > 1) {
                    last("/in/a/program");
                }
                const pid_t self = getpid();
                prctl(PR_SET_CHILD_SUBREAPER, 1);
                if (vfork() == 0) {
                    for (int i = 0; i < 2000; i++) {
                        access("/in/a/child/of/vfork", R_OK);
                    }
                    execl(argv[0], argv[0], "again", (char *)0);
                    _exit(1);
                }
                access("/behind/it", R_OK);
                if (syscall(SYS_clone, 17, 0, 0, 0, 0) == 0) {
                    if (syscall(SYS_clone, 17, 0, 0, 0, 0) == 0) {
                        while (getppid() != self) {
                            usleep(1000);
                        }
                        last("/in/an/orphan");
                    }
                    last("/in/a/child");
                }
                while (wait(NULL) > 0) {
                }
                if (syscall(SYS_clone, 17, 0, 0, 0, 0) == 0) {
                    const int apart = unshare(CLONE_NEWUSER | CLONE_NEWPID);
                    if (syscall(SYS_clone, 17, 0, 0, 0, 0) == 0) {
                        last(apart == 0 ? "/in/a/space/of/its/own" : "/in/the/same");
                    }
                    last("/in/front/of/it");
                }
                while (wait(NULL) > 0) {
                }
                if (syscall(SYS_clone, 17, 0, 0, 0, 0) == 0) {
                    if (syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, 1) == 0) {
                        access("/locked/in", R_OK);
                    }
                }
                wait(NULL);
                return 0;
            }
            """;

    /** Commands as long as they are: an array that ends in memory that is not there, and a string, and lists. */
    private static final String COMMANDS = """
            #define _GNU_SOURCE
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <unistd.h>

            int main(void)
            {
                static char words[3000][8];
                static char *many[3001];
                char longest[1200];
                for (int i = 0; i < 3000; i++) {
                    snprintf(words[i], sizeof words[i], "%d", i);
                    many[i] = words[i];
                }
                memset(longest, 'x', sizeof longest);
                longest[1199] = 0;
                execv("/missing/many", many);
                many[1000] = NULL;
                execv("/missing/thousand", many);
                char *const lengths[] = {longest + 175, longest + 174, NULL};
                execv("/missing/lengths", lengths);
                char *large[101];
                for (int i = 0; i < 100; i++) {
                    large[i] = longest + 199;
                }
                large[100] = NULL;
                execv("/missing/large", large);
                char *const pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                munmap(pages + 4096, 4096);
                char *const end = strcpy(pages + 4096 - 5, "last");
                memcpy(pages + 4000 - 40, longest, 40);
                memset(pages + 4000, 'y', 90);
                char *const ends[] = {end, NULL};
                execv("/missing/end", ends);
                char **const array = (char **)(pages + 4096 - 2 * sizeof *array);
                array[0] = words[1];
                array[1] = words[2];
                execv("/missing/array", array);
                char *const bad[] = {words[3], pages + 4096, (char *)8, words[4], NULL};
                execv("/missing/bad", bad);
                char *const open_end = memset(pages + 4096 - 40, 'z', 40);
                char *const opens[] = {open_end, open_end + 10, NULL};
                execv("/missing/opens", opens);
                execl("/missing/list", "one", "two", longest + 1100, (char *)NULL);
                char *const environment[] = {NULL};
                execle("/missing/environment", "one", "two", (char *)NULL, environment);
                return 0;
            }
            """;

    /**
     * An event has the strings of a command whole, as far as there is room, and says so; a line of it is what the library writes.
     * Seen to fail with strings that were measured without the heads of their blocks: the last ones were cut.
     */
    @Test
    void commandsAreWhole() throws Exception {
        Files.writeString(own.resolve("commands.c"), COMMANDS);
        Path commands = TracedShim.program(own, "commands");
        Map<String, TraceEvent> events = new HashMap<>();
        List<String> texts = new ArrayList<>();
        Path file = own.resolve("lines");
        try (TraceSession session = TraceSession.create()) {
            Process process = start(session, commands.toString(), Map.of("SHIMGEN_TRACE", file.toString()));
            session.followCursor(process, call -> {
                TraceEvent event = call.keep();
                if (call.function().name().startsWith("exec") && call.returned()) {
                    events.put(event.paths().get(0).replace("/missing/", ""), event);
                    assertThat(call.isWhole(1)).isEqualTo(event.isWhole(1));
                    assertThat(call.texts(1)).isEqualTo(event.texts(1));
                    texts.add(event.text());
                }
            });
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
        }
        assertThat(texts)
                .hasSize(10)
                .containsExactlyElementsOf(TracedShim.lines(file).stream()
                        .filter(line -> line.startsWith("exec") && !line.endsWith("?"))
                        .toList());
        assertThat(of(events, "many").texts(1)).hasSize(1024).endsWith("1022", "1023");
        assertThat(of(events, "many").isWhole(1)).isFalse();
        assertThat(of(events, "thousand").texts(1)).hasSize(1000).endsWith("998", "999");
        assertThat(of(events, "thousand").isWhole(1)).isTrue();
        assertThat(of(events, "lengths").texts(1)).containsExactly("x".repeat(1024), "x".repeat(1024));
        assertThat(of(events, "lengths").isWhole(1)).isFalse();
        assertThat(of(events, "large").texts(1)).hasSizeBetween(50, 70).allMatch("x".repeat(1000)::equals);
        assertThat(of(events, "large").isWhole(1)).isFalse();
        assertThat(of(events, "end").texts(1)).containsExactly("last");
        assertThat(of(events, "end").isWhole(1)).isTrue();
        assertThat(of(events, "array").texts(1)).containsExactly("1", "2");
        assertThat(of(events, "array").isWhole(1)).isFalse();
        assertThat(of(events, "bad").texts(1)).containsExactly("3", "4");
        assertThat(of(events, "bad").isWhole(1)).isFalse();
        assertThat(of(events, "opens").texts(1)).containsExactly("z".repeat(40));
        assertThat(of(events, "opens").isWhole(1)).isFalse();
        TraceEvent list = of(events, "list");
        assertThat(list.text(1)).isEqualTo("one");
        assertThat(list.texts(2)).containsExactly("two", "x".repeat(99));
        assertThat(list.isWhole(2)).isTrue();
        assertThat(list.numbers(2)).isEmpty();
        assertThat(of(events, "environment").texts(2)).containsExactly("two");
        assertThat(of(events, "environment").isWhole(2)).isTrue();
    }

    private static TraceEvent of(Map<String, TraceEvent> events, String name) {
        return Objects.requireNonNull(events.get(name), name);
    }

    private static final class Parents {
        final Map<String, TraceEvent> byPath = new HashMap<>();

        TraceEvent of(String path) {
            return Objects.requireNonNull(byPath.get(path), path);
        }
    }

    /** Seen to fail with a child of vfork(2) that wrote into its second chunk with its own ids, and its parent behind it. */
    @Test
    void aProcessSaysWhoItsParentIs() throws Exception {
        Files.writeString(own.resolve("parents.c"), PARENTS);
        Path parents = TracedShim.program(own, "parents");
        Path shim = TracedShim.of(Files.createDirectory(own.resolve("shim")), "Access", "FileAccess, Processes")
                .library("gcc");
        Parents seen = new Parents();
        Process process;
        try (TraceSession session = TraceSession.create()) {
            process = session.start(new ProcessBuilder(parents.toString()), shim);
            session.follow(process, event -> {
                seen.byPath.put(event.paths().get(0), event);
            });
            assertThat(session.lost()).isZero();
        }
        int self = (int) process.pid();
        int java = (int) ProcessHandle.current().pid();
        for (String path : List.of("/in/a/child/of/vfork", "/behind/it")) {
            assertThat(seen.of(path).process()).as(path).isEqualTo(self);
            assertThat(seen.of(path).thread()).as(path).isEqualTo(self);
            assertThat(seen.of(path).parent()).as(path).isEqualTo(java);
        }
        assertThat(seen.of("/in/a/program").process()).isNotEqualTo(self);
        assertThat(seen.of("/in/a/program").parent()).isEqualTo(self);
        assertThat(seen.of("/in/a/child").parent()).isEqualTo(self);
        assertThat(seen.of("/in/an/orphan").parent()).isEqualTo(self);
        int front = seen.of("/in/front/of/it").process();
        TraceEvent apart = seen.byPath.get("/in/a/space/of/its/own");
        if (apart == null) {
            assertThat(seen.of("/in/the/same").parent()).isEqualTo(front);
        } else {
            assertThat(apart.process()).isEqualTo(1);
            assertThat(apart.parent()).isZero();
        }
        assertThat(seen.of("/in/a/program").info().parent()).isEqualTo(self);
    }

    /** Seen to fail where those count that have written: the child had not yet when its parent ended. */
    @Test
    void aProgramIsFollowedUntilWhatItStartedHasEnded() throws Exception {
        List<String> events = new ArrayList<>();
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder program =
                    new ProcessBuilder("bash", "-c", "(sleep 0.3; cat /missing/from/the/child) 2>/dev/null & exit 7");
            Process process = session.start(program, library);
            assertThat(session.follow(process, event -> events.add(event.text())))
                    .isEqualTo(7);
        }
        assertThat(events).anyMatch(text -> text.contains("/missing/from/the/child"));
    }

    /** Seen with an execve(2) that had not returned, since what it executed has no shim before it. */
    @Test
    void whatBecameAnotherProgramIsInNoCall() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder program = new ProcessBuilder("bash", "-c", "env -i /bin/true; true");
            Process process = session.start(program, library);
            List<String> events = new ArrayList<>();
            assertThat(session.follow(process, event -> events.add(event.text())))
                    .isZero();
            assertThat(events).anyMatch(text -> text.contains("\"/bin/true\""));
            assertThat(session.unfinished()).isEmpty();
        }
    }

    /** Seen with two of six without a start, whose events came while others were being read, which takes long here. */
    @Test
    void processesThatComeAndGoWhileOthersAreReadAreKnown() throws Exception {
        String mine = "bash -c '[ -e /mine ]; read -t 0.1 < <(read -t 1)'";
        String busy = "for ((i = 0; i < 3000; i++)); do [ -e /busy ]; done";
        Map<Integer, Boolean> known = new TreeMap<>();
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder program = new ProcessBuilder(
                    "bash", "-c", busy + " & for j in 1 2 3 4 5 6; do " + mine + "; done 2> /dev/null; wait");
            session.follow(session.start(program, library), event -> {
                if (event.text().contains("/mine\"")) {
                    known.put(event.process(), event.processStart().isPresent());
                } else if (event.text().contains("/busy\"")) {
                    LockSupport.parkNanos(100_000);
                }
            });
        }
        assertThat(known).hasSizeGreaterThanOrEqualTo(6).doesNotContainValue(false);
    }

    @Test
    void aLibraryThatCannotBePreloadedIsRefused() throws Exception {
        Path spaced = Files.copy(library, own.resolve("lib with spaces.so"));
        try (TraceSession session = TraceSession.create()) {
            assertThatThrownBy(() -> session.start(new ProcessBuilder("true"), spaced))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lib with spaces.so");
            assertThatThrownBy(() -> session.start(new ProcessBuilder("true"), own.resolve("none.so")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("none.so");
        }
    }

    /** A reader that ends without a word; its folder's name is what it prints. */
    static final class KilledReader {

        public static void main(String[] arguments) throws IOException {
            System.out.println(TraceSession.create(Path.of("/dev/shm"), 1 << 20).folder());
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void theSessionOfAKilledReaderIsRemovedByTheNext() throws Exception {
        Process reader = new ProcessBuilder(ChildJava.command(KilledReader.class.getName())).start();
        Path left = Path.of(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertThat(reader.waitFor()).isZero();
        assertThat(left.resolve("pool")).exists();
        try (TraceSession first = TraceSession.create(Path.of("/dev/shm"), 1 << 20)) {
            assertThat(left).as("it may be being made").exists();
            FileTime longAgo = FileTime.from(Instant.now().minusSeconds(60));
            Files.setLastModifiedTime(left, longAgo);
            Files.setLastModifiedTime(first.folder(), longAgo);
            try (TraceSession second = TraceSession.create(Path.of("/dev/shm"), 1 << 20)) {
                assertThat(left).doesNotExist();
                assertThat(first.folder()).exists();
                assertThat(second.folder()).exists();
            }
        }
    }

    /**
     * In /dev/shm, others may lay something out for who cleans up. Seen to fail without a look at who may write to the folder: it
     * was removed, and the file had 24 bytes.
     */
    @Test
    void nothingIsWrittenThroughWhatOthersHaveLaidOut() throws Exception {
        Path victim = Files.createFile(own.resolve("victim"));
        Path evil = Files.createTempDirectory(Path.of("/dev/shm"), "shimgen-");
        try {
            Files.setPosixFilePermissions(evil, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.createFile(evil.resolve("owner"));
            Files.createSymbolicLink(evil.resolve("pool"), victim);
            Files.setLastModifiedTime(evil, FileTime.from(Instant.now().minusSeconds(60)));
            TraceSession.create(Path.of("/dev/shm"), 1 << 20).close();
            assertThat(evil.resolve("pool")).isSymbolicLink();
            assertThat(victim).isEmptyFile();

            // A pipe would be waited for.
            Files.delete(evil.resolve("owner"));
            Files.setPosixFilePermissions(evil, PosixFilePermissions.fromString("rwx------"));
            assertThat(new ProcessBuilder("mkfifo", evil.resolve("owner").toString())
                            .start()
                            .waitFor())
                    .isZero();
            Files.setLastModifiedTime(evil, FileTime.from(Instant.now().minusSeconds(60)));
            TraceSession.create(Path.of("/dev/shm"), 1 << 20).close();
        } finally {
            Files.deleteIfExists(evil.resolve("owner"));
            Files.deleteIfExists(evil.resolve("pool"));
            Files.deleteIfExists(evil);
        }
    }

    @Test
    void nothingIsLeftOfASession() throws Exception {
        TraceSession session = TraceSession.create();
        assertThat(session.folder()).isDirectory();
        assertThat(Files.getPosixFilePermissions(session.folder())).hasSize(3);
        assertThat(session.environment())
                .containsEntry("SHIMGEN_SESSION", session.folder().toString());
        session.close();
        assertThat(session.folder()).doesNotExist();
    }

    @Test
    void aSessionOnADiskOrWithoutRoomIsRefused() throws Exception {
        List<String> before = sessions();
        assertThatThrownBy(() -> TraceSession.create(Path.of("/proc"), 1 << 20))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("[SG0905]", "/proc", "tmpfs");
        assertThatThrownBy(() -> TraceSession.create(Path.of("/dev/shm"), 1L << 50))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("[SG0906]", "/dev/shm");
        assertThat(sessions()).isEqualTo(before);
    }

    private static List<String> sessions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("shimgen-"))
                    .sorted()
                    .toList();
        }
    }

    /** The program does its work, and says why there are no events. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "noise", "cut"})
    void aPoolThatIsNoneIsRefusedByTheProgram(String kind) throws Exception {
        if (!kind.equals("missing")) {
            byte[] pool = new byte[kind.equals("empty") ? 0 : 200_000];
            if (kind.equals("noise")) {
                new Random(1).nextBytes(pool);
            } else if (kind.equals("cut")) {
                byte[] head = {'s', 'h', 'i', 'm', 'p', 'o', 'o', 'l', PoolLayout.VERSION, 0, 0, 0, 100};
                System.arraycopy(head, 0, pool, 0, head.length);
            }
            Files.write(own.resolve("pool"), pool);
        }
        ProcessBuilder builder = new ProcessBuilder("echo", "done");
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("SHIMGEN_SESSION", own.toString());
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("done\n");
        assertThat(process.waitFor()).isZero();
        if (kind.equals("missing")) {
            // The session has ended: programs that outlive it start others, which shall work as ever.
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors)
                    .startsWith("shimgen: the ")
                    .endsWith("; nothing is traced\n")
                    .hasLineCount(1);
        }
    }

    private static void run(
            TraceSession session, String command, String variable, String value, Consumer<TraceEvent> consumer)
            throws Exception {
        Process process = start(session, command, Map.of(variable, value));
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            session.poll(consumer);
        }
        session.poll(consumer);
    }

    private static Process start(TraceSession session, String command, Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command);
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(session.environment());
        builder.environment().putAll(more);
        builder.redirectErrorStream(true);
        if (!more.containsKey("SHIMGEN_TRACE") || more.get("SHIMGEN_TRACE").contains("%p")) {
            builder.redirectOutput(new File("/dev/null"));
        }
        return builder.start();
    }
}
