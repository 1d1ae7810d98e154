package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;

/**
 * The text of a source file, to find places in.
 *
 * @param file its name as messages show it
 * @param text all of it
 */
record SourceText(String file, String text) {

    /** {@return the place of a character, counted from 0} */
    SourcePosition at(long offset) {
        int end = (int) Math.max(0, Math.min(offset, text.length()));
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
            if (lineEnd) {
                line++;
                start = i + 1;
            }
        }
        return new SourcePosition(file, line, end - start + 1L, lineFrom(start));
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
