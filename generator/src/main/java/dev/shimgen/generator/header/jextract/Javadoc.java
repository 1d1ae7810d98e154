package dev.shimgen.generator.header.jextract;

/** The javadoc comments of generated code: a line of text, perhaps, and a C snippet. */
final class Javadoc {

    private static final String SNIPPET = "{@snippet lang=c :";

    private Javadoc() {}

    /**
     * {@return the index behind the comment that begins at {@code start}, -1 if it does not end}
     *
     * <p>jextract does not escape what it quotes: a string constant that contains an asterisk and a slash would end the
     * comment for javac. The real end is always on a line of its own, unless the whole comment is one line.
     */
    static int end(String text, int start) {
        int lineEnd = text.indexOf('\n', start);
        int first = text.indexOf("*/", start + 2);
        if (lineEnd < 0 || (first >= 0 && first < lineEnd)) {
            return first < 0 ? -1 : first + 2;
        }
        for (int at = first; at >= 0; at = text.indexOf("*/", at + 2)) {
            int lineStart = text.lastIndexOf('\n', at) + 1;
            if (text.substring(lineStart, at).isBlank()) {
                return at + 2;
            }
        }
        return -1;
    }

    /** {@return the C text of a comment without the stars, empty if there is none} */
    static String snippet(String comment) {
        int begin = comment.indexOf(SNIPPET);
        if (begin < 0) {
            return "";
        }
        int start = comment.indexOf('\n', begin) + 1;
        int end = comment.lastIndexOf('}');
        end = comment.lastIndexOf('\n', end);
        if (start == 0 || end < start) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        int at = start;
        while (at < end) {
            int lineEnd = comment.indexOf('\n', at);
            if (lineEnd < 0 || lineEnd > end) {
                lineEnd = end;
            }
            int star = at;
            while (star < lineEnd && comment.charAt(star) == ' ') {
                star++;
            }
            int content = star < lineEnd && comment.charAt(star) == '*' ? star + 1 : star;
            if (content < lineEnd && comment.charAt(content) == ' ') {
                content++;
            }
            if (out.length() > 0) {
                out.append('\n');
            }
            out.append(comment, content, lineEnd);
            at = lineEnd + 1;
        }
        return out.toString();
    }

    /** {@return the first line that has text, without the star} */
    static String firstLine(String comment) {
        int start = comment.indexOf('\n') + 1;
        int end = comment.indexOf('\n', start);
        if (start == 0 || end < 0) {
            return "";
        }
        String line = comment.substring(start, end).strip();
        return line.startsWith("* ") ? line.substring(2) : line;
    }
}
