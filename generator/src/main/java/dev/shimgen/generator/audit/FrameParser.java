package dev.shimgen.generator.audit;

import org.jspecify.annotations.Nullable;

/**
 * Reads a line of a stack as {@code strace -k} prints it: {@code " > /usr/lib/libc.so.6(fstatat+0xa) [0xf786a]"}.
 *
 * <p>Nothing is quoted: a file's path may contain parentheses, and so may a C++ name. So the line is read from its end.
 */
final class FrameParser {

    private static final String START = " > ";
    private static final String DELETED = " (deleted)";

    private FrameParser() {}

    static boolean isFrame(String line) {
        return line.startsWith(START);
    }

    /** {@return the frame; one without file and symbol if the line is a message of the unwinder} */
    static Frame parse(String line) {
        String text = line.substring(START.length());
        int bracket = text.lastIndexOf(" [0x");
        if (bracket < 0 || !text.endsWith("]")) {
            return new Frame("", "", 0, 0);
        }
        long offset = hex(text.substring(bracket + 4, text.length() - 1));
        String place = text.substring(0, bracket);
        int open = opening(place);
        if (open < 0) {
            return new Frame("", "", 0, offset);
        }
        String file = place.substring(0, open);
        if (file.endsWith(DELETED)) {
            file = file.substring(0, file.length() - DELETED.length());
        }
        String symbol = place.substring(open + 1, place.length() - 1);
        int plus = symbol.lastIndexOf("+0x");
        return plus < 0
                ? new Frame(file, symbol, 0, offset)
                : new Frame(file, symbol.substring(0, plus), hex(symbol.substring(plus + 3)), offset);
    }

    /** {@return the index of the parenthesis that the last character closes, or -1} */
    private static int opening(String place) {
        int depth = 0;
        for (int i = place.length() - 1; i >= 0 && place.endsWith(")"); i--) {
            if (place.charAt(i) == ')') {
                depth++;
            } else if (place.charAt(i) == '(' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static long hex(String digits) {
        Long value = parseHex(digits);
        return value == null ? 0 : value;
    }

    private static @Nullable Long parseHex(String digits) {
        return digits.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(digits, 16) : null;
    }
}
