package dev.shimgen.cli.report;

import java.io.IOException;

/**
 * Writes JSON that can stand in an HTML element: no {@code <}, {@code >} or {@code &} is ever written but as an escape, so
 * no text ends the element, or begins a comment in it.
 */
final class Json {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Appendable to;
    private boolean first = true;

    Json(Appendable to) {
        this.to = to;
    }

    /** Something that writes. */
    @FunctionalInterface
    interface Part {
        void write() throws IOException;
    }

    void object(Part members) throws IOException {
        enclosed('{', members, '}');
    }

    void array(Part elements) throws IOException {
        enclosed('[', elements, ']');
    }

    private void enclosed(char open, Part part, char close) throws IOException {
        separate();
        to.append(open);
        first = true;
        part.write();
        to.append(close);
        first = false;
    }

    /** The name of a member, whose value is written next. */
    Json name(String name) throws IOException {
        separate();
        quoted(name);
        to.append(':');
        first = true;
        return this;
    }

    void number(long number) throws IOException {
        separate();
        to.append(Long.toString(number));
    }

    void nothing() throws IOException {
        separate();
        to.append("null");
    }

    void text(String text) throws IOException {
        separate();
        quoted(text);
    }

    void texts(Iterable<String> texts) throws IOException {
        array(() -> {
            for (String text : texts) {
                text(text);
            }
        });
    }

    private void separate() throws IOException {
        if (!first) {
            to.append(',');
        }
        first = false;
    }

    private void quoted(String text) throws IOException {
        to.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            to.append(text, from, i);
            to.append("\\u")
                    .append(HEX[c >> 12])
                    .append(HEX[c >> 8 & 15])
                    .append(HEX[c >> 4 & 15])
                    .append(HEX[c & 15]);
            from = i + 1;
        }
        to.append(text, from, text.length()).append('"');
    }

    /** Above ASCII, escapes stand for halves of characters as well, which UTF-8 has not. */
    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
    }
}
