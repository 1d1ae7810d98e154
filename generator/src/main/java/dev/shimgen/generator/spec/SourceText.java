package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The text of a source file, to find places in. */
final class SourceText {

    private final String file;
    private final String text;

    /** Where each line begins: places are asked for thousands of times, and a file of all of libc is long. */
    private final List<Integer> lines;

    /**
     * A text.
     *
     * @param file its name as messages show it
     * @param text all of it
     */
    SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = lines(text);
    }

    private static List<Integer> lines(String text) {
        List<Integer> lines = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
                lines.add(i + 1);
            }
        }
        return List.copyOf(lines);
    }

    /** {@return the place of a character, counted from 0} */
    SourcePosition at(long offset) {
        int place = (int) Math.max(0, Math.min(offset, text.length()));
        int found = Collections.binarySearch(lines, place);
        // Inside of a line, what comes back is where its offset would be inserted: -(line) - 1.
        int line = found >= 0 ? found : -found - 2;
        int start = lines.get(line);
        return new SourcePosition(file, line + 1L, place - start + 1L, lineFrom(start));
    }

    private String lineFrom(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    /**
     * Looks for an identifier, over comments and everything else that is none.
     *
     * @return where it begins, or -1 if it does not come
     */
    int identifier(String name, int from) {
        int i = from;
        while (i < text.length()) {
            if (text.startsWith("//", i)) {
                i = after(i, "\n");
            } else if (text.startsWith("/*", i)) {
                i = after(i + 2, "*/");
            } else if (Character.isJavaIdentifierStart(text.charAt(i))) {
                int end = i + 1;
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                if (text.substring(i, end).equals(name)) {
                    return i;
                }
                i = end;
            } else {
                i++;
            }
        }
        return -1;
    }

    private int after(int from, String mark) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + mark.length();
    }
}
