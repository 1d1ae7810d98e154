package dev.shimgen.cli.report;

import java.util.Locale;

/** Text from programs, in which nothing is invisible or turns its surroundings around. */
final class Printable {

    private Printable() {}

    /** {@return the text with control and format characters, and halves of characters, as escapes: {@code \012}, {@code \u202e}} */
    static String of(String text) {
        boolean plain = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        if (plain) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL -> printable.append(String.format(Locale.ROOT, "\\%03o", c));
                case Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> printable.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
