package dev.shimgen.runtime;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
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

    static final StructLayout LAYOUT = Linker.Option.captureStateLayout();

    private static final long ERRNO = LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle CLEARED = cleared();

    // One per object, not static: so two bindings in the same thread do not overwrite each other's errno.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<CallFrame> frames = ThreadLocal.withInitial(CallState::newFrame);

    /** Where the calls of a thread save {@code errno}, through whatever object; only in threads that answer calls of programs. */
    private static final ThreadLocal<@Nullable List<WeakReference<MemorySegment>>> OF_THREAD = new ThreadLocal<>();

    /** A new state, in which {@code errno} is 0 in each thread. */
    public CallState() {}

    private static CallFrame newFrame() {
        CallFrame frame = new CallFrame();
        List<WeakReference<MemorySegment>> known = OF_THREAD.get();
        if (known != null) {
            known.add(new WeakReference<>(frame.state()));
        }
        return frame;
    }

    /** From now on it is known what calls of this thread set, through whatever object: {@link #lastError}. */
    public static void rememberErrors() {
        if (OF_THREAD.get() == null) {
            OF_THREAD.set(new ArrayList<>());
        }
    }

    /** Forgets what calls of this thread have set. */
    public static void forgetErrors() {
        List<WeakReference<MemorySegment>> known = OF_THREAD.get();
        if (known != null) {
            known.removeIf(reference -> {
                MemorySegment state = reference.get();
                if (state != null) {
                    state.set(ValueLayout.JAVA_INT, ERRNO, 0);
                }
                return state == null;
            });
        }
    }

    /**
     * {@return the {@code errno} that a call of this thread has set since {@link #forgetErrors}, through whatever object; 0 if none
     * has, or nobody has said {@link #rememberErrors}}
     */
    public static int lastError() {
        List<WeakReference<MemorySegment>> known = OF_THREAD.get();
        if (known == null) {
            return 0;
        }
        for (WeakReference<MemorySegment> reference : known) {
            MemorySegment state = reference.get();
            int error = state == null ? 0 : state.get(ValueLayout.JAVA_INT, ERRNO);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    /** {@return what a call of this thread that needs no memory saves its {@code errno} in: a linked handle's argument} */
    public CallFrame frame() {
        return frames.get();
    }

    /** {@return the same for a call that needs memory, which is closed after it} */
    public CallFrame open() {
        return frames.get().open();
    }

    /**
     * {@return the {@code errno} that this thread's last call has set; 0 if it has set none, and before the first}
     *
     * <p>It means something only if that call failed: a success may set it as well.
     */
    public int errno() {
        return frames.get().state().get(ValueLayout.JAVA_INT, ERRNO);
    }

    /**
     * Makes a handle take a frame instead of the memory that {@code errno} is saved in, and set {@code errno} to 0 before
     * its function runs: a -1 that is no error ({@code getpriority}, {@code strtol}) leaves {@code errno} alone, and what
     * the virtual machine's own calls left there would pass for the reason.
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
            return MethodHandles.lookup()
                    .findVirtual(CallFrame.class, "cleared", MethodType.methodType(MemorySegment.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("CallFrame.cleared", e);
        }
    }

    /** {@return {@link #errno()} by name; empty if it is 0 or a number without a name} */
    public Optional<Errno> error() {
        return Errno.of(errno());
    }
}
