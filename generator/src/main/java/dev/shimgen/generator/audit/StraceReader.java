package dev.shimgen.generator.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code strace -f -k -o} wrote, line by line. However long the file is, only the calls that are under way
 * are kept in memory.
 *
 * <p>A call that another thread's line interrupts is two lines, {@code name(… <unfinished ...>} and {@code <... name
 * resumed>…}. The frames of a stack follow the line that ends the call, with no thread's number before them.
 */
final class StraceReader {

    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final Pattern SUPERSEDED = Pattern.compile("\\+\\+\\+ superseded by execve in pid (\\d+) \\+\\+\\+");
    private static final Pattern RESULT = Pattern.compile("(-?\\d+|0x[0-9a-f]+)\\b.*");
    private static final String UNFINISHED = " <unfinished ...>";

    private final Consumer<StraceEvent> events;
    private final Map<Integer, StraceEvent.Call> unfinished = new HashMap<>();
    private final Map<Integer, StraceEvent.Call> superseding = new HashMap<>();
    private StraceEvent.@Nullable Call ended;
    private List<Frame> stack = new ArrayList<>();

    private StraceReader(Consumer<StraceEvent> events) {
        this.events = events;
    }

    /** Reads to the end, and passes on each event in the order in which they ended. */
    static void read(BufferedReader in, Consumer<StraceEvent> events) throws IOException {
        StraceReader reader = new StraceReader(events);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            reader.accept(line);
        }
        reader.flush();
        reader.unfinished.values().forEach(events);
    }

    private void accept(String line) {
        if (FrameParser.isFrame(line)) {
            // Without a call before it, the stack is that of a signal, and belongs to no call.
            if (ended != null) {
                stack.add(FrameParser.parse(line));
            }
            return;
        }
        flush();
        Matcher numbered = LINE.matcher(line);
        if (numbered.matches()) {
            event(Integer.parseInt(numbered.group(1)), numbered.group(2));
        }
    }

    private void flush() {
        if (ended != null) {
            events.accept(new StraceEvent.Call(ended.thread(), ended.name(), ended.arguments(), ended.result(), stack));
            ended = null;
        }
        stack = new ArrayList<>();
    }

    private void event(int thread, String text) {
        Matcher resumed = RESUMED.matcher(text);
        if (resumed.matches()) {
            resume(thread, resumed.group(1), resumed.group(2));
            return;
        }
        if (text.startsWith("+++ ")) {
            end(thread, text);
            return;
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return;
        }
        String rest = call.group(2);
        if (rest.endsWith(UNFINISHED)) {
            String arguments = rest.substring(0, rest.length() - UNFINISHED.length());
            unfinished.put(thread, new StraceEvent.Call(thread, call.group(1), arguments, null, List.of()));
        } else {
            ended = parse(thread, call.group(1), "", rest);
        }
    }

    private void resume(int thread, String name, String rest) {
        StraceEvent.Call replacing = superseding.remove(thread);
        StraceEvent.Call first = unfinished.remove(thread);
        if (replacing != null) {
            // strace 6.1 prints a number from nowhere here; a thread is superseded by an execve that has succeeded.
            ended = new StraceEvent.Call(thread, name, replacing.arguments(), 0L, List.of());
        } else {
            ended = parse(thread, name, first == null ? "" : first.arguments(), rest);
        }
    }

    private void end(int thread, String text) {
        Matcher superseded = SUPERSEDED.matcher(text);
        if (superseded.matches()) {
            int by = Integer.parseInt(superseded.group(1));
            StraceEvent.Call exec = unfinished.remove(by);
            if (exec != null) {
                superseding.put(thread, exec);
            }
            unfinished.remove(thread);
            events.accept(new StraceEvent.Superseded(thread, by));
            return;
        }
        StraceEvent.Call last = unfinished.remove(thread);
        if (last != null) {
            events.accept(last);
        }
        events.accept(new StraceEvent.Exited(thread));
    }

    /** The result stands after the last equals sign: a string among the arguments may contain one. */
    private static StraceEvent.Call parse(int thread, String name, String before, String rest) {
        int equals = rest.lastIndexOf(" = ");
        String arguments = before + (equals < 0 ? rest : rest.substring(0, equals));
        arguments = arguments.stripTrailing();
        if (arguments.endsWith(")")) {
            arguments = arguments.substring(0, arguments.length() - 1);
        }
        return new StraceEvent.Call(
                thread, name, arguments, equals < 0 ? null : number(rest.substring(equals + 3)), List.of());
    }

    private static @Nullable Long number(String result) {
        Matcher number = RESULT.matcher(result);
        if (!number.matches()) {
            return null;
        }
        String digits = number.group(1);
        return digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : parse(digits);
    }

    private static @Nullable Long parse(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            // More than 64 bits: not the result of a call.
            return null;
        }
    }
}
