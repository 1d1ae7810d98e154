package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events that no program has made, for tests of those who read them. */
public final class SampleEvents {

    private static final EventSchema SCHEMA = new EventSchema(
            Path.of("libsample.so"), new SchemaTables(62, ByteOrder.LITTLE_ENDIAN, true, Map.of()), List.of());
    private static final NamedValues NO_NAMES = new NamedValues(List.of());
    private static final NumberSchema INT = new NumberSchema(4, true, NumberSchema.Style.DECIMAL, NO_NAMES);
    private static final Set<String> NEVER_RETURN = Set.of("_exit", "exit", "vfork");

    /** Calls whose first number is no descriptor. */
    private static final Set<String> NUMBERS_FIRST = Set.of(
            "_exit",
            "exit",
            "waitpid",
            "wait4",
            "kill",
            "closefrom",
            "close_range",
            "socket",
            "socketpair",
            "fread",
            "fwrite",
            "malloc",
            "fclose",
            "fileno",
            "closedir",
            "dirfd",
            "getline",
            "setpgid",
            "clock_gettime",
            "sleep",
            "free",
            "strcoll");

    private static final Map<String, FunctionSchema> FUNCTIONS = new HashMap<>();

    private long now = 1_000_000_000L;
    private int process = 100;
    private int thread = 100;
    private int parent;

    /** Who calls from now on. */
    public SampleEvents as(int process, int thread) {
        this.process = process;
        this.thread = thread;
        this.parent = 0;
        return this;
    }

    /** Who calls from now on, and says of whom it is a child. */
    public SampleEvents as(int process, int thread, int parent) {
        as(process, thread);
        this.parent = parent;
        return this;
    }

    /** Time that goes by without a call. */
    public SampleEvents pause(long nanoseconds) {
        now += nanoseconds;
        return this;
    }

    /** {@return a call that succeeds, and takes a microsecond} */
    public TraceEvent call(String name, long result, Object... arguments) {
        return timed(name, result, 0, 1000, arguments);
    }

    /** {@return a call that fails, and takes a microsecond} */
    public TraceEvent failing(String name, int error, Object... arguments) {
        return timed(name, -1, error, 1000, arguments);
    }

    /** {@return an event of before a call: it has not returned} */
    public TraceEvent begun(String name, Object... arguments) {
        return event(name, false, 0, 0, 0, arguments);
    }

    /**
     * {@return a call}
     *
     * @param arguments a string is a path, an array of int is what is behind a pointer, a number is a number
     */
    public TraceEvent timed(String name, long result, int error, long took, Object... arguments) {
        return event(name, !NEVER_RETURN.contains(name), result, error, took, arguments);
    }

    private TraceEvent event(String name, boolean returned, long result, int error, long took, Object... arguments) {
        List<ArgumentSchema> schemas = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case String path -> {
                    schemas.add(new ArgumentSchema.Path());
                    values.add(0x7000L);
                    blocks.add(new Block(i, Block.What.WHOLE, path.getBytes(StandardCharsets.UTF_8)));
                }
                case byte[] path -> {
                    schemas.add(new ArgumentSchema.Path());
                    values.add(0x7000L);
                    blocks.add(new Block(i, Block.What.WHOLE, path));
                }
                case int[] numbers -> {
                    schemas.add(new ArgumentSchema.Numbers(true, INT, new Amount.Fixed(numbers.length)));
                    values.add(0x7000L);
                    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
                    for (int number : numbers) {
                        bytes.putInt(number);
                    }
                    blocks.add(new Block(i, Block.What.WHOLE, bytes.array()));
                }
                case Number number -> {
                    schemas.add(numeric(name, i));
                    values.add(number.longValue());
                }
                default -> throw new IllegalArgumentException(arguments[i].toString());
            }
        }
        FunctionSchema function = FUNCTIONS.computeIfAbsent(
                name + schemas,
                key -> new FunctionSchema(
                        FUNCTIONS.size(),
                        name,
                        schemas,
                        FunctionSchema.Rest.NOTHING,
                        new ResultSchema(ResultSchema.Outcome.NUMBER_OR_MINUS_ONE, 8, true, Optional.empty()),
                        FunctionSchema.Timing.AFTER,
                        FunctionSchema.ErrorMark.CERTAIN,
                        0));
        long began = now;
        now += took;
        return new TraceEvent(
                SCHEMA,
                function,
                process,
                TraceEvent.UNKNOWN_START,
                parent,
                thread,
                began,
                now,
                returned,
                result,
                error,
                values,
                blocks);
    }

    /** What a spec says of a number. */
    private static ArgumentSchema numeric(String name, int argument) {
        if (argument > 0 || NUMBERS_FIRST.contains(name)) {
            return new ArgumentSchema.Numeric(INT);
        }
        return name.endsWith("at") ? new ArgumentSchema.Directory() : new ArgumentSchema.Descriptor(INT);
    }

    /** {@return a call that has not returned} */
    public UnfinishedCall unfinished(String name) {
        return new UnfinishedCall(begun(name).function(), process, thread, now, true);
    }
}
