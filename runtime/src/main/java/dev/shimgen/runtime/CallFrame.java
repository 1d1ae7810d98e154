package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What one call of C has in its thread: where its {@code errno} is saved, and memory for copies of its arguments.
 *
 * <p>A frame is made once for a binding object in a thread, and used again by each call: a call leaves no garbage. The
 * memory is taken as from a stack. A call within a call, which a callback makes, has a frame of its own, whose copies lie
 * behind those of the outer one. What does not fit is allocated for this one call.
 *
 * <p>A frame belongs to the thread that it was made in.
 */
public final class CallFrame implements SegmentAllocator, AutoCloseable {

    private final MemorySegment state;
    private final long location;
    private final CallMemory memory;
    private @Nullable CallFrame inner;
    private @Nullable Arena overflow;
    private boolean open;
    private long start;

    CallFrame() {
        Arena arena = Arena.ofAuto();
        state = arena.allocate(CallState.LAYOUT);
        location = ErrnoLocation.ofThisThread();
        memory = new CallMemory(arena);
    }

    private CallFrame(CallFrame outer) {
        state = outer.state;
        location = outer.location;
        memory = outer.memory;
    }

    /** {@return this frame or, if it is in use, one for a call within that call; it has to be closed after the call} */
    CallFrame open() {
        CallFrame frame = this;
        while (frame.open) {
            frame = frame.inner();
        }
        frame.open = true;
        frame.start = memory.top();
        return frame;
    }

    private CallFrame inner() {
        if (inner == null) {
            inner = new CallFrame(this);
        }
        return inner;
    }

    /** {@return where calls save their {@code errno}} */
    MemorySegment state() {
        return state;
    }

    /** {@return the same, after {@code errno} itself was set to 0} */
    MemorySegment cleared() {
        ErrnoLocation.clear(location);
        return state;
    }

    CallMemory memory() {
        return memory;
    }

    /** {@return memory whose content is not known, until the frame is closed} */
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        long offset = memory.take(byteSize, byteAlignment);
        return offset < 0 ? allocateMore(byteSize, byteAlignment) : memory.slice(offset, byteSize);
    }

    /** {@return a C string with this text; it has to be one that can be a C string} */
    MemorySegment text(String text) {
        long offset = memory.write(text);
        return offset < 0 ? CStrings.allocate(overflow(), text) : memory.slice(offset, memory.top() - 1 - offset);
    }

    private MemorySegment allocateMore(long byteSize, long byteAlignment) {
        return overflow().allocate(byteSize, byteAlignment);
    }

    private Arena overflow() {
        if (overflow == null) {
            overflow = Arena.ofConfined();
        }
        return overflow;
    }

    /** Frees what was allocated since the frame was opened. */
    @Override
    public void close() {
        open = false;
        memory.release(start);
        if (overflow != null) {
            overflow.close();
            overflow = null;
        }
    }
}
