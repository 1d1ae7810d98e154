package dev.shimgen.samples.filetrace;

import java.util.ArrayList;
import java.util.List;

/** Reads the argument lists that strace and our own trace print: both quote strings as C does. */
final class QuotedText {

    private final String line;
    private int at;

    private QuotedText(String line, int at) {
        this.line = line;
        this.at = at;
    }

    /**
     * The strings that stand directly in an argument list, not those inside a struct or an array; each byte as one
     * character.
     *
     * @param line the whole line
     * @param open the index of the list's opening parenthesis
     */
    static List<String> topLevelStrings(String line, int open) {
        return new QuotedText(line, open + 1).strings();
    }

    private List<String> strings() {
        List<String> found = new ArrayList<>();
        int depth = 0;
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case '"' -> {
                    String text = string();
                    if (depth == 0) {
                        found.add(text);
                    }
                }
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> {
                    if (depth-- == 0) {
                        return found;
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        while (line.charAt(at) != '"') {
            char c = line.charAt(at++);
            text.append(c == '\\' ? escape() : c);
        }
        at++;
        return text.toString();
    }

    private char escape() {
        char c = line.charAt(at++);
        if (c == 'x') {
            at += 2;
            return (char) Integer.parseInt(line.substring(at - 2, at), 16);
        }
        if (c >= '0' && c <= '7') {
            int end = at;
            while (end < at + 2 && line.charAt(end) >= '0' && line.charAt(end) <= '7') {
                end++;
            }
            char value = (char) Integer.parseInt(line.substring(at - 1, end), 8);
            at = end;
            return value;
        }
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'v' -> 0x0b;
            case 'f' -> '\f';
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 'e' -> 0x1b;
            default -> c;
        };
    }
}
