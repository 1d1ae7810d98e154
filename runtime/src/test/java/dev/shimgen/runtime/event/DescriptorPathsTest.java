package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DescriptorPathsTest {

    private static final int AT_FDCWD = -100;

    private final SampleEvents events = new SampleEvents();
    private final DescriptorPaths paths = new DescriptorPaths();

    private String read(int descriptor) {
        DescriptorUse use = paths.accept(events.call("read", 10, descriptor, 0, 10));
        assertThat(use.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.bytes()).isEqualTo(10);
            assertThat(transfer.write()).isFalse();
        });
        return Objects.requireNonNull(use.arguments().get(0)).name();
    }

    @Test
    void anOpenedFileIsReadUntilItIsClosed() {
        paths.accept(events.call("open", 3, "/etc/passwd", 0));
        assertThat(read(3)).isEqualTo("/etc/passwd");
        DescriptorUse close = paths.accept(events.call("close", 0, 3));
        assertThat(close.arguments()).hasToString("{0=/etc/passwd}");
        paths.accept(events.call("open64", 3, "/etc/group", 0));
        assertThat(read(3)).isEqualTo("/etc/group");
    }

    private String text(TraceEvent event) {
        return event.text(paths.accept(event));
    }

    /** As strace -y. Seen to fail when a file's name was not escaped: a program could put lines of its own into a trace. */
    @Test
    void linesSayWhatDescriptorsStandFor() {
        assertThat(text(events.call("open", 3, "/a>\n", 0))).endsWith(" = 3</a\\076\\n>");
        assertThat(text(events.call("dup2", 5, 3, 5))).isEqualTo("dup2(3</a\\076\\n>, 5) = 5</a\\076\\n>");
        assertThat(text(events.call("close", 0, 5))).isEqualTo("close(5</a\\076\\n>) = 0");
        // Nobody has seen it being opened, and a failure opens nothing.
        assertThat(text(events.call("close", 0, 9))).isEqualTo("close(9) = 0");
        assertThat(text(events.failing("open", 2, "/missing", 0))).endsWith(" = -1 ENOENT (No such file or directory)");
    }

    /** Of a function that nobody knows here, the spec says which arguments are descriptors. */
    @Test
    void functionsOfAnAuthorHaveDescriptors() {
        paths.accept(events.call("open", 3, "/etc/passwd", 0));
        assertThat(text(events.call("inspect", 0, 3, 3))).isEqualTo("inspect(3</etc/passwd>, 3) = 0");
    }

    @Test
    void whatFailedOpensAndClosesNothing() {
        paths.accept(events.call("open", 3, "/etc/passwd", 0));
        paths.accept(events.failing("open", 2, "/missing", 0));
        paths.accept(events.failing("close", 4, 3));
        assertThat(read(3)).isEqualTo("/etc/passwd");
    }

    @Test
    void copiesAreTheSameFile() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("dup", 4, 3));
        paths.accept(events.call("dup2", 5, 4, 5));
        paths.accept(events.call("dup3", 6, 5, 6, 0));
        paths.accept(events.call("fcntl", 7, 6, 1030, 0));
        paths.accept(events.call("fcntl", 1, 6, 1, 0)); // F_GETFD: the result is no descriptor
        paths.accept(events.call("close", 0, 3));
        assertThat(List.of(read(4), read(5), read(6), read(7))).containsOnly("/a");
        assertThat(read(1)).isEqualTo("[standard output]");
    }

    @Test
    void ranges() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("open", 4, "/b", 0));
        paths.accept(events.call("close_range", 0, 4, -1, 4)); // CLOSE_RANGE_CLOEXEC closes nothing yet
        assertThat(read(4)).isEqualTo("/b");
        paths.accept(events.call("close_range", 0, 4, -1, 0));
        assertThat(List.of(read(3), read(4))).containsExactly("/a", "[descriptor 4]");
    }

    @Test
    void aPathBelowADirectoryIsJoined() {
        paths.accept(events.call("open", 3, "/usr", 0));
        paths.accept(events.call("openat", 4, 3, "lib", 0));
        paths.accept(events.call("openat", 5, 4, "/etc", 0));
        paths.accept(events.call("openat", 6, AT_FDCWD, "here", 0));
        assertThat(List.of(read(4), read(5), read(6))).containsExactly("/usr/lib", "/etc", "here");
    }

    @Test
    void pipesAndSocketsAreNumbered() {
        paths.accept(events.call("pipe", 0, new int[] {3, 4}));
        paths.accept(events.call("pipe2", 0, new int[] {5, 6}, 0));
        paths.accept(events.call("socketpair", 0, 1, 1, 0, new int[] {7, 8}));
        paths.accept(events.call("socket", 9, 2, 1, 0));
        paths.accept(events.call("epoll_create1", 10, 0));
        assertThat(List.of(read(3), read(4), read(6), read(8), read(9), read(10)))
                .containsExactly("[pipe 1]", "[pipe 1]", "[pipe 2]", "[socket 1, pair]", "[socket 2]", "[epoll]");
    }

    @Test
    void bytesOfACopyAreReadHereAndWrittenThere() {
        paths.accept(events.call("open", 3, "/from", 0));
        paths.accept(events.call("open", 4, "/to", 1));
        assertThat(paths.accept(events.call("sendfile", 7, 4, 3, 0, 100)).transfers())
                .extracting(transfer -> transfer.file().name() + transfer.write() + transfer.bytes())
                .containsExactly("/fromfalse7", "/totrue7");
        assertThat(paths.accept(events.failing("sendfile", 22, 4, 3, 0, 100)).transfers())
                .isEmpty();
    }

    @Test
    void streamsHaveNames() {
        paths.accept(events.call("fopen", 0x5000, "/log", 0));
        DescriptorUse use = paths.accept(events.call("fwrite", 3, 0, 8, 3, 0x5000));
        assertThat(use.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.file().name()).isEqualTo("/log");
            assertThat(transfer.bytes()).isEqualTo(24);
            assertThat(transfer.write()).isTrue();
        });
        paths.accept(events.call("fileno", 3, 0x5000));
        assertThat(read(3)).isEqualTo("/log");
        paths.accept(events.call("fclose", 0, 0x5000));
        assertThat(paths.accept(events.call("fread", 3, 0, 8, 3, 0x5000)).transfers())
                .isEmpty();
    }

    @Test
    void aChildHasWhatItsParentHadOpen() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("fork", 200));
        events.as(200, 200);
        paths.accept(events.call("fork", 0));
        assertThat(read(3)).isEqualTo("/a");
        paths.accept(events.call("close", 0, 3));
        paths.accept(events.call("open", 3, "/childs", 0));
        events.as(100, 100);
        assertThat(read(3)).isEqualTo("/a");
    }

    /** The child may be seen first: its parent's fork(2) returns later. */
    @Test
    void whatAChildReadBeforeItsParentIsKnownGetsItsName() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("open", 4, "/b", 0));
        events.as(200, 200);
        paths.accept(events.call("fork", 0));
        OpenFile unknown = Objects.requireNonNull(
                paths.accept(events.call("read", 1, 3, 0, 1)).arguments().get(0));
        assertThat(unknown.isOpen()).isTrue();
        paths.accept(events.call("close", 0, 4));
        events.as(100, 100);
        paths.accept(events.call("fork", 200));
        assertThat(unknown.name()).isEqualTo("/a");
        assertThat(unknown.isOpen()).isFalse();
        events.as(200, 200);
        assertThat(read(4)).isEqualTo("[descriptor 4]");
    }

    /** Until it executes a program, a child of vfork(2) has its parent's ids. */
    @Test
    void aChildOfVforkChangesNothingOfItsParents() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("open", 4, "/b", 0));
        paths.accept(events.call("vfork", 0));
        paths.accept(events.call("dup2", 0, 4, 0));
        paths.accept(events.call("close", 0, 3));
        paths.accept(events.begun("execve", "/usr/local/bin/cat"));
        paths.accept(events.failing("execve", 2, "/usr/local/bin/cat"));
        paths.accept(events.begun("execve", "/bin/cat"));
        assertThat(read(3)).isEqualTo("/a");
        assertThat(read(0)).isEqualTo("[standard input]");
        events.as(200, 200);
        assertThat(read(0)).isEqualTo("/b");
        assertThat(paths.family().member(200).flatMap(ProcessFamily.Member::program))
                .contains("/bin/cat");
    }

    /** What nobody will ever name shall not be waited for: there may be many. */
    @Test
    void whatWasOpenedUnseenIsNotOpenForEver() {
        events.as(200, 200);
        paths.accept(events.call("open", 3, "/a", 0));
        events.as(300, 300); // whose child it is may still be learned
        for (boolean open : List.of(true, false, false)) {
            DescriptorUse use = paths.accept(events.call("close", 0, 5));
            assertThat(use.arguments().get(0).isOpen()).isEqualTo(open);
        }
    }

    @Test
    void anotherThreadsOpenThatWasSeenFirstIsNotClosed() {
        paths.accept(events.call("open", 3, "/a", 0));
        SampleEvents closer = new SampleEvents().as(100, 101).pause(10_000);
        TraceEvent close = closer.timed("close", 0, 0, 5000, 3); // began at 10 µs
        paths.accept(events.pause(11_000).call("open", 3, "/b", 0)); // ended at 13 µs
        paths.accept(close); // ended at 15 µs
        assertThat(read(3)).isEqualTo("/b");
    }

    @Test
    void fileActionsOfASpawnedChildAreNotGuessed() {
        paths.accept(events.call("open", 3, "/a", 0));
        paths.accept(events.call("posix_spawn", 0, 0x6000, "/bin/cat", 0x6100, 0, 0, 0));
        events.as(200, 200);
        assertThat(List.of(read(1), read(3))).containsExactly("[descriptor 1]", "/a");
    }
}
