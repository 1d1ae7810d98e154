package dev.shimgen.generator.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The strings among the arguments of a call, which strace writes as C does; in the result each character is one byte.
 */
final class StraceStrings {

    private StraceStrings() {}

    /** {@return all strings in order, including those inside lists} */
    static List<String> of(String arguments) {
        List<String> strings = new ArrayList<>();
        for (int at = arguments.indexOf('"'); at >= 0; at = arguments.indexOf('"', at)) {
            StringBuilder text = new StringBuilder();
            at = read(arguments, at + 1, text);
            strings.add(text.toString());
        }
        return strings;
    }

    /** {@return the index behind the closing quotation mark} */
    private static int read(String arguments, int from, StringBuilder text) {
        int at = from;
        while (at < arguments.length() && arguments.charAt(at) != '"') {
            char c = arguments.charAt(at++);
            if (c != '\\' || at == arguments.length()) {
                text.append(c);
                continue;
            }
            c = arguments.charAt(at++);
            switch (c) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'f' -> text.append('\f');
                case 'v' -> text.append('\u000b');
                default -> {
                    if (c < '0' || c > '7') {
                        text.append(c);
                        break;
                    }
                    int value = c - '0';
                    for (int digits = 1;
                            digits < 3 && at < arguments.length() && isOctal(arguments.charAt(at));
                            digits++) {
                        value = value * 8 + arguments.charAt(at++) - '0';
                    }
                    text.append((char) value);
                }
            }
        }
        return Math.min(arguments.length(), at + 1);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }
}
