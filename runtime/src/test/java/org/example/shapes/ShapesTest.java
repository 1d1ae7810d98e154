package org.example.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.Errno;
import dev.shimgen.spec.Pointer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What is out of the ordinary, run; in the package of the spec, which is not public. */
class ShapesTest {

    private final ShapesCalls calls = new ShapesCalls();

    @Test
    void structsGoByValueBothWays() {
        DivT division = calls.div(17, 5);
        assertThat(division.quot()).isEqualTo(3);
        assertThat(division.rem()).isEqualTo(2);
        try (Arena arena = Arena.ofConfined()) {
            InAddr address = InAddr.allocate(arena);
            // 10.1.2.3 in network order; the class A network is 10.
            address.s_addr(0x0302010A);
            assertThat(calls.inet_netof(address)).isEqualTo(10);
        }
        assertThatThrownBy(() -> calls.inet_netof(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("in is a struct in_addr by value, which cannot be null in C");
    }

    @Test
    void aStructBehindAPointerComesBackAsAView() {
        long now = Instant.now().getEpochSecond();
        Tm time = (Tm) calls.localtime(new long[] {now});
        LocalDateTime expected = LocalDateTime.ofInstant(Instant.ofEpochSecond(now), ZoneId.systemDefault());
        assertThat(time.tm_year() + 1900).isEqualTo(expected.getYear());
        assertThat(time.tm_yday() + 1).isEqualTo(expected.getDayOfYear());
        assertThat(time.tm_hour()).isEqualTo(expected.getHour());
        // EOVERFLOW: a year that int cannot count.
        assertThat(calls.localtime(new long[] {Long.MAX_VALUE})).isNull();
    }

    @Test
    void scalarsOfEveryKindPass() {
        assertThat(calls.pow(2, 0.5)).isEqualTo(Math.sqrt(2));
        assertThat(calls.toupper((short) 'x')).isEqualTo('X');
        assertThat((long) calls.getpid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(calls.getenv("PATH")).isEqualTo(System.getenv("PATH"));
        assertThat(calls.getenv("NO_SUCH_VARIABLE")).isNull();
        assertThat(calls.strchr("abc", 'z')).isEqualTo(Pointer.NULL);
        calls.free(Pointer.NULL);
        calls.free(null);
    }

    @Test
    void arraysAndVariadicTailsPass() {
        int[] ends = new int[2];
        assertThat(calls.pipe(ends)).isZero();
        assertThat(ends[0]).isNotEqualTo(ends[1]);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("ping");
            assertThat(calls.write(ends[1], text, 4)).isEqualTo(4);
            // F_SETFD FD_CLOEXEC, then F_GETFD: the third argument arrives.
            assertThat(calls.fcntl(ends[0], 2, 1)).isZero();
            assertThat(calls.fcntl(ends[0], 1, 0)).isEqualTo(1);
            assertThat(calls.fcntl(ends[0], 2, 0)).isZero();
            assertThat(calls.fcntl(ends[0], 1, 0)).isZero();
        }
        // The linker takes a variadic short or float only as int or double.
        assertThat(calls.ioctl(-1, 0, (short) 1, 1.5f)).isEqualTo(-1);
        assertThat(calls.lastError()).hasValue(Errno.EBADF);
        // A pipe is no file, ESPIPE: the error's number is the result.
        assertThat(calls.posix_fallocate(ends[1], 0, 1)).isEqualTo(29);
        byte[] out = new byte[16];
        assertThat(calls.snprintf(out, out.length, "100 %% sure")).isEqualTo(10);
        assertThat(new String(out, 0, 10, StandardCharsets.US_ASCII)).isEqualTo("100 % sure");
        assertThatThrownBy(() -> calls.snprintf(out, out.length, "%s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snprintf is called without arguments");
        assertThatThrownBy(() -> calls.write(1, MemorySegment.ofArray(new byte[1]), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Java heap");
    }

    @Test
    void structsWithACountAreCountedBeforeTheCall() {
        try (Arena arena = Arena.ofConfined()) {
            int poll = calls.epoll_create1(0);
            int[] ends = new int[2];
            assertThat(calls.pipe(ends)).isZero();
            EpollEvent event = EpollEvent.allocate(arena);
            event.events(ShapesConstants.EPOLLET | 4);
            EpollData.of(event.data()).u64(0x1122334455667788L);
            assertThat(calls.epoll_ctl(poll, 1, ends[1], event)).isZero();

            EpollEvent found = EpollEvent.allocate(arena, 3);
            EpollEvent second = EpollEvent.of(found.segment().asSlice(12));
            assertThat(calls.epoll_wait(poll, second, 2, 1000)).isEqualTo(1);
            assertThat(found.element(0).events()).isZero();
            assertThat(EpollData.of(found.element(1).data()).u64()).isEqualTo(0x1122334455667788L);
            assertThatThrownBy(() -> found.element(3)).isInstanceOf(IndexOutOfBoundsException.class);

            for (int count : new int[] {4, Integer.MAX_VALUE, -1}) {
                assertThatThrownBy(() -> calls.epoll_wait(poll, found, count, 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "maxevents is " + count + ", but events has 36 bytes, room for 3 of 12 bytes each: C"
                                        + " would go on behind its end");
            }
            Timespec one = Timespec.allocate(arena);
            assertThatThrownBy(() -> calls.utimensat(-100, "/no/such/file", one, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("utimensat takes 32 bytes for granted, but times has 16: C would go on behind its end");
            assertThat(calls.utimensat(-100, "/no/such/file", Timespec.allocate(arena, 2), 0))
                    .isEqualTo(-1);
            assertThat(calls.lastError()).hasValue(Errno.ENOENT);
        }
    }

    @Test
    void sizesOfOtherKindsAreCheckedToo() {
        assertThatThrownBy(() -> calls.fread(new byte[10], 8, 10, Pointer.NULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size is 8 and n is 10, but ptr has 10 bytes: C would go on behind its end");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 128);
            assertThatThrownBy(() -> calls.getsockname(-1, arena.allocate(16), new Pointer(length.address())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the length that len points to is 128, but addr has 16 bytes: C would go on behind its end");
            assertThat(calls.getsockname(-1, arena.allocate(128), new Pointer(length.address())))
                    .isEqualTo(-1);
            assertThatThrownBy(() -> calls.write(1, arena.allocate(3), 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("n is 4, but buf has 3 bytes: C would go on behind its end");
        }
        assertThatThrownBy(() -> calls.fmemopen(new byte[4], 4, "r"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("fmemopen goes on using buf after it has returned");
    }

    @Test
    void aPointerIntoACopyDoesNotGetOut() {
        byte[] buffer = new byte[4096];
        assertThatThrownBy(() -> calls.getcwd(buffer, buffer.length))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "getcwd has done its work and returns a pointer into buf, of which C had a copy that is gone now;"
                                + " let the spec's method return a MemorySegment, which can be a part of buf, or a String if it is"
                                + " text");
        assertThat(new String(buffer, StandardCharsets.UTF_8))
                .startsWith(Path.of("").toAbsolutePath() + "\0");
        assertThat(calls.getcwd(buffer, 1)).isEqualTo(Pointer.NULL);
        assertThat(calls.lastError()).hasValue(Errno.ERANGE);
        assertThat(calls.getcwd(null, 0).isNull()).isFalse();
        assertThatThrownBy(() -> calls.strchr("abc", 'b')).isInstanceOf(UnsupportedOperationException.class);
        assertThat(calls.strchr("abc", 'z')).isEqualTo(Pointer.NULL);
    }

    @Test
    void aSegmentIntoACopyIsOneOfTheArgument() {
        byte[] buffer = {9, 9, 9, 9};
        MemorySegment end = calls.stpncpy(buffer, "ab", 4);
        assertThat(buffer).containsExactly('a', 'b', 0, 0);
        assertThat(end.byteSize()).isEqualTo(2);
        end.set(ValueLayout.JAVA_BYTE, 1, (byte) 'x');
        assertThat(buffer).containsExactly('a', 'b', 0, 'x');
        // Full: the place behind the last byte.
        assertThat(calls.stpncpy(buffer, "abcdef", 4).byteSize()).isZero();
        // No NUL in the array: the text ends where it does.
        assertThat(calls.strncpy(buffer, "abcdef", 4)).isEqualTo("abcd");

        MemorySegment rest = calls.strstr("haystack", "st");
        assertThat(rest.toArray(ValueLayout.JAVA_BYTE)).isEqualTo("stack\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(calls.strstr("haystack", "needle")).isEqualTo(MemorySegment.NULL);
    }

    @Test
    void aStoredPointerIntoACopyIsTakenAway() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment end = arena.allocate(ValueLayout.ADDRESS);
            end.set(ValueLayout.JAVA_LONG, 0, 1);
            assertThatThrownBy(() -> calls.strtol("12x", new Pointer(end.address()), 10))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "strtol has done its work and stores in endptr a pointer into nptr, of which C had a copy that"
                                    + " is gone now; give NULL for endptr, or let the spec's method take a MemorySegment for nptr");
            assertThat(end.get(ValueLayout.JAVA_LONG, 0)).isZero();
        }
        assertThat(calls.strtol("12x", Pointer.NULL, 10)).isEqualTo(12);
    }

    @Test
    void unsignedFieldsPrintUnsigned() {
        try (Arena arena = Arena.ofConfined()) {
            EpollEvent event = EpollEvent.of(arena.allocate(13, 4).asSlice(1));
            event.events(0x80000001);
            EpollData data = EpollData.of(event.data());
            data.u64(-1);
            assertThat(event.toString())
                    .isEqualTo("EpollEvent[events=2147483649, data=EpollData[ptr=Pointer[address=-1], fd=-1,"
                            + " u32=4294967295, u64=18446744073709551615, pair=DivT[quot=-1, rem=-1]]]");
            data.pair().rem(5);
            assertThat(data.u64()).isEqualTo(0x5FFFFFFFFL);
            Process process = Process.allocate(arena);
            process.key(0, (byte) -1);
            assertThat(process.toString()).contains("key=[255, 0, 0, 0]");
        }
    }

    @Test
    void whatCannotBeCalledSaysWhy() {
        assertThatThrownBy(() -> calls.vprintf("", Pointer.NULL))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("vprintf takes the va_list arg");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(calls::no_such_function)
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("no symbol \"no_such_function\"");
        }
    }

    @Test
    void structsOfEveryShapeHaveTheirSize() {
        assertLayout(EpollEvent.LAYOUT, 12, 1);
        assertLayout(Process.LAYOUT, 56, 8);
        assertLayout(Record.LAYOUT, 24, 8);
        assertLayout(Siginfo.LAYOUT, 32, 8);
        assertLayout(Sigval.LAYOUT, 8, 8);
        assertLayout(Tm.LAYOUT, 56, 8);
        assertLayout(Utsname.LAYOUT, 16, 4);
        assertLayout(EpollData.LAYOUT, 8, 8);
    }

    private static void assertLayout(MemoryLayout layout, long size, long alignment) {
        assertThat(layout.byteSize()).as(layout.toString()).isEqualTo(size);
        assertThat(layout.byteAlignment()).as(layout.toString()).isEqualTo(alignment);
    }

    @Test
    void fieldsOfEveryKindCanBeSetAndRead() {
        try (Arena arena = Arena.ofConfined()) {
            Process process = Process.allocate(arena);
            process.class_(-3);
            process.wait_(true);
            process.size_((short) -2);
            process.inner_a(1.5f);
            process.inner_a_(2.5f);
            process.next(process.pointer());
            process.names(1, new Pointer(77));
            process.key(3, (byte) 9);
            process.unknown().set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
            assertThat(process.segment().get(ValueLayout.JAVA_FLOAT, 8)).isEqualTo(2.5f);
            assertThat(process.segment().get(ValueLayout.JAVA_FLOAT, 12)).isEqualTo(1.5f);
            assertThat(Process.at(process.next()).toString())
                    .isEqualTo("Process[class=-3, wait=true, size=-2, inner.a=2.5, inner_a=1.5, next="
                            + process.pointer() + ", names=[Pointer[address=0], Pointer[address=77]], key=[0, 0, 0, 9],"
                            + " unknown=8 bytes]");

            Siginfo info = Siginfo.allocate(arena);
            info._time_sec(0x0000000500000004L);
            assertThat(info._kill_si_pid()).isEqualTo(4);
            assertThat(info._kill_si_uid()).isEqualTo(5);
            assertThat(info.si_addr()).isEqualTo(new Pointer(0x0000000500000004L));

            EpollEvent event = EpollEvent.of(arena.allocate(13, 4).asSlice(1));
            event.events(1);
            event.data().set(ValueLayout.JAVA_LONG_UNALIGNED, 0, 42);
            assertThat(event.events()).isEqualTo(1);

            Utsname name = Utsname.allocate(arena);
            name.sysnameText("Linux");
            assertThat(name.sysnameText()).isEqualTo("Linux");
            assertThat(name.sysname(0)).isEqualTo((byte) 'L');
            assertThatThrownBy(() -> name.sysnameText("too long")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFlexibleArrayIsAsLongAsItsMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(30, 8);
            Record record = Record.of(memory);
            assertThat(record.name().byteSize()).isEqualTo(10);
            record.nameText("flexible");
            assertThat(record.nameText()).isEqualTo("flexible");
            record.pairs(1).rem(4);
            assertThat(record.pairs(1).rem()).isEqualTo(4);
            assertThatThrownBy(() -> record.name(10)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(Record.at(record.pointer(), 30).nameText()).isEqualTo("flexible");
            assertThat(Record.at(record.pointer()).name().byteSize()).isEqualTo(4);
        }
    }

    @Test
    void constantsHaveTheirTypes() {
        assertThat(ShapesConstants.BIG).isEqualTo(-1L);
        assertThat(ShapesConstants.MAP_FAILED).isEqualTo(new Pointer(-1));
        assertThat(ShapesConstants.M_PI).isEqualTo(Math.PI);
        assertThat(ShapesConstants.NOTHING).isNaN();
        assertThat(ShapesConstants.PATH_SEPARATOR).isEqualTo("\"$/\"\n");
        assertThat(ShapesConstants.true_).isEqualTo(1);
        assertThat(ShapesConstants.S_IFMT).isEqualTo(0170000);
        assertThat(ShapesConstants.EPOLLET).isEqualTo(Integer.MIN_VALUE);
    }
}
