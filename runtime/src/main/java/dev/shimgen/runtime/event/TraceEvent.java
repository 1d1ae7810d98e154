package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call that a program has made, as it was told of. */
public final class TraceEvent implements TracedCall {

    /** In place of the time at which a process was started: nothing starts before the kernel does. */
    public static final long UNKNOWN_START = -1;

    private final EventSchema schema;
    private final FunctionSchema function;
    private final int process;
    private final long processStart;
    private final int parent;
    private final int thread;
    private final long began;
    private final long ended;
    private final boolean returned;
    private final long result;
    private final int error;
    private final List<Long> values;
    private final List<Block> blocks;

    /**
     * Makes an event of what a session or a recording has of it.
     *
     * @param schema of the library that has told of it
     * @param processStart in clock ticks since the machine's start, or {@link #UNKNOWN_START}
     * @param began in nanoseconds of {@code CLOCK_MONOTONIC}, as {@code ended}
     * @param result a number, an address, or the bits of a double
     * @param error the {@code errno} that the call has set, or 0
     * @param values all that the library hands on, also what only a symbol of the function has
     * @param blocks what came of the memory behind them
     */
    public TraceEvent(
            EventSchema schema,
            FunctionSchema function,
            int process,
            long processStart,
            int parent,
            int thread,
            long began,
            long ended,
            boolean returned,
            long result,
            int error,
            List<Long> values,
            List<Block> blocks) {
        this.schema = schema;
        this.function = function;
        this.process = process;
        this.processStart = processStart;
        this.parent = parent;
        this.thread = thread;
        this.began = began;
        this.ended = ended;
        this.returned = returned;
        this.result = result;
        this.error = error;
        this.values = List.copyOf(values);
        this.blocks = List.copyOf(blocks);
    }

    @Override
    public FunctionSchema function() {
        return function;
    }

    @Override
    public int process() {
        return process;
    }

    /**
     * {@return when the process was started, in clock ticks since the machine's start (the 22nd field of {@code
     * /proc/<pid>/stat}); empty if it had ended before the session saw it, or is in another pid namespace} Together with the
     * boot's id and the process id it names a process for good: ids alone are given again.
     */
    public OptionalLong processStart() {
        return processStart == UNKNOWN_START ? OptionalLong.empty() : OptionalLong.of(processStart);
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
        return began;
    }

    @Override
    public long ended() {
        return ended;
    }

    @Override
    public boolean returned() {
        return returned;
    }

    @Override
    public long result() {
        return result;
    }

    @Override
    public int error() {
        return error;
    }

    @Override
    public int count() {
        return function.shown(values.size());
    }

    @Override
    public long value(int argument) {
        int at = function.place(argument);
        return at < 0 || at >= values.size() ? 0 : values.get(at);
    }

    @Override
    public @Nullable String text(int argument) {
        return copies(function.place(argument)).map(this::string).findFirst().orElse(null);
    }

    @Override
    public @Nullable String resultText() {
        return copies(Block.RESULT).map(this::string).findFirst().orElse(null);
    }

    @Override
    public List<String> texts(int argument) {
        return copies(function.place(argument)).map(this::string).toList();
    }

    @Override
    public boolean isWhole(int argument) {
        int at = function.place(argument);
        boolean whole = false;
        for (Block block : blocks) {
            if (block.argument() == at) {
                whole = block.what().isWhole();
                if (!whole || block.what() == Block.What.END) {
                    break; // behind the end of execle(3)'s list is its environment
                }
            }
        }
        return whole;
    }

    @Override
    public @Nullable ByteBuffer bytes(int argument) {
        return copy(function.place(argument)).orElse(null);
    }

    /** {@return the first copy, in the order of bytes of the program} */
    private Optional<ByteBuffer> copy(int at) {
        return copies(at).map(block -> block.in(schema.order())).findFirst();
    }

    /** {@return what was copied of what an argument points to} */
    private Stream<Block> copies(int at) {
        return blocks.stream()
                .filter(block -> block.argument() == at)
                .filter(block -> block.what().isCopy());
    }

    private String string(Block block) {
        return StandardCharsets.UTF_8.decode(block.in(schema.order())).toString();
    }

    @Override
    public CallInfo info() {
        return new CallInfo(process, parent, thread, began, ended, returned, failed(), error);
    }

    /**
     * {@return the paths that were passed, in the order of the arguments; bytes that are not UTF-8 are replaced, and one that
     * could not be read is missing}
     */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Block block : blocks) {
            boolean known = block.argument() < function.arguments().size();
            if (known && function.arguments().get(block.argument()) instanceof ArgumentSchema.Path) {
                paths.add(string(block));
            }
        }
        return paths;
    }

    /**
     * {@return the bytes of the paths, one element for each argument that is a path, in the order of the arguments; empty for
     * one that is {@code NULL} or could not be read} The bytes are read-only, and without the null byte at the end.
     */
    public List<Optional<ByteBuffer>> pathBytes() {
        List<Optional<ByteBuffer>> paths = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), function.arguments().size()); i++) {
            if (function.arguments().get(i) instanceof ArgumentSchema.Path) {
                paths.add(copy(i));
            }
        }
        return paths;
    }

    /** {@return the arguments that were passed: numbers with the sign of their type, addresses, bits of doubles} */
    public List<Long> values() {
        return values;
    }

    /** {@return the file of the library that has told of it, as the program has loaded it} */
    public Path library() {
        return schema.library();
    }

    /** {@return what the library that has told of it says of its calls} */
    public EventSchema schema() {
        return schema;
    }

    /** {@return what came of the memory behind arguments and the result, in the order in which it came} */
    public List<Block> blocks() {
        return blocks;
    }

    @Override
    public String text() {
        return new EventText(this, null).text();
    }

    /**
     * {@return the same line, with what descriptors stand for behind them: {@code read(3</etc/passwd>, "root:x:0"..., 4096) = 2948}}
     *
     * @param use what {@link DescriptorPaths} has said of this event
     */
    public String text(DescriptorUse use) {
        return new EventText(this, use).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
