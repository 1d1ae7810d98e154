package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.Block;
import dev.shimgen.runtime.event.CallInfo;
import dev.shimgen.runtime.event.EventCursor;
import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TraceEvent;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cursor over the events of a pool. */
final class PoolCursor implements EventCursor {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    /** Bytes in front of a block: its argument, what it has, its size. */
    private static final int BLOCK_HEAD = 4;

    /** What the first slot has behind the fixed part, and each other one. */
    private static final int FIRST = PoolLayout.SLOT_SIZE - PoolLayout.EVENT_BYTES;

    private static final int EACH = PoolLayout.SLOT_SIZE - PoolLayout.SLOT_BYTES;

    /** The least room for what is behind the fixed part. */
    private static final int LEAST = 256;

    private static final Block.What[] KINDS = Block.What.values();

    private final SlotWindow window;
    private final EventClock clock;

    @SuppressWarnings("NullAway.Init") // There is no event before the first one, and nobody has the cursor.
    private EventSchema schema;

    @SuppressWarnings("NullAway.Init")
    private FunctionSchema function;

    private int process;
    private long processStart;
    private int parent;
    private int thread;
    private int slot;
    private int size;
    private int passed;

    /** What is behind the fixed part, once it was asked for. */
    private byte[] bytes = new byte[0];

    private boolean isLoaded;

    /** The event as an object, once it was asked for: a recording and a consumer get the same one. */
    private @Nullable TraceEvent kept;

    PoolCursor(MemorySegment pool, EventClock clock) {
        this.window = new SlotWindow(pool);
        this.clock = clock;
    }

    /** {@return the copies of slots that the events are in} */
    SlotWindow window() {
        return window;
    }

    /**
     * Goes into another chunk.
     *
     * @param start when the process was started, or {@link TraceEvent#UNKNOWN_START}
     * @param toParent its parent's id
     */
    void enter(EventSchema toSchema, Writer writer, long start, int toParent) {
        this.schema = toSchema;
        this.process = writer.process();
        this.processStart = start;
        this.parent = toParent;
        this.thread = writer.thread();
    }

    /**
     * Moves on to another event, whose size has been checked.
     *
     * @param toSlot where it is in the window
     * @param toSize bytes behind the fixed part
     * @param toPassed the number of arguments, for all of which there is room in these
     */
    void moveTo(FunctionSchema toFunction, int toSlot, int toSize, int toPassed) {
        this.function = toFunction;
        this.slot = toSlot;
        this.size = toSize;
        this.passed = toPassed;
        this.isLoaded = false;
        this.kept = null;
    }

    @Override
    public FunctionSchema function() {
        return function;
    }

    @Override
    public int process() {
        return process;
    }

    @Override
    public int parent() {
        return parent;
    }

    @Override
    public int thread() {
        return thread;
    }

    @Override
    public long began() {
        return clock.nanos(getLong(PoolLayout.EVENT_BEGAN));
    }

    @Override
    public long ended() {
        return clock.nanos(getLong(PoolLayout.EVENT_ENDED));
    }

    @Override
    public boolean returned() {
        return window.getByte(slot + PoolLayout.EVENT_BEFORE) == 0;
    }

    @Override
    public long result() {
        return getLong(PoolLayout.EVENT_RESULT);
    }

    @Override
    public int error() {
        return window.getInt(slot + PoolLayout.EVENT_ERROR);
    }

    @Override
    public int count() {
        return function.shown(passed);
    }

    @Override
    public long value(int argument) {
        int at = function.place(argument);
        if (at < 0 || at >= passed) {
            return 0;
        }
        int offset = at * Long.BYTES;
        if (offset < FIRST) {
            return getLong(PoolLayout.EVENT_BYTES + offset);
        }
        return (long) LONGS.get(load(), offset);
    }

    @Override
    public @Nullable String text(int argument) {
        return string(function.place(argument));
    }

    @Override
    public @Nullable String resultText() {
        return string(Block.RESULT);
    }

    private @Nullable String string(int at) {
        int block = block(at, firstBlock());
        return block < 0 || !isText(block) ? null : string(block, load());
    }

    private boolean isText(int block) {
        return KINDS[load()[block + 1] & 0xff].isCopy();
    }

    private static String string(int block, byte[] from) {
        return new String(from, block + BLOCK_HEAD, size(block, from), StandardCharsets.UTF_8);
    }

