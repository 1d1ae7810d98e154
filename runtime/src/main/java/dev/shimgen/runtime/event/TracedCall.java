package dev.shimgen.runtime.event;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that a program has made, with the arguments that are told of: {@link TraceEvent} is one to keep, {@link EventCursor} one that
 * is there for a moment. The class that is generated beside a shim makes a record of either.
 *
 * <p>Arguments are counted from 0 as the function's prototype has them; those that only a symbol of it has ({@code __open_2(3)})
 * do not count.
 */
public sealed interface TracedCall permits TraceEvent, EventCursor {

    /** {@return the function} */
    FunctionSchema function();

    /**
     * {@return the process id, as the process itself has it; 0 if that is not known, as in a process that had forbidden itself
     * to ask}
     */
    int process();

    /**
     * {@return the process id of the process's parent, as the process itself has it; 0 if that is not known, as in a process that
     * had forbidden itself to ask, or whose parent is in another pid namespace} It is asked for when a program begins, and after
     * a {@code fork(2)} at the first call. If the parent had ended by then, it is that of init, or of who takes its place
     * ({@code PR_SET_CHILD_SUBREAPER} in {@code prctl(2)}); {@link ProcessFamily} knows better where it has seen the parent.
     */
    int parent();

    /** {@return the thread id, as the process itself has it; 0 if that is not known} */
    int thread();

    /** {@return when the call began, in nanoseconds of {@code CLOCK_MONOTONIC}} */
    long began();

    /** {@return when the call returned, in nanoseconds of {@code CLOCK_MONOTONIC}; when it began if it has not returned} */
    long ended();

    /** {@return whether the call has returned; {@code _exit(2)} never does} */
    boolean returned();

    /**
     * {@return the result: a number with the sign of its type, an address, or the bits of a double; 0 if there is none, or it
     * has another form}
     */
    long result();

    /** {@return the result as a string; {@code null} if it is none, or could not be read} */
    @Nullable
    String resultText();

    /** {@return the {@code errno} that the call has set; 0 if it has set none} */
    int error();

    /** {@return whether the result says that the call failed; false for a result that says nothing of that} */
    default boolean failed() {
        return returned() && function().result().failed(result(), error());
    }

    /** {@return how many arguments were passed: {@code open(2)} has two or three} */
    int count();

    /**
     * {@return an argument: a number with the sign of its type, an address, or the bits of a double; 0 if it was not passed}
     *
     * @param argument its index
     */
    long value(int argument);

    /**
     * {@return the string that an argument points to; {@code null} if it was not passed, or could not be read} Bytes that are not
     * UTF-8 are replaced; {@link #bytes} has them.
     *
     * @param argument its index
     */
    @Nullable
    String text(int argument);

    /**
     * {@return the strings that an argument points to, up to the {@code NULL}; empty if it was not passed, or could not be read}
     * Those that could not be read themselves are left out, and so are those for which an event has no room; {@link #isWhole} tells.
     *
     * @param argument its index; that of {@code execl(3)} behind the last one is the index of the strings that follow
     */
    List<String> texts(int argument);

    /**
     * {@return whether all of the strings that an argument points to came with the call, or of any other memory all that was
     * asked for} An event has the first 1024 strings of an array, the first 1024 bytes of each and of a path, 32 bytes of another
     * string or buffer (of buffers more, if the spec says so: {@code @Trace(data = 4096)}), and at most 60 KiB altogether.
     *
     * @param argument its index
     */
    boolean isWhole(int argument);

    /**
     * {@return a copy of the memory that an argument points to, in the order of bytes of the program; {@code null} if none came
     * with the call} Of a buffer that is its beginning, of structures and numbers all of them, up to a limit.
     *
     * @param argument its index
     */
    @Nullable
    ByteBuffer bytes(int argument);

    /**
     * {@return the integer that an argument points to; empty if none came with the call} With the sign of its type.
     *
     * @param argument its index
     */
    default OptionalLong number(int argument) {
        List<Long> numbers = numbers(argument);
        return numbers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(numbers.get(0));
    }

    /**
     * {@return the integers that an argument points to; empty if none came with the call} With the sign of their type, and at
     * most 32.
     *
     * @param argument its index
     */
    default List<Long> numbers(int argument) {
        int place = function().place(argument);
        ByteBuffer bytes = bytes(argument);
        if (place < 0
                || place >= function().arguments().size()
                || bytes == null
                || !(function().arguments().get(place) instanceof ArgumentSchema.Numbers numbers)) {
            return List.of();
        }
        NumberSchema number = numbers.number();
        List<Long> values = new ArrayList<>();
        for (int at = 0; at + number.size() <= bytes.limit(); at += number.size()) {
            values.add(number.read(bytes, at));
        }
        return values;
    }

    /**
     * {@return the struct that an argument points to; {@code null} if none came with the call, or it is not of that layout: the
     * program may be one of another machine}
     *
     * @param argument its index
     * @param layout the struct's
     * @param view makes a view of it: {@code Stat::of}; its memory is a copy, on the Java heap
     */
    default <S> @Nullable S struct(int argument, MemoryLayout layout, Function<? super MemorySegment, S> view) {
        List<S> structs = structs(argument, layout, view);
        return structs.isEmpty() ? null : structs.get(0);
    }

    /**
     * {@return the structs that an argument points to; empty if none came with the call, or they are not of that layout} At most
     * 32.
     *
     * @param argument its index
     * @param layout of one struct
     * @param view makes a view of one: {@code Pollfd::of}; its memory is a copy, on the Java heap
     */
    default <S> List<S> structs(int argument, MemoryLayout layout, Function<? super MemorySegment, S> view) {
        int place = function().place(argument);
        ByteBuffer bytes = bytes(argument);
        if (place < 0
                || place >= function().arguments().size()
                || bytes == null
                || bytes.order() != ByteOrder.nativeOrder()
                || !(function().arguments().get(place) instanceof ArgumentSchema.Structures structures)
                || structures.structure().size() != layout.byteSize()) {
            return List.of();
        }
        int size = structures.structure().size();
        List<S> views = new ArrayList<>();
        for (int at = 0; at + size <= bytes.limit(); at += size) {
            // Elements of a long[] are aligned for every field.
            MemorySegment memory = MemorySegment.ofArray(new long[(size + Long.BYTES - 1) / Long.BYTES])
                    .asSlice(0, size);
            memory.copyFrom(MemorySegment.ofBuffer(bytes.slice(at, size)));
            views.add(view.apply(memory));
        }
        return views;
    }

    /** {@return who made the call, when, and what became of it, to keep} */
    CallInfo info();

    /**
     * {@return the call in one line, in the form of strace(1), without times and ids: {@code access("/etc/motd", R_OK) = 0}} It
     * is the line that the library itself writes with {@code SHIMGEN_TRACE}.
     */
    String text();
}
