package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded from strace 6.1; only numbers of threads and addresses were made short. */
class StraceReaderTest {

    private static final Frame OPEN = new Frame("/lib/libc.so.6", "open64", 0xd0, 0xf8090);
    private static final Frame MAIN = new Frame("/tmp/p", "main", 0x6c, 0x11ac);

    @Test
    void aCallHasTheFramesBelowIt() throws Exception {
        assertThat(read(
                        "10 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 3",
                        " > /lib/libc.so.6(open64+0xd0) [0xf8090]",
                        " > /tmp/p(main+0x6c) [0x11ac]",
                        "10 newfstatat(0x3, 0x7ff0b4322c99, 0x7ffd5c381690, 0x1000) = 0"))
                .containsExactly(
                        call(10, "openat", "AT_FDCWD, \"/etc/passwd\", O_RDONLY", 3L, OPEN, MAIN),
                        call(10, "newfstatat", "0x3, 0x7ff0b4322c99, 0x7ffd5c381690, 0x1000", 0L));
    }

    @Test
    void callsOfTwoThreadsAreTornAndMended() throws Exception {
        assertThat(read(
                        "11 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY <unfinished ...>",
                        "12 openat(AT_FDCWD, \"/etc/group\", O_RDONLY <unfinished ...>",
                        "11 <... openat resumed>)             = 3",
                        " > /lib/libc.so.6(open64+0xd0) [0xf8090]",
                        "12 <... openat resumed>)             = -1 ENOENT (No such file or directory)",
                        " > /tmp/p(main+0x6c) [0x11ac]"))
                .containsExactly(
                        call(11, "openat", "AT_FDCWD, \"/etc/passwd\", O_RDONLY", 3L, OPEN),
                        call(12, "openat", "AT_FDCWD, \"/etc/group\", O_RDONLY", -1L, MAIN));
    }

    @Test
    void aSignalAndItsFramesBelongToNoCall() throws Exception {
        assertThat(read(
                        "10 read(0x3, 0x1, 0x1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)",
                        " > /lib/libc.so.6(open64+0xd0) [0xf8090]",
                        "10 --- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---",
                        " > /tmp/p(main+0x6c) [0x11ac]",
                        "10 +++ killed by SIGALRM +++"))
                .containsExactly(call(10, "read", "0x3, 0x1, 0x1", null, OPEN), new StraceEvent.Exited(10));
    }

    @Test
    void vforkReturnsAfterItsChildHasGoneOn() throws Exception {
        assertThat(read(
                        "10 vfork( <unfinished ...>",
                        "13 execve(\"/bin/echo\", [\"echo\"], [\"A=b\"] <unfinished ...>",
                        "10 <... vfork resumed>)              = 13",
                        "13 <... execve resumed>)             = 0",
                        "13 exit_group(0)                     = ?",
                        "13 +++ exited with 0 +++"))
                .containsExactly(
                        call(10, "vfork", "", 13L),
                        call(13, "execve", "\"/bin/echo\", [\"echo\"], [\"A=b\"]", 0L),
                        call(13, "exit_group", "0", null),
                        new StraceEvent.Exited(13));
    }

    @Test
    void aThreadThatExecsGoesOnUnderTheNumberOfTheProcess() throws Exception {
        // strace 6.1 prints any number as the result here.
        assertThat(read(
                        "17 execve(\"/bin/sh\", [\"sh\"], [] <unfinished ...>",
                        "10 +++ superseded by execve in pid 17 +++",
                        "10 <... execve resumed>)             = -1 (errno 18446744073709551359)"))
                .containsExactly(
                        new StraceEvent.Superseded(10, 17), call(10, "execve", "\"/bin/sh\", [\"sh\"], []", 0L));
    }

    @Test
    void aCallThatNeverReturnsIsStillOne() throws Exception {
        assertThat(read("10 pause( <unfinished ...>", "10 +++ killed by SIGKILL +++"))
                .containsExactly(call(10, "pause", "", null), new StraceEvent.Exited(10));
        assertThat(read("10 pause( <unfinished ...>")).containsExactly(call(10, "pause", "", null));
    }

    @Test
    void aPathMayLookLikeAResult() throws Exception {
        assertThat(read("10 openat(AT_FDCWD, \"a) = 5\", O_RDONLY) = 3"))
                .containsExactly(call(10, "openat", "AT_FDCWD, \"a) = 5\", O_RDONLY", 3L));
    }

    @Test
    void stringsAreReadAsCHasThem() {
        assertThat(StraceStrings.of("\"/a\\303\\244\\\"b\\n\", [\"x\", \"\\0\"], \"long\"..., 3"))
                .containsExactly("/a\u00c3\u00a4\"b\n", "x", "\0", "long");
    }

    private static StraceEvent call(int thread, String name, String arguments, Long result, Frame... stack) {
        return new StraceEvent.Call(thread, name, arguments, result, List.of(stack));
    }

    static List<StraceEvent> read(String... lines) throws Exception {
        List<StraceEvent> events = new ArrayList<>();
        StraceReader.read(new BufferedReader(new StringReader(String.join("\n", lines))), events::add);
        return events;
    }
}
