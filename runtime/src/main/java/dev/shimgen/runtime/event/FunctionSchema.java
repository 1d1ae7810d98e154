package dev.shimgen.runtime.event;

import java.util.List;

/**
 * A call that a library traces.
 *
 * @param id its number in events of the library: how far its table is from the schema, in bytes
 * @param name the function's name
 * @param arguments in the order of the call
 * @param rest what follows them
 * @param result what the result says
 * @param timing when there is an event
 * @param errorMark how it is known that the call has set {@code errno}
 * @param data how many bytes of a buffer an event has, if they are more than a line of text shows; 0 if not
 */
public record FunctionSchema(
        int id,
        String name,
        List<ArgumentSchema> arguments,
        Rest rest,
        ResultSchema result,
        Timing timing,
        ErrorMark errorMark,
        int data) {

    public FunctionSchema {
        arguments = List.copyOf(arguments);
    }

    /**
     * {@return where an argument that is shown stands among all that the library hands on; -1 if there is none} The strings
     * that follow the last one are counted as one more.
     *
     * @param shown its index in the function's prototype
     */
    public int place(int shown) {
        int left = shown;
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof ArgumentSchema.Hidden)) {
                if (left == 0) {
                    return i;
                }
                left--;
            }
        }
        return left == 0 && hasStrings() ? arguments.size() : -1;
    }

    /** Whether strings follow the last argument. */
    private boolean hasStrings() {
        return rest == Rest.STRINGS || rest == Rest.STRINGS_AND_ENVIRONMENT;
    }

    /**
     * {@return how many arguments are shown}
     *
     * @param passed of how many that a call has passed
     */
    public int shown(int passed) {
        int count = 0;
        for (int i = 0; i < Math.min(passed, arguments.size()); i++) {
            count += arguments.get(i) instanceof ArgumentSchema.Hidden ? 0 : 1;
        }
        return count;
    }

    /** {@return the name; all that is known of the arguments takes pages} */
    @Override
    public String toString() {
        return name;
    }

    /** When there is an event. */
    public enum Timing {
        /** After the call. */
        AFTER,
        /** Before it, since it does not return. */
        BEFORE,
        /** Before it, and after it if it returns: {@code execve(2)}. */
        BOTH
    }

    /** What follows the arguments. */
    public enum Rest {
        /** Nothing. */
        NOTHING,
        /** Nothing, and an event says how many of the arguments there are: {@code open(2)}. */
        CHOSEN,
        /** Strings up to a {@code NULL}, of which the last argument is the first: {@code execl(3)}. */
        STRINGS,
        /** The same, and the environment: {@code execle(3)}. */
        STRINGS_AND_ENVIRONMENT,
        /** What only the caller knows: {@code makecontext(3)}. */
        MORE
    }

    /** How it is known that a call has set {@code errno}, where its result says so. */
    public enum ErrorMark {
        /** It is marked before the call. */
        MARKED,
        /** The call reads it: it was set if it is another one afterwards. */
        READ,
        /** Every failure sets it. */
        CERTAIN
    }
}
