package dev.shimgen.generator.emit.c;

import java.util.ArrayDeque;
import java.util.Deque;

/** Breaks lines of C that are too long, between arguments, the way clang-format does. */
final class LineWrapper {

    /** Columns of a line. */
    static final int WIDTH = 120;

    private LineWrapper() {}

    static String wrap(String text) {
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> wrapLine(line.stripTrailing(), out));
        return out.toString();
    }

    private static void wrapLine(String line, StringBuilder out) {
        String rest = line;
        while (rest.length() > WIDTH && !rest.stripLeading().startsWith("/*")) {
            Break found = lastBreak(rest);
            if (found == null) {
                break;
            }
            out.append(rest, 0, found.end).append('\n');
            rest = " ".repeat(found.column) + rest.substring(found.end).strip();
        }
        out.append(rest).append('\n');
    }

    private record Break(int end, int column) {}

    /** The last place within the width behind a comma and outside of a string; the text goes on below its open bracket. */
    private static @org.jspecify.annotations.Nullable Break lastBreak(String line) {
        int indent = line.length() - line.stripLeading().length();
        Deque<Integer> open = new ArrayDeque<>();
        Break best = null;
        boolean string = false;
        for (int i = 0; i < Math.min(line.length(), WIDTH); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                string = !string;
            } else if (!string && (c == '(' || c == '{')) {
                open.push(i + 1);
            } else if (!string && (c == ')' || c == '}')) {
                open.poll();
            } else if (!string && c == ',' && !open.isEmpty() && i > indent) {
                // Ten more columns must be left, or the rest would be a ladder of words at the right edge.
                int column = open.peek() < WIDTH - 30 ? open.peek() : indent + 4;
                best = new Break(i + 1, column);
            } else if (!string && best == null && line.startsWith(" __a", i)) {
                // Before __asm__ and __attribute__ of a declaration.
                best = new Break(i, indent + 4);
            }
        }
        return best;
    }
}
