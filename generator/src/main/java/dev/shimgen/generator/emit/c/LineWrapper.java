package dev.shimgen.generator.emit.c;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Breaks lines of C that are too long, between arguments, the way clang-format does. */
final class LineWrapper {

    /** Columns of a line. */
    static final int WIDTH = 120;

    /** A macro of shimgen's at file scope; none of them has an argument with a quoted bracket or quote. */
    private static final Pattern MACRO = Pattern.compile("SHIMGEN_[A-Z_]+\\(.*, .*\\);");

    private LineWrapper() {}

    static String wrap(String text) {
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> wrapLine(line.stripTrailing(), out));
        return out.toString();
    }

    private static void wrapLine(String line, StringBuilder out) {
        if (line.length() > WIDTH && MACRO.matcher(line).matches()) {
            arguments(line, out);
            return;
        }
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

    /** The arguments of a macro stand below each other, so that a reader finds them. */
    private static void arguments(String line, StringBuilder out) {
        int column = line.indexOf('(') + 1;
        int start = 0;
        int depth = 0;
        boolean string = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            string ^= c == '"';
            depth += string ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 1 && !string) {
                out.append(line, start, i + 1).append('\n').append(" ".repeat(column));
                start = i + 2;
            }
        }
        out.append(line.substring(start)).append('\n');
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
