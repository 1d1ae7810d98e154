package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits hold as they do without a session, which gives way. */
class LimitsTest {

    @TempDir
    private static Path folder;

    /** One that traces the functions by which a program limits itself, and one that stands before them for its own sake. */
    private static Path tracing;

    private static Path watching;

    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        tracing = TracedShim.of(
                        Files.createDirectory(folder.resolve("tracing")),
                        "Tracing",
                        "FileAccess, MemoryMaps, ProcessControl, ProcessLimits, ProcessStart")
                .library("gcc");
        watching = TracedShim.of(Files.createDirectory(folder.resolve("watching")), "Watching", "FileAccess")
                .library("gcc");
        Files.copy(Path.of("src/test/resources/programs/limits.c"), folder.resolve("limits.c"));
        program = TracedShim.program(folder, "limits");
    }

    /** Seen: "malloc: Cannot allocate memory", of 175 of 200 MiB, while each process had all of the pool mapped. */
    @ParameterizedTest
    @CsvSource({
        "ulimit -v 204800; exec \"$0\" takes, /taken",
        "exec \"$0\" limits setrlimit, /taken",
        "exec \"$0\" limits prlimit, /taken",
        "exec \"$0\" limits syscall, /taken",
        "exec \"$0\" locks mlockall, /locked",
        "exec \"$0\" locks syscall, /locked",
    })
    void whatAProgramMayHaveIsLeftForIt(String command, String path) throws Exception {
        assertThat(plain(command).start().waitFor()).as("without a session").isZero();
        assertThat(paths(command, tracing)).contains(path);
        assertThat(paths(command, watching)).contains(path);
    }

    /**
     * Seen to fail with threads, while chunks stayed mapped that one had had once. Signal handlers that leave by {@code siglongjmp(3)}
     * had left a thread looking for a chunk, during which none could be unmapped: in a larger program, in three of four runs.
     */
    @ParameterizedTest
    @ValueSource(strings = {"much", "threads", "jumps"})
    void whatWasWrittenBeforeALimitIsGivenBack(String before) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder program = plain("exec \"$0\" afterwards " + before);
            assertThat(session.follow(session.start(program, watching), event -> {}))
                    .isZero();
        }
    }

    /** What {@code ulimit} of a shell takes. With fewer descriptors ld.so(8) could not open the C library. */
    @ParameterizedTest
    @ValueSource(strings = {"-n 4", "-f 0", "-l 0", "-s 64", "-d 4096"})
    void whatASessionNeedsIsNotLimited(String limit) throws Exception {
        assertThat(paths("ulimit " + limit + "; exec \"$0\" asks", watching)).contains("/asked");
    }

    /**
     * Seen to be killed by SIGSEGV while a window became smaller without waiting for threads that were looking for a chunk, and while
     * chunks were unmapped that a thread had had.
     */
    @Test
    void aLimitMayComeWhileThreadsWrite() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            long[] busy = {0};
            assertThat(session.follow(session.start(plain("exec \"$0\" writes"), watching), event -> {
                        if ("/busy".equals(event.text(0))) {
                            busy[0]++;
                        }
                    }))
                    .isZero();
            assertThat(busy[0]).isPositive();
            assertThat(busy[0] + session.lost()).isBetween(10L * 6 * 20000, 10L * 6 * 20000 + 2000);
        }
    }

    /**
     * Seen with 7000 pages mapped after 9000: after a child of vfork(2) had limited itself, which shares its parent's memory; and after
     * {@code mlockall(0)}, which fails.
     */
    @Test
    void whatLimitsAnotherProcessOrNothingTakesNothingAway() throws Exception {
        assertThat(paths("exec \"$0\" others", tracing)).contains("/before");
        assertThat(paths("exec \"$0\" others", watching)).contains("/before");
    }

    /**
     * Seen with 10 to 40 of 200 children killed by SIGSEGV: they had unmapped the chunk in which their parent, whose stack they go on
     * with, was writing an event.
     */
    @Test
    void aChildThatLimitsItselfGoesOnWithTheEventThatItCameInto() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            assertThat(session.follow(session.start(plain("exec \"$0\" forks"), tracing), event -> {}))
                    .isZero();
        }
    }

    /** Seen with all 500 lost: chunks of threads that sleep were taken back only when the whole pool ran short. */
    @Test
    void threadsThatSleepLeaveRoomInASmallWindow() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            List<String> paths = new ArrayList<>();
            assertThat(session.follow(
                            session.start(plain("exec \"$0\" sleepers"), watching), event -> paths.add(event.text(0))))
                    .isZero();
            assertThat(paths).filteredOn("/awake"::equals).hasSizeGreaterThan(400);
        }
    }

    /** A page that does not exist would be SIGBUS in a program when there is no memory for it: tmpfs(5). */
    @Test
    void allOfThePoolIsThereFromTheStart() throws Exception {
        try (TraceSession session = TraceSession.create()) {
            Path pool = session.folder().resolve("pool");
            Process stat = new ProcessBuilder("stat", "-c", "%b %B", pool.toString()).start();
            String[] blocks =
                    new String(stat.getInputStream().readAllBytes()).strip().split(" ");
            assertThat(Long.parseLong(blocks[0]) * Long.parseLong(blocks[1])).isGreaterThanOrEqualTo(Files.size(pool));
        }
    }

    /** Seen as SG0906, in a container where a second session was begun. */
    @Test
    void aSessionIsAsLargeAsThereIsRoom() {
        assertThat(TraceSession.fitting(64 << 20)).isEqualTo(32 << 20);
        assertThat(TraceSession.fitting(30 << 20)).isEqualTo(16 << 20);
        assertThat(TraceSession.fitting(16 << 20)).isEqualTo(8 << 20);
        assertThat(TraceSession.fitting(0)).isEqualTo(1 << 20);
    }

    /** The least of a group's limit and of those around it, in both versions of control groups. */
    @Test
    void theLimitOfAControlGroupIsKnown(@TempDir Path root) throws Exception {
        Path groups = Files.writeString(root.resolve("groups"), "4:cpu,memory:/old/one\n1:name=x:/\n0::/a/b\n");
        assertThat(MemoryLimit.of(groups, root)).isEmpty();
        limit(root.resolve("memory/old/one"), "memory.limit_in_bytes", "9223372036854771712");
        assertThat(MemoryLimit.of(groups, root)).hasValue(9223372036854771712L);
        limit(root.resolve("a/b"), "memory.max", "max");
        limit(root.resolve("a"), "memory.max", "67108864");
        assertThat(MemoryLimit.of(groups, root)).hasValue(67108864);
        limit(root.resolve("memory"), "memory.limit_in_bytes", "4096");
        assertThat(MemoryLimit.of(groups, root)).hasValue(4096);
        assertThat(MemoryLimit.of(root.resolve("none"), root)).isEmpty();
    }

    private static void limit(Path group, String file, String value) throws Exception {
        Files.writeString(Files.createDirectories(group).resolve(file), value + "\n");
    }

    private static List<String> paths(String command, Path library) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            List<String> paths = new ArrayList<>();
            int status = session.follow(session.start(plain(command), library), (TraceEvent event) -> {
                if (event.text(0) != null) {
                    paths.add(event.text(0));
                }
            });
            assertThat(status).as(command).isZero();
            assertThat(session.lost()).isZero();
            return paths;
        }
    }

    private static ProcessBuilder plain(String command) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command, program.toString()).inheritIO();
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        return builder;
    }
}
