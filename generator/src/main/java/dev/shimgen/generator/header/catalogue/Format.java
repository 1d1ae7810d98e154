package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.CType;

/** What writer and reader of catalogue files share; the package's description has the whole format. */
final class Format {

    static final String FIRST_LINE = "shimgen-catalogue 1";
    static final String PLATFORM = "platform ";
    static final String LIBC = "libc ";
    static final String PUBLIC = "[public]";
    static final String TYPEDEFS = "[typedefs]";
    static final String STRUCTS = "[structs]";
    static final String FUNCTIONS = "[functions]";
    static final String CONSTANTS = "[constants]";
    static final String REACHED = "[reached]";
    static final String SKIPPED = "[skipped]";
    static final String END = "[end]";

    /** Marks the place of the name in a field's type; not a character of C's syntax. */
    static final char NAME = '@';

    private Format() {}

    static char letter(CType.Carrier carrier) {
        return switch (carrier) {
            case VOID -> 'v';
            case BOOL -> 'z';
            case INT8 -> 'b';
            case INT16 -> 'h';
            case INT32 -> 'i';
            case INT64 -> 'l';
            case FLOAT -> 'f';
            case DOUBLE -> 'd';
            case POINTER -> 'p';
            case STRUCT -> 's';
            case VA_LIST -> 'a';
            case OPAQUE -> 'o';
        };
    }

    /** {@return the carrier that a letter stands for} */
    static CType.Carrier carrier(char letter) {
        return switch (letter) {
            case 'v' -> CType.Carrier.VOID;
            case 'z' -> CType.Carrier.BOOL;
            case 'b' -> CType.Carrier.INT8;
            case 'h' -> CType.Carrier.INT16;
            case 'i' -> CType.Carrier.INT32;
            case 'l' -> CType.Carrier.INT64;
            case 'f' -> CType.Carrier.FLOAT;
            case 'd' -> CType.Carrier.DOUBLE;
            case 'p' -> CType.Carrier.POINTER;
            case 's' -> CType.Carrier.STRUCT;
            case 'a' -> CType.Carrier.VA_LIST;
            case 'o' -> CType.Carrier.OPAQUE;
            default -> throw new IllegalArgumentException("'" + letter + "' is no carrier");
        };
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("a backslash at the end");
                }
                c = switch (text.charAt(i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '\\' -> '\\';
                    default -> throw new IllegalArgumentException("\\" + text.charAt(i) + " is no escape");
                };
            }
            out.append(c);
        }
        return out.toString();
    }
}
