package dev.shimgen.cli;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern as {@link java.nio.file.FileSystem#getPathMatcher} has it, which is for texts: Java's own takes no path that this
 * process's locale lacks, and its {@code **} stops at the end of a line, which may be within a path.
 */
final class Glob {

    private final String glob;
    private final Pattern pattern;
    private int at;

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException if that cannot be
     */
    Glob(String glob) {
        this.glob = glob;
        StringBuilder regex = new StringBuilder();
        boolean group = false;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> regex.append(isNext('*') ? ".*" : "[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> regex.append(oneOf());
                case '\\' -> regex.append(literal(escaped()));
                case '{' -> {
                    if (group) {
                        throw wrong("a group in a group");
                    }
                    group = true;
                    regex.append("(?:(?:");
                }
                case '}' -> {
                    regex.append(group ? "))" : "\\}");
                    group = false;
                }
                case ',' -> regex.append(group ? ")|(?:" : ",");
                default -> regex.append(literal(c));
            }
        }
        if (group) {
            throw wrong("a { without a }");
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private boolean isNext(char c) {
        boolean is = at < glob.length() && glob.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    private char escaped() {
        if (at == glob.length()) {
            throw wrong("nothing follows the last \\");
        }
        return glob.charAt(at++);
    }

    /** What is in brackets: never a slash. */
    private String oneOf() {
        StringBuilder regex = new StringBuilder("[[^/]&&[").append(isNext('!') ? "^" : "");
        boolean empty = true;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            if (c == ']' && !empty) {
                return regex.append("]]").toString();
            }
            if (c == '/') {
                throw wrong("a slash in brackets");
            }
            empty = false;
            boolean range = at + 1 < glob.length() && glob.charAt(at) == '-' && glob.charAt(at + 1) != ']';
            regex.append(literal(c));
            if (range) {
                char last = glob.charAt(at + 1);
                if (last < c) {
                    throw wrong("a range that ends before it begins");
                }
                regex.append('-').append(literal(last));
                at += 2;
            }
        }
        throw wrong("a [ without a ]");
    }

    private static String literal(char c) {
        boolean plain = Character.isLetterOrDigit(c) || c > 0x7f || c <= ' ' || c == '/' || c == '_';
        return plain ? String.valueOf(c) : "\\" + c;
    }

    private PatternSyntaxException wrong(String why) {
        return new PatternSyntaxException(why, glob, at);
    }

    boolean matches(CharSequence text) {
        return pattern.matcher(text).matches();
    }

    /** {@return the pattern} */
    @Override
    public String toString() {
        return glob;
    }
}
