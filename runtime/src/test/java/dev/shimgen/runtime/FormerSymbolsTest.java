package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Newer glibcs still have the symbols of before 2.33, for programs that were linked to them: what is shown here with both is
 * what an old one does with one. Breaks when another version is passed, or the device by value: EINVAL, or a crash.
 */
class FormerSymbolsTest {

    /** More than struct stat has anywhere, in bytes. */
    private static final long STAT = 512;

    private static final int FIFO = 0010600;

    private final CallState state = new CallState();

    @TempDir
    private Path folder;

    @BeforeEach
    void theLibraryHasTheOldSymbols() {
        assumeTrue(
                Linker.nativeLinker().defaultLookup().find("__xstat").isPresent(),
                "SKIPPED: this libc has never been without stat");
    }

    private static MethodHandle former(String function, FunctionDescriptor descriptor) {
        return FormerSymbols.link(function, descriptor, Downcalls::link);
    }

    @Test
    void statReadsTheSameWayByBothSymbols() throws Throwable {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        MethodHandle now = Downcalls.link("stat", type);
        MethodHandle before = former("stat", type);
        assertThat(before.type()).isEqualTo(now.type());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(
                    Files.writeString(folder.resolve("file"), "words").toString());
            MemorySegment first = arena.allocate(STAT);
            MemorySegment second = arena.allocate(STAT);
            assertThat((int) now.invokeExact(state.frame(), path, first)).isZero();
            assertThat((int) before.invokeExact(state.frame(), path, second)).isZero();
            assertThat(second.mismatch(first)).isEqualTo(-1);
            assertThat((int) before.invokeExact(state.frame(), arena.allocateFrom("/no/such/file"), second))
                    .isEqualTo(-1);
            assertThat(state.error()).contains(Errno.ENOENT);
        }
    }

    @Test
    void mknodPassesTheDeviceByPointer() throws Throwable {
        FunctionDescriptor type = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        MethodHandle before = former("mknod", type);
        Path fifo = folder.resolve("fifo");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(fifo.toString());
            assertThat((int) before.invokeExact(state.frame(), path, FIFO, 0L)).isZero();
        }
        assertThat(Files.readAttributes(fifo, java.nio.file.attribute.BasicFileAttributes.class)
                        .isOther())
                .isTrue();
    }

    @Test
    void onlyWhatHadAnotherSymbolHasOne() {
        assertThat(FormerSymbols.of("fstatat")).isEqualTo("__fxstatat");
        assertThat(FormerSymbols.of("open")).isNull();
    }
}
