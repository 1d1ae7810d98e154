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
        assertThat(calls.strchr("abc", 'b').isNull()).isFalse();
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
    }
}
