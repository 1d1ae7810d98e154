package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code errno} of the last call, separately for each thread, as in C (man 3 errno).
 *
 * <p>The virtual machine itself calls the C library between two downcalls of a thread. So {@code errno} has to be saved
 * as a part of the call ({@link Linker.Option#captureCallState}); reading it by another call afterwards is too late.
 */
public final class CallState {

    static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final long ERRNO = LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    /** What {@code errno} stands for in glibc and musl; {@code null} in another C library. */
    private static final @Nullable MethodHandle LOCATION = location();

    private static final MethodHandle CLEARED = cleared();

    // One per object, not static: so two bindings in the same thread do not overwrite each other's errno.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<MemorySegment> segments = ThreadLocal.withInitial(CallState::newSegment);

    /** All of a thread's, for {@link #lastError}. */
    private static final ThreadLocal<List<MemorySegment>> OF_THREAD = ThreadLocal.withInitial(ArrayList::new);

    /** A new state, in which {@code errno} is 0 in each thread. */
    public CallState() {}

    private static MemorySegment newSegment() {
        MemorySegment segment = Arena.ofAuto().allocate(LAYOUT);
        OF_THREAD.get().add(segment);
        return segment;
    }

    /** Forgets what calls of this thread have set, through whatever object. */
    public static void forgetErrors() {
        for (MemorySegment segment : OF_THREAD.get()) {
            segment.set(ValueLayout.JAVA_INT, ERRNO, 0);
        }
    }

    /** {@return the {@code errno} that a call of this thread has set since {@link #forgetErrors}, through whatever object; else 0} */
    public static int lastError() {
        for (MemorySegment segment : OF_THREAD.get()) {
            int error = segment.get(ValueLayout.JAVA_INT, ERRNO);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    /** {@return where a call of this thread saves its {@code errno}: the first argument of a linked handle} */
    public MemorySegment segment() {
        return segments.get();
    }

    /**
     * {@return the {@code errno} that this thread's last call has set; 0 if it has set none, and before the first}
     *
     * <p>It means something only if that call failed: a success may set it as well.
     */
    public int errno() {
        return segments.get().get(ValueLayout.JAVA_INT, ERRNO);
    }

    /**
     * Makes a handle set {@code errno} to 0 before its function runs: a -1 that is no error ({@code getpriority}, {@code strtol})
     * leaves {@code errno} alone, and what the virtual machine's own calls left there would pass for the reason.
     *
     * <p>It is a part of the handle, so that it comes after the arguments: to convert one may load classes, which sets {@code
     * errno}.
     *
     * @param handle one that captures {@code errno}
     */
    static MethodHandle clearing(MethodHandle handle) {
        int state = handle.type().parameterType(0) == MemorySegment.class ? 0 : 1;
        return MethodHandles.filterArguments(handle, state, CLEARED);
    }

    private static MethodHandle cleared() {
        try {
            MethodType type = MethodType.methodType(MemorySegment.class, MemorySegment.class);
            return MethodHandles.lookup().findStatic(CallState.class, "cleared", type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("CallState.cleared", e);
        }
    }

    @SuppressWarnings("UnusedMethod") // By CLEARED.
    private static MemorySegment cleared(MemorySegment state) {
        if (LOCATION != null) {
            try {
                MemorySegment errno = (MemorySegment) LOCATION.invokeExact();
                errno.set(ValueLayout.JAVA_INT, 0, 0);
            } catch (Throwable e) {
                throw Downcalls.rethrow(e);
            }
        }
        return state;
    }

    @SuppressWarnings("restricted") // Linker.downcallHandle, withTargetLayout: int *__errno_location(void).
    private static @Nullable MethodHandle location() {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_INT));
        Linker linker = Linker.nativeLinker();
        // A trivial function, which the virtual machine need not leave its own state for.
        return linker.defaultLookup()
                .find("__errno_location")
                .map(address -> linker.downcallHandle(address, type, Linker.Option.critical(false)))
                .orElse(null);
    }

    /** {@return {@link #errno()} by name; empty if it is 0 or a number without a name} */
    public Optional<Errno> error() {
        return Errno.of(errno());
    }
}
