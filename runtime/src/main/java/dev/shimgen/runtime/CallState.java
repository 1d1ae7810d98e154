package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The {@code errno} of the last call, for each thread its own, as C has it (man 3 errno).
 *
 * <p>The virtual machine itself calls the C library between two downcalls of a thread, so {@code errno} has to be saved
 * as part of the call ({@link Linker.Option#captureCallState}); reading it afterwards by another call would be too late.
 */
public final class CallState {

    static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final long ERRNO = LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    // Of the instance, not static: two bindings in one thread do not overwrite each other's errno.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<MemorySegment> segments =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(LAYOUT));

    /** A state of its own: an {@code errno} of 0 in each thread. */
    public CallState() {}

    /** {@return where a call of this thread saves its {@code errno}: the first argument of a linked handle} */
    public MemorySegment segment() {
        return segments.get();
    }

    /**
     * {@return the {@code errno} after this thread's last call, 0 before its first}
     *
     * <p>It means something only if that call failed: a success leaves whatever was there before.
     */
    public int errno() {
        return segment().get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** {@return {@link #errno()} by name; empty if it is 0 or a number without a name} */
    public Optional<Errno> error() {
        return Errno.of(errno());
    }
}