    @Override
    public List<String> texts(int argument) {
        List<String> texts = new ArrayList<>();
        int at = function.place(argument);
        for (int block = block(at, firstBlock()); block >= 0; block = block(at, after(block))) {
            if (isText(block)) {
                texts.add(string(block, load()));
            }
        }
        return texts;
    }

    @Override
    public boolean isWhole(int argument) {
        int at = function.place(argument);
        boolean whole = false;
        for (int block = block(at, firstBlock()); block >= 0; block = block(at, after(block))) {
            Block.What what = KINDS[load()[block + 1] & 0xff];
            whole = what.isWhole();
            if (!whole || what == Block.What.END) {
                break; // behind the end of execle(3)'s list is its environment
            }
        }
        return whole;
    }

    @Override
    public @Nullable ByteBuffer bytes(int argument) {
        int block = block(function.place(argument), firstBlock());
        if (block < 0 || !isText(block)) {
            return null;
        }
        byte[] from = load();
        int start = block + BLOCK_HEAD;
        return ByteBuffer.wrap(Arrays.copyOfRange(from, start, start + size(block, from)))
                .order(schema.order());
    }

    @Override
    public CallInfo info() {
        return new CallInfo(process, parent, thread, began(), ended(), returned(), failed(), error());
    }

    @Override
    public TraceEvent keep() {
        TraceEvent event = kept;
        if (event == null) {
            event = copy();
            kept = event;
        }
        return event;
    }

    private TraceEvent copy() {
        List<Long> values = new ArrayList<>(passed);
        for (int i = 0; i < passed; i++) {
            values.add((long) LONGS.get(load(), i * Long.BYTES));
        }
        List<Block> blocks = new ArrayList<>();
        byte[] from = load();
        for (int block = firstBlock(); isBlock(block); block = after(block)) {
            int start = block + BLOCK_HEAD;
            blocks.add(new Block(
                    from[block] & 0xff,
                    KINDS[from[block + 1] & 0xff],
                    Arrays.copyOfRange(from, start, start + size(block, from))));
        }
        return new TraceEvent(
                schema,
                function,
                process,
                processStart,
                parent,
                thread,
                began(),
                ended(),
                returned(),
                result(),
                error(),
                values,
                blocks);
    }

    @Override
    public String text() {
        return keep().text();
    }

    @Override
    public String toString() {
        return text();
    }

    private int firstBlock() {
        return passed * Long.BYTES;
    }

    private int after(int block) {
        return block + BLOCK_HEAD + size(block, load());
    }

    /** {@return where the next block of an argument is, from one on; -1 if there is none} */
    private int block(int argument, int from) {
        for (int block = from; isBlock(block); block = after(block)) {
            if ((load()[block] & 0xff) == argument) {
                return block;
            }
        }
        return -1;
    }

    /** Whether there is a block, all of which is there. What is not has been damaged, and nothing behind it can be read. */
    private boolean isBlock(int block) {
        if (block > size - BLOCK_HEAD) {
            return false;
        }
        byte[] from = load();
        int what = from[block + 1] & 0xff;
        int length = size(block, from);
        return what < KINDS.length
                && length <= size - BLOCK_HEAD - block
                && (KINDS[what] != Block.What.ADDRESS || length == Long.BYTES);
    }

    private static int size(int block, byte[] from) {
        return (short) SHORTS.get(from, block + 2) & 0xffff;
    }

    /** {@return what is behind the fixed part, from all slots of the event, one copy that nobody else changes} */
    private byte[] load() {
        if (isLoaded) {
            return bytes;
        }
        if (bytes.length < size) {
            bytes = new byte[Math.max(size, Math.max(LEAST, 2 * bytes.length))];
        }
        int done = Math.min(FIRST, size);
        window.get(slot + PoolLayout.EVENT_BYTES, bytes, 0, done);
        int from = slot + PoolLayout.SLOT_SIZE + PoolLayout.SLOT_BYTES;
        while (done < size) {
            int part = Math.min(EACH, size - done);
            window.get(from, bytes, done, part);
            done += part;
            from += PoolLayout.SLOT_SIZE;
        }
        isLoaded = true;
        return bytes;
    }

    private long getLong(int offset) {
        return window.getLong(slot + offset);
    }
}
