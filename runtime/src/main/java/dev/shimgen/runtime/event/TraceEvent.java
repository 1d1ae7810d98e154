package dev.shimgen.runtime.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A call that a program has made, as it was told of. */
public final class TraceEvent {

    private final EventSchema schema;
    private final FunctionSchema function;
    private final int process;
    private final int thread;
    private final long began;
    private final long ended;
    private final boolean returned;
    private final long result;
    private final int error;
    private final List<Long> values;
    private final List<Block> blocks;

    TraceEvent(
            EventSchema schema,
            FunctionSchema function,
            int process,
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
        this.thread = thread;
        this.began = began;
        this.ended = ended;
        this.returned = returned;
        this.result = result;
        this.error = error;
        this.values = List.copyOf(values);
        this.blocks = List.copyOf(blocks);
    }

    /** {@return the call} */
    public FunctionSchema function() {
        return function;
    }

    /**
     * {@return the process id, as the process itself has it; 0 if that is not known, as in a process that had forbidden itself
     * to ask}
     */
    public int process() {
        return process;
    }

    /** {@return the thread id, as the process itself has it; 0 if that is not known} */
    public int thread() {
        return thread;
    }

    /** {@return when the call began, in nanoseconds of {@code CLOCK_MONOTONIC}} */
    public long began() {
        return began;
    }

    /** {@return when the call returned, in nanoseconds of {@code CLOCK_MONOTONIC}; when it began if it has not returned} */
    public long ended() {
        return ended;
    }

    /** {@return whether the call has returned; {@code _exit(2)} never does} */
    public boolean returned() {
        return returned;
    }

    /**
     * {@return the result: a number with the sign of its type, an address, or the bits of a double; 0 if there is none, or it
     * has another form}
     */
    public long result() {
        return result;
    }

    /** {@return the {@code errno} that the call has set; 0 if it has set none} */
    public int error() {
        return error;
    }

    /** {@return whether the result says that the call failed; false for a result that says nothing of that} */
    public boolean failed() {
        return returned && function.result().failed(result, error);
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
                paths.add(
                        StandardCharsets.UTF_8.decode(block.in(schema.order())).toString());
            }
        }
        return paths;
    }

    /** {@return the arguments that were passed: numbers with the sign of their type, addresses, bits of doubles} */
    public List<Long> values() {
        return values;
    }

    EventSchema schema() {
        return schema;
    }

    List<Block> blocks() {
        return blocks;
    }

    /**
     * {@return the call in one line, in the form of strace(1), without times and ids: {@code access("/etc/motd", R_OK) = 0}} It
     * is the line that the library itself writes with {@code SHIMGEN_TRACE}.
     */
    public String text() {
        return new EventText(this).text();
    }

    @Override
    public String toString() {
        return text();
    }
}
