package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.Buffers;
import dev.shimgen.runtime.CStrings;
import dev.shimgen.runtime.CallState;
import dev.shimgen.runtime.NativeStruct;
import dev.shimgen.runtime.Pointers;
import dev.shimgen.runtime.Structs;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that is being answered, as generated code sees it: its arguments, and what becomes of it. Handlers have {@link
 * HandledCall}.
 *
 * <p>Each thread of a server has one, for one call after the other. What a handler was given lies in its memory, and is
 * something else after the call.
 */
public final class Exchange {

    /** Memory for what arguments lead to, as long as it is no more. */
    private static final int FRAME = 1 << 16;

    private static final int ALIGNMENT = 16;

    private final NativeSockets sockets;
    private final MemorySegment in;
    private final MemorySegment out;
    private final MemorySegment frame;
    private final HandledCall view = new HandledCall(this);

    /** Blocks as they came: of the call, and then of the result of a real call. */
    private final @Nullable MemorySegment[] came = new MemorySegment[MessageLayout.ARGUMENTS];

    /** What the handler was given, or has passed on: a segment or an array. */
    private final @Nullable Object[] locals = new Object[MessageLayout.ARGUMENTS];

    private final long[] words = new long[MessageLayout.ARGUMENTS];
    private final int[] rooms = new int[MessageLayout.ARGUMENTS];
    private final int[] lengths = new int[MessageLayout.ARGUMENTS];
    private final List<MemorySegment> following = new ArrayList<>();
    private final List<Integer> descriptors = new ArrayList<>();

    private List<HandledFunction> functions = List.of();
    private int connection = -1;
    private long spinning;
    private int process;
    private int user;
    private HandledFunction function =
            HandledFunction.of("", HandledFunction.Failure.NEVER, HandledFunction.Result.VALUE);
    private int number;
    private int count;
    private int thread;
    private long id;
    private int frameUsed;
    private @Nullable Arena arena;

    private boolean proceeded;
    private long realResult;
    private @Nullable MemorySegment realContent;

    private long result;
    private int errno;
    private int handedOver = -1;

    Exchange(NativeSockets sockets) {
        this.sockets = sockets;
        Arena memory = Arena.ofAuto();
        in = memory.allocate(MessageLayout.BLOCKS + MessageLayout.ROOM, ALIGNMENT);
        out = memory.allocate(MessageLayout.BLOCKS + MessageLayout.ANSWER_ROOM, ALIGNMENT);
        frame = memory.allocate(FRAME, ALIGNMENT);
    }

    /** Begins with another connection. */
    void connect(int descriptor, NativeSockets.Peer peer, List<HandledFunction> known, Duration spin) {
        connection = descriptor;
        spinning = spin.toNanos();
        process = peer.pid();
        user = peer.user();
        functions = known;
        CallState.rememberErrors();
    }

