package dev.shimgen.generator.header.jextract;

/** The text between the quotes of Java string literals. */
final class JavaLiterals {

    private JavaLiterals() {}

    /** {@return the text that a literal stands for (JLS 3.10.7, and 3.3 for Unicode escapes)} */
    static String unescape(String inside) {
        if (inside.indexOf('\\') < 0) {
            return inside;
        }
        StringBuilder out = new StringBuilder(inside.length());
        int at = 0;
        while (at < inside.length()) {
            char c = inside.charAt(at++);
            if (c != '\\' || at == inside.length()) {
                out.append(c);
                continue;
            }
            char kind = inside.charAt(at++);
            if (kind == 'u' && at + 4 <= inside.length()) {
                out.append((char) Integer.parseInt(inside.substring(at, at + 4), 16));
                at += 4;
            } else {
                out.append(simple(kind));
            }
        }
        return out.toString();
    }

    private static char simple(char kind) {
        return switch (kind) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 's' -> ' ';
            case '0' -> '\0';
            default -> kind;
        };
    }
}
