package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs without a fault, in which events have broken something. */
class HonestProgramsTest {

    @TempDir
    private static Path folder;

    private static Path library;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(
                        folder,
                        "Honest",
                        "FileOpen, FileStatus, ReadWrite, Descriptors, Links, FileTimes, FileWatches, TemporaryFiles, Sockets, "
                                + "EventWaits, Sleeping, Processes, ProcessStart")
                .library("gcc");
    }

    /**
     * Seen to end with signal 11 in each of the calls, while what was asked for and succeeded was believed to be there; with lines it
     * never did.
     */
    @Test
    void memoryThatACallHasNotTouchedNeedNotBeThere() throws Exception {
        Path program = program("untouched");
        try (TraceSession session = TraceSession.create(4 << 20)) {
            List<TraceEvent> events = new ArrayList<>();
            assertThat(session.follow(session.start(run(program), library), events::add))
                    .isZero();
            assertThat(events)
                    .extracting(TraceEvent::text)
                    .anyMatch(line -> line.startsWith("nanosleep({tv_sec=0, tv_nsec=1000}, 0x"))
                    .anyMatch(line -> line.startsWith("readlink("));
        }
        ProcessBuilder lines = run(program);
        lines.environment().put("LD_PRELOAD", library.toString());
        lines.environment().put("SHIMGEN_TRACE", folder.resolve("lines").toString());
        assertThat(lines.start().waitFor()).isZero();
    }

    /**
     * A spec says what an argument is, as a message about a missing method proposes it, and not how much of it is there. Seen to end
     * with signal 11 in each of the calls, while a success of a function of that name was believed to prove all of it.
     */
    @Test
    void aSpecNeedNotSayHowMuchIsThere() throws Exception {
        Path uncounted = TracedShim.of(
                        Files.createDirectory(folder.resolve("uncounted")),
                        "Uncounted",
                        "FileAccess",
                        "@Partial int bind(@Fd int fd, @In Sockaddr addr, int len);",
                        "@Partial int connect(@Fd int fd, @In Sockaddr addr, int len);",
                        "@Partial int poll(@In Pollfd fds, long nfds, int timeout);",
                        "@Partial int epoll_wait(@Fd int epfd, @Out EpollEvent events, int maxevents, int timeout);",
                        "@Partial long readv(@Fd int fd, @In Iovec iovec, int count);",
                        "@Partial long writev(@Fd int fd, @In Iovec iovec, int count);",
                        "@Partial int waitpid(int pid, @Out @WaitStatus Pointer status, int options);")
                .library("gcc");
        try (TraceSession session = TraceSession.create(4 << 20)) {
            List<String> lines = new ArrayList<>();
            assertThat(session.follow(
                            session.start(run(program("untouched")), uncounted), event -> lines.add(event.text())))
                    .isZero();
            assertThat(lines).anyMatch(line -> line.startsWith("bind(")).anyMatch(line -> line.startsWith("waitpid("));
        }
    }

    /** Seen with half of the events under the id of the parent, while a process was told from others by the time. */
    @Test
    void processesThatBeginAtTheSameTimeAreTwo() throws Exception {
        Path program = program("counterless");
        try (TraceSession session = TraceSession.create(4 << 20)) {
            List<TraceEvent> events = new ArrayList<>();
            assertThat(session.follow(session.start(run(program), library), event -> {
                        if (event.function().name().equals("open")) {
                            events.add(event);
                        }
                    }))
                    .isZero();
            List<TraceEvent> own = events.stream()
                    .filter(event ->
                            Objects.requireNonNullElse(event.text(0), "").startsWith("/none/"))
                    .toList();
            assertThat(own).hasSize(20 * 4 * 2);
            assertThat(own).allMatch(event -> ("/none/" + event.process()).equals(event.text(0)));
        }
    }

    private static ProcessBuilder run(Path program) {
        return new ProcessBuilder(program.toString()).inheritIO().directory(folder.toFile());
    }

    private static Path program(String name) throws Exception {
        Files.copy(
                Path.of("src/test/resources/programs", name + ".c"),
                folder.resolve(name + ".c"),
                StandardCopyOption.REPLACE_EXISTING);
        return TracedShim.program(folder, name);
    }
}