    // Receiving
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * {@return the number of the function that is called; -1 if the program is gone}
     *
     * @throws ProtocolException if what comes is no call
     */
    int receiveCall() throws IOException {
        int received = sockets.receive(connection, in, spinning);
        if (received == 0) {
            return -1;
        }
        end();
        check(received, MessageLayout.CALL);
        number = in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_FUNCTION);
        if (number < 0 || number >= functions.size()) {
            throw new ProtocolException("there is no function " + number);
        }
        function = functions.get(number);
        count = function.arguments().size();
        if (in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_COUNT) != count) {
            throw new ProtocolException(function.name() + " has " + count + " arguments");
        }
        id = in.get(ValueLayout.JAVA_LONG, MessageLayout.HEAD_ID);
        thread = in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_THREAD);
        for (int i = 0; i < count; i++) {
            words[i] = in.get(ValueLayout.JAVA_LONG, MessageLayout.WORDS + 8L * i);
            rooms[i] = in.get(ValueLayout.JAVA_INT, MessageLayout.ROOMS + 4L * i);
            if (rooms[i] < 0 || rooms[i] > MessageLayout.MOST_BYTES) {
                throw new ProtocolException("an argument of " + Integer.toUnsignedString(rooms[i]) + " bytes");
            }
        }
        receiveBlocks(received, 0);
        for (int i = 0; i < count; i++) {
            checkBlock(i, came[i]);
        }
        CallState.forgetErrors();
        return number;
    }

    private void checkBlock(int argument, @Nullable MemorySegment block) throws ProtocolException {
        HandledFunction.Argument kind = function.arguments().get(argument);
        boolean fits = switch (kind) {
            case TEXT ->
                block == null || (block.byteSize() > 0 && block.get(ValueLayout.JAVA_BYTE, block.byteSize() - 1) == 0);
            case READ, BOTH -> block == null || block.byteSize() == rooms[argument];
            case VALUE, ADDRESS, WRITTEN, WRITTEN_BY_RESULT, WRITTEN_STRING -> block == null;
        };
        if (!fits) {
            throw new ProtocolException(
                    "argument " + argument + " of " + function.name() + " does not come as it should");
        }
    }

    private void check(int received, int kind) throws ProtocolException {
        if (received >= MessageLayout.BLOCKS
                && in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_MARK) == MessageLayout.MARK
                && in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_KIND) == MessageLayout.REFUSED) {
            throw new HandlerException("the program has not taken what " + function.name() + " was answered with ("
                    + result
                    + "), and goes on as if there had been no answer: a result is not more than there is memory"
                    + " for, nor less than what a failure gives");
        }
        if (received < MessageLayout.BLOCKS
                || received > in.byteSize()
                || in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_MARK) != MessageLayout.MARK
                || in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_KIND) != kind) {
            throw new ProtocolException(received + " bytes that are no message of kind " + kind);
        }
    }

    /** Finds or receives the blocks of a message; {@code last} is the length of one behind those of arguments. */
    private void receiveBlocks(int received, int last) throws IOException {
        long all = 0;
        Arrays.fill(came, null);
        for (int i = 0; i < MessageLayout.ARGUMENTS; i++) {
            lengths[i] = in.get(ValueLayout.JAVA_INT, MessageLayout.LENGTHS + 4L * i);
            boolean isNone = lengths[i] == MessageLayout.NOTHING || lengths[i] == MessageLayout.NO_MEMORY;
            if (!isNone && (lengths[i] < 0 || lengths[i] > MessageLayout.MOST_BYTES || i >= count)) {
                throw new ProtocolException("a block of " + Integer.toUnsignedString(lengths[i]) + " bytes");
            }
            all += isNone ? 0 : lengths[i];
        }
        if (last < 0
                || all + last != in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_BYTES)
                || all > MessageLayout.MOST_BYTES) {
            throw new ProtocolException("blocks of " + all + " bytes, which the message does not say");
        }
        long room = MessageLayout.ROOM;
        long at = MessageLayout.BLOCKS;
        for (int i = 0; i < count; i++) {
            if (lengths[i] >= 0 && lengths[i] <= room) {
                came[i] = in.asSlice(at, lengths[i]);
                at += lengths[i];
                room -= lengths[i];
            }
        }
        boolean isInside = last > 0 && last <= room;
        realContent = isInside ? in.asSlice(at, last) : null;
        if (received != at + (isInside ? last : 0)) {
            throw new ProtocolException(received + " bytes, of which the message says " + at);
        }
        for (int i = 0; i < count; i++) {
            if (lengths[i] >= 0 && came[i] == null) {
                came[i] = receiveBlock(lengths[i]);
            }
        }
        if (last > 0 && !isInside) {
            realContent = receiveBlock(last);
        }
    }

    private MemorySegment receiveBlock(long size) throws IOException {
        MemorySegment block = callArena().allocate(size, ALIGNMENT);
        for (long done = 0; done < size; done += MessageLayout.PACKET) {
            MemorySegment part = block.asSlice(done, Math.min(size - done, MessageLayout.PACKET));
            if (sockets.receive(connection, part, spinning) != part.byteSize()) {
                throw new ProtocolException("a packet of another size than it should have");
            }
        }
        return block;
    }

    private Arena callArena() {
        Arena own = arena;
        if (own == null) {
            own = Arena.ofConfined();
            arena = own;
        }
        return own;
    }

    /** {@return memory of zeros for this call} */
    private MemorySegment allocate(long size) {
        long aligned = (size + ALIGNMENT - 1) & -ALIGNMENT;
        if (aligned > FRAME - frameUsed) {
            return callArena().allocate(size, ALIGNMENT);
        }
        MemorySegment memory = frame.asSlice(frameUsed, size);
        frameUsed += (int) aligned;
        return memory.fill((byte) 0);
    }

    /** Gives up what belonged to a call. */
    void end() {
        frameUsed = 0;
        proceeded = false;
        realContent = null;
        result = 0;
        errno = 0;
        handedOver = -1;
        Arrays.fill(locals, null);
        Arrays.fill(came, null);
        following.clear();
        for (int descriptor : descriptors) {
            sockets.close(descriptor);
        }
        descriptors.clear();
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }

    // Arguments, for dispatchers
    // -----------------------------------------------------------------------------------------------------------------

    /** {@return the value of an argument that is a number; of one that is a pointer its address in the program} */
    public long value(int argument) {
        return words[argument];
    }

    /** {@return the value of an argument that is a double} */
    public double doubleValue(int argument) {
        return Double.longBitsToDouble(words[argument]);
    }

    /** {@return the value of an argument that is a float} */
    public float floatValue(int argument) {
        return Float.intBitsToFloat((int) words[argument]);
    }

    /** {@return a string; {@code null} for {@code NULL}} */
    public @Nullable String text(int argument) {
        MemorySegment block = came[argument];
        return block == null ? null : CStrings.readArray(block);
    }

    /** {@return what a pointer leads to, in this process; {@code NULL} for {@code NULL}} */
    public MemorySegment memory(int argument) {
        return memory(argument, 0);
    }

    /**
     * {@return what a pointer leads to, in this process, and zeros behind it}
     *
     * @param least how many bytes it has at least
     */
    public MemorySegment memory(int argument, long least) {
        if (words[argument] == 0) {
            return MemorySegment.NULL;
        }
        MemorySegment memory = allocate(Math.max(rooms[argument], least));
        MemorySegment block = came[argument];
        if (block != null) {
            memory.copyFrom(block);
        }
        locals[argument] = memory;
        return memory;
    }

    /** {@return a struct; {@code null} for {@code NULL}} */
    public <S> @Nullable S struct(int argument, long size, Function<MemorySegment, S> type) {
        return words[argument] == 0 ? null : type.apply(memory(argument, size));
    }

    /** {@return a pointer to what one of the program leads to; if that is not known, the address in the program} */
    public Pointer pointer(int argument) {
        return function.arguments().get(argument).isMemory()
                ? Pointers.pointer(memory(argument))
                : new Pointer(words[argument]);
    }

    /** {@return bytes; {@code null} for {@code NULL}} */
    public byte @Nullable [] bytes(int argument) {
        return array(argument, new byte[words[argument] == 0 ? 0 : rooms[argument]]);
    }

    /** {@return numbers; {@code null} for {@code NULL}} */
    public short @Nullable [] shorts(int argument) {
        return array(argument, new short[words[argument] == 0 ? 0 : rooms[argument] / Short.BYTES]);
    }

    /** {@return numbers; {@code null} for {@code NULL}} */
    public int @Nullable [] ints(int argument) {
        return array(argument, new int[words[argument] == 0 ? 0 : rooms[argument] / Integer.BYTES]);
    }

    /** {@return numbers; {@code null} for {@code NULL}} */
    public long @Nullable [] longs(int argument) {
        return array(argument, new long[words[argument] == 0 ? 0 : rooms[argument] / Long.BYTES]);
    }

    /** {@return numbers; {@code null} for {@code NULL}} */
    public float @Nullable [] floats(int argument) {
        return array(argument, new float[words[argument] == 0 ? 0 : rooms[argument] / Float.BYTES]);
    }

    /** {@return numbers; {@code null} for {@code NULL}} */
    public double @Nullable [] doubles(int argument) {
        return array(argument, new double[words[argument] == 0 ? 0 : rooms[argument] / Double.BYTES]);
    }

    private <A> @Nullable A array(int argument, A array) {
        if (words[argument] == 0) {
            return null;
        }
        MemorySegment block = came[argument];
        if (block != null) {
            MemorySegment view = segment(array);
            MemorySegment.copy(block, 0, view, 0, view.byteSize());
        }
        locals[argument] = array;
        return array;
    }

    private static MemorySegment segment(@Nullable Object local) {
        if (local == null) {
            return MemorySegment.NULL;
        }
        return local instanceof MemorySegment memory ? memory : Buffers.heapSegment(local);
    }

    // The answer, for dispatchers
    // -----------------------------------------------------------------------------------------------------------------

    /** Answers with a number. */
    public void result(long value) {
        result = value;
    }

    /** Answers with a number. */
    public void result(double value) {
        result = Double.doubleToRawLongBits(value);
    }

    /** Answers with a number. */
    public void result(float value) {
        result = Float.floatToRawIntBits(value);
    }

    /** Answers with an address: {@code NULL}, or what the real call has given. */
    public void result(@Nullable Pointer value) {
        address(value == null ? 0 : value.address());
    }

    /** As {@link #result(Pointer)}. */
    public void result(@Nullable MemorySegment value) {
        address(value == null ? 0 : value.address());
    }

    private void address(long value) {
        boolean isKnown = value == 0 || (proceeded && value == realResult);
        for (int i = 0; i < count && !isKnown; i++) {
            if (locals[i] instanceof MemorySegment local && local.address() == value) {
                result = words[i];
                return;
            }
            isKnown = function.arguments().get(i) == HandledFunction.Argument.ADDRESS && words[i] == value;
        }
        if (!isKnown) {
            throw new HandlerException(function.name() + " was answered with the address 0x" + Long.toHexString(value)
                    + ", which is none of the program's: return NULL, a pointer that is an argument, or what the real call"
                    + " gives (proceed)");
        }
        result = value;
    }

    /**
     * Answers with a string: {@code null} is {@code NULL}. Another one than that of the real call is put where the function puts
     * it, if it has been given such a place ({@code getcwd}).
     */
    public void result(@Nullable String value) {
        if (value == null) {
            result = 0;
            return;
        }
        MemorySegment content = realContent;
        if (proceeded && realResult != 0 && content != null && value.equals(CStrings.readArray(content))) {
            result = realResult;
            return;
        }
        byte[] bytes = CStrings.encode(value);
        for (int i = 0; i < count; i++) {
            if (function.arguments().get(i) == HandledFunction.Argument.WRITTEN_STRING
                    && words[i] != 0
                    && bytes.length < rooms[i]) {
                MemorySegment place = segment(locals[i]);
                MemorySegment.copy(bytes, 0, place, ValueLayout.JAVA_BYTE, 0, bytes.length);
                place.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
                result = words[i];
                return;
            }
        }
        throw new HandlerException(
                function.name() + " was answered with a text, and the program has no place for it: return null,"
                        + " or what the real call gives (proceed)");
    }

    /** Answers with a struct: {@code null} is {@code NULL}; otherwise it must be what the real call has given. */
    public void result(@Nullable Struct value) {
        if (value == null) {
            result = 0;
            return;
        }
        MemorySegment own = value instanceof NativeStruct struct ? struct.segment() : Structs.pointer(value);
        MemorySegment content = realContent;
        boolean isReal = proceeded
                && content != null
                && own.byteSize() >= content.byteSize()
                && own.asSlice(0, content.byteSize()).mismatch(content) < 0;
        if (!isReal) {
            throw new HandlerException(
                    function.name() + " was answered with a struct, and the program has no place for it: return"
                            + " null, or what the real call gives (proceed)");
        }
        result = realResult;
    }

    // The real call, for base classes of handlers
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * {@return the call that this thread answers}
     *
     * @param asked the number of the function that shall be called
     * @throws IllegalStateException if this thread answers no call, or that of another function
     */
    public static Exchange proceeding(int asked) {
        Exchange current = current();
        if (current.number != asked) {
            throw new IllegalStateException("the program called " + current.function.name()
                    + ", and only that can go on; to call another function, use the generated client");
        }
        return current;
    }

    static Exchange current() {
        if (Thread.currentThread() instanceof HandlerThread thread) {
            return thread.exchange();
        }
        throw new IllegalStateException(
                "this thread answers no call: proceed in the thread that the handler was called in");
    }

    /** Sets an argument. */
    public Exchange with(int argument, long value) {
        if (function.arguments().get(argument) == HandledFunction.Argument.ADDRESS && value != words[argument]) {
            throw new HandlerException("argument " + argument + " of " + function.name()
                    + " is an address in the program, which cannot be another one");
        }
        out.set(ValueLayout.JAVA_LONG, MessageLayout.WORDS + 8L * argument, value);
        locals[argument] = null;
        return this;
    }

    /** Sets an argument. */
    public Exchange with(int argument, double value) {
        return with(argument, Double.doubleToRawLongBits(value));
    }

    /** Sets an argument. */
    public Exchange with(int argument, float value) {
        return with(argument, (long) Float.floatToRawIntBits(value));
    }

    /** Sets an argument. */
    public Exchange with(int argument, @Nullable String value) {
        return local(argument, value);
    }

    /** Sets an argument. */
    @SuppressWarnings("restricted") // MemorySegment.reinterpret: as much as the program has there.
    public Exchange with(int argument, @Nullable Pointer value) {
        if (!function.arguments().get(argument).isMemory()) {
            return with(argument, value == null ? 0 : value.address());
        }
        return local(argument, value == null || value.isNull() ? null : Pointers.segment(value, rooms[argument]));
    }

    /** Sets an argument. */
    public Exchange with(int argument, @Nullable MemorySegment value) {
        if (!function.arguments().get(argument).isMemory()) {
            return with(argument, value == null ? 0 : value.address());
        }
        return local(argument, value == null || (value.address() == 0 && value.isNative()) ? null : value);
    }

    /** Sets an argument. */
    public Exchange with(int argument, @Nullable Struct value) {
        if (value == null) {
            return local(argument, null);
        }
        return local(
                argument,
                value instanceof NativeStruct own ? own.segment() : Pointers.segment(value.pointer(), value.size()));
    }

    /** Sets an argument: an array of a primitive type. */
    public Exchange withArray(int argument, @Nullable Object value) {
        return local(argument, value);
    }

    private Exchange local(int argument, @Nullable Object value) {
        out.set(ValueLayout.JAVA_LONG, MessageLayout.WORDS + 8L * argument, words[argument]);
        locals[argument] = value;
        return this;
    }

    /** {@return the result of the real call, with the arguments that were set} */
    public long proceed() {
        try {
            return exchangeRealCall();
        } catch (EOFException | NativeSockets.SocketException e) {
            throw new ProgramGoneException(function.name(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the string that the real call has given; {@code null} for {@code NULL}} */
    public @Nullable String proceedText() {
        proceed();
        MemorySegment content = realContent;
        return content == null ? null : CStrings.readArray(content);
    }

    /** {@return a copy of the struct that the real call has given; {@code null} for {@code NULL}} */
    public <S> @Nullable S proceedStruct(long size, Function<MemorySegment, S> type) {
        proceed();
        MemorySegment content = realContent;
        return content == null
                ? null
                : type.apply(allocate(Math.max(size, content.byteSize())).copyFrom(content));
    }

    private long exchangeRealCall() throws IOException {
        MemorySegment[] originals = proceeded ? new MemorySegment[0] : Arrays.copyOf(came, count);
        long at = MessageLayout.BLOCKS;
        following.clear();
        long bytes = 0;
        for (int i = 0; i < MessageLayout.ARGUMENTS; i++) {
            MemorySegment block = i < count ? readBlock(i, originals) : null;
            int length = MessageLayout.NOTHING;
            if (block == MemorySegment.NULL) {
                length = MessageLayout.NO_MEMORY;
            } else if (block != null) {
                length = (int) block.byteSize();
                bytes += length;
                at = put(block, at);
            }
            out.set(ValueLayout.JAVA_INT, MessageLayout.LENGTHS + 4L * i, length);
        }
        send(MessageLayout.PROCEED, bytes, at, -1);

        int received = sockets.receive(connection, in, spinning);
        if (received == 0) {
            throw new EOFException("the program is gone");
        }
        check(received, MessageLayout.RESULT);
        if (in.get(ValueLayout.JAVA_LONG, MessageLayout.HEAD_ID) != id) {
            throw new ProtocolException("the result of another call");
        }
        realResult = in.get(ValueLayout.JAVA_LONG, MessageLayout.HEAD_RESULT);
        errno = in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_ERROR);
        receiveBlocks(received, in.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_FLAGS));
        proceeded = true;
        CallState.forgetErrors();
        for (int i = 0; i < count; i++) {
            MemorySegment block = came[i];
            if (block != null) {
                if (!function.arguments().get(i).isWritten() || block.byteSize() > rooms[i]) {
                    throw new ProtocolException(
                            "argument " + i + " of " + function.name() + " does not come as it should");
                }
                MemorySegment local = segment(locals[i]);
                MemorySegment.copy(block, 0, local, 0, Math.min(block.byteSize(), local.byteSize()));
            }
        }
        return realResult;
    }

    /** {@return what is sent for an argument that the function reads; {@code null} for nothing} */
    private @Nullable MemorySegment readBlock(int argument, MemorySegment[] originals) {
        HandledFunction.Argument kind = function.arguments().get(argument);
        Object local = locals[argument];
        if (kind == HandledFunction.Argument.TEXT) {
            if (local == null) {
                return words[argument] == 0 ? null : MemorySegment.NULL;
            }
            byte[] text = CStrings.encode((String) local);
            MemorySegment block = allocate(text.length + 1L);
            MemorySegment.copy(text, 0, block, ValueLayout.JAVA_BYTE, 0, text.length);
            return isAsBefore(block, argument, originals) ? null : block;
        }
        if (!kind.isRead()) {
            return null;
        }
        if (local == null) {
            return words[argument] == 0 || kind == HandledFunction.Argument.BOTH ? null : MemorySegment.NULL;
        }
        MemorySegment block = segment(local);
        if (block.byteSize() > rooms[argument] && kind == HandledFunction.Argument.BOTH) {
            block = block.asSlice(0, rooms[argument]);
        }
        if (isAsBefore(block, argument, originals)) {
            return null;
        }
        return block.isNative() ? block : allocate(block.byteSize()).copyFrom(block);
    }

    private static boolean isAsBefore(MemorySegment block, int argument, MemorySegment[] originals) {
        MemorySegment original = argument < originals.length ? originals[argument] : null;
        return original != null && original.byteSize() == block.byteSize() && original.mismatch(block) < 0;
    }

    // Sending
    // -----------------------------------------------------------------------------------------------------------------

    /** Puts a block into the first packet if there is room, else behind it; returns where the next one goes. */
    private long put(MemorySegment block, long at) {
        long size = block.byteSize();
        if (size > out.byteSize() - at) {
            following.add(block);
            return at;
        }
        MemorySegment.copy(block, 0, out, at, size);
        return at + size;
    }

    private void send(int kind, long bytes, long size, int descriptor) throws IOException {
        if (bytes > MessageLayout.MOST_BYTES) {
            throw new HandlerException(function.name() + " was answered with " + bytes
                    + " bytes, and a message has at most " + MessageLayout.MOST_BYTES);
        }
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_MARK, MessageLayout.MARK);
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_KIND, kind);
        out.set(ValueLayout.JAVA_LONG, MessageLayout.HEAD_ID, id);
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_FUNCTION, number);
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_COUNT, count);
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_BYTES, (int) bytes);
        if (descriptor < 0) {
            sockets.send(connection, out, size);
        } else {
            sockets.send(connection, out, size, descriptor);
        }
        for (MemorySegment block : following) {
            for (long done = 0; done < block.byteSize(); done += MessageLayout.PACKET) {
                long part = Math.min(block.byteSize() - done, MessageLayout.PACKET);
                sockets.send(connection, block.asSlice(done, part), part);
            }
        }
    }

    /** Sends what the handler has answered. */
    void sendReturn() throws IOException {
        boolean failed = function.hasFailed(result);
        boolean wasReal = proceeded && result == realResult;
        int descriptor = handedOver;
        if (function.opens() && descriptor < 0 && !failed && result >= 0 && !wasReal) {
            descriptor = (int) result;
        }
        if (descriptor >= 0) {
            descriptors.add(descriptor);
        }
        long at = MessageLayout.BLOCKS;
        long bytes = 0;
        following.clear();
        for (int i = 0; i < MessageLayout.ARGUMENTS; i++) {
            MemorySegment block = i < count && !failed ? writtenBlock(i) : null;
            int length = MessageLayout.NOTHING;
            if (block != null) {
                length = (int) block.byteSize();
                bytes += length;
                at = put(block, at);
            }
            out.set(ValueLayout.JAVA_INT, MessageLayout.LENGTHS + 4L * i, length);
        }
        out.set(ValueLayout.JAVA_LONG, MessageLayout.HEAD_RESULT, descriptor >= 0 ? 0 : result);
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_ERROR, failed ? error() : 0);
        int flags = 0;
        if (descriptor >= 0) {
            flags = MessageLayout.HAS_FILE | (isClosing() ? 0 : MessageLayout.KEEP_FILE);
        }
        out.set(ValueLayout.JAVA_INT, MessageLayout.HEAD_FLAGS, flags);
        try {
            send(MessageLayout.RETURN, bytes, at, descriptor);
        } catch (NativeSockets.SocketException e) {
            if (descriptor >= 0 && e.error() == dev.shimgen.runtime.Errno.EBADF.number()) {
                throw new HandlerException(function.name() + " was answered with the descriptor " + descriptor
                        + ", which is none of this process");
            }
            throw e;
        }
    }

    /** {@return {@code errno} of a failure: the handler's word, else that of the last call that failed, in whichever process} */
    private int error() {
        if (errno < 0) {
            return -errno;
        }
        int own = CallState.lastError();
        return own != 0 ? own : errno;
    }

    private boolean isClosing() {
        int argument = function.closingArgument();
        return argument >= 0 && (words[argument] & function.closingFlag()) != 0;
    }

    /** {@return what the program gets in memory that the function writes; {@code null} for nothing} */
    private @Nullable MemorySegment writtenBlock(int argument) {
        HandledFunction.Argument kind = function.arguments().get(argument);
        Object local = locals[argument];
        if (!kind.isWritten() || words[argument] == 0 || local == null) {
            return null;
        }
        MemorySegment own = segment(local);
        long length = Math.min(rooms[argument], own.byteSize());
        if (kind == HandledFunction.Argument.WRITTEN_BY_RESULT) {
            length = Math.clamp(result, 0, length);
        } else if (kind == HandledFunction.Argument.WRITTEN_STRING) {
            long end = 0;
            while (end < length && own.get(ValueLayout.JAVA_BYTE, end) != 0) {
                end++;
            }
            length = Math.min(end + 1, length);
        }
        MemorySegment block = own.asSlice(0, length);
        MemorySegment known = came[argument];
        if (known != null
                && known.byteSize() >= length
                && known.asSlice(0, length).mismatch(block) < 0) {
            return null;
        }
        return block.isNative() ? block : allocate(length).copyFrom(block);
    }

    // For handlers
    // -----------------------------------------------------------------------------------------------------------------

    HandledCall view() {
        return view;
    }

    HandledFunction function() {
        return function;
    }

    int process() {
        return process;
    }

    int thread() {
        return thread;
    }

    int user() {
        return user;
    }

    /** Says what the call fails with; kept as a negative number, which no errno is. */
    void fail(int error) {
        errno = -error;
    }

    /** Lets the call fail. */
    void failWith(int error) {
        errno = -error;
        result = switch (function.failure()) {
            case MINUS_ONE -> -1;
            case NULL -> 0;
            case ERROR_NUMBER -> error;
            case NEVER -> throw new HandlerException(function.name() + " has no way to fail");
        };
    }

    void handOver(int descriptor) {
        handedOver = descriptor;
    }

    /** {@return a descriptor of the program, as one of this process until the call is answered} */
    int descriptor(int wanted) throws IOException {
        out.set(ValueLayout.JAVA_LONG, MessageLayout.HEAD_RESULT, wanted);
        for (int i = 0; i < MessageLayout.ARGUMENTS; i++) {
            out.set(ValueLayout.JAVA_INT, MessageLayout.LENGTHS + 4L * i, MessageLayout.NOTHING);
        }
        following.clear();
        send(MessageLayout.FILE, 0, MessageLayout.BLOCKS, -1);
        MemorySegment answer = callArena().allocate(MessageLayout.BLOCKS, ALIGNMENT);
        NativeSockets.Packet packet = sockets.receiveWithDescriptor(connection, answer);
        if (packet.descriptor() >= 0) {
            descriptors.add(packet.descriptor());
        }
        if (packet.size() != MessageLayout.BLOCKS
                || answer.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_MARK) != MessageLayout.MARK
                || answer.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_KIND) != MessageLayout.FILE
                || answer.get(ValueLayout.JAVA_LONG, MessageLayout.HEAD_ID) != id) {
            throw new ProtocolException("no descriptor");
        }
        if (packet.descriptor() < 0) {
            throw new NativeSockets.SocketException(
                    "the program has no descriptor " + wanted,
                    answer.get(ValueLayout.JAVA_INT, MessageLayout.HEAD_ERROR));
        }
        return packet.descriptor();
    }
}
