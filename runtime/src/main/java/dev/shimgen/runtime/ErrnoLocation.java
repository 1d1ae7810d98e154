package dev.shimgen.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code errno} itself is, which is another place for each thread of the operating system (man 3 errno).
 *
 * <p>It stays there as long as that thread runs. A virtual thread runs on one and then on another, so for such a thread
 * the place is looked up for each call.
 */
final class ErrnoLocation {

    /** Stands for the place of a thread that has none of its own. */
    private static final long UNKNOWN = 0;

    /** What {@code errno} stands for in glibc and musl; {@code null} in another C library. */
    private static final @Nullable MethodHandle FUNCTION = function();

    private static final MemorySegment ALL_MEMORY = allMemory();

    static {
        // What the first time takes longer must not come between the place and its use.
        clear(UNKNOWN);
    }

    private ErrnoLocation() {}

    /** {@return the address of this thread's {@code errno}; 0 if that is not always the same, or not known} */
    static long ofThisThread() {
        return Thread.currentThread().isVirtual() ? UNKNOWN : find();
    }

    /**
     * Sets {@code errno} to 0.
     *
     * @param location what {@link #ofThisThread} returned in this thread
     */
    static void clear(long location) {
        long address = location == UNKNOWN ? find() : location;
        if (address != UNKNOWN) {
            ALL_MEMORY.set(ValueLayout.JAVA_INT_UNALIGNED, address, 0);
        }
    }

    private static long find() {
        if (FUNCTION == null) {
            return UNKNOWN;
        }
        try {
            return (long) FUNCTION.invokeExact();
        } catch (Throwable e) {
            throw Downcalls.rethrow(e);
        }
    }

    @SuppressWarnings("restricted") // Linker.downcallHandle: int *__errno_location(void).
    private static @Nullable MethodHandle function() {
        Linker linker = Linker.nativeLinker();
        // A trivial function, which the virtual machine need not leave its own state for.
        return linker.defaultLookup()
                .find("__errno_location")
                .map(address -> linker.downcallHandle(
                        address, FunctionDescriptor.of(ValueLayout.JAVA_LONG), Linker.Option.critical(false)))
                .orElse(null);
    }

    @SuppressWarnings("restricted") // MemorySegment.reinterpret: only what __errno_location returned is written to.
    private static MemorySegment allMemory() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
