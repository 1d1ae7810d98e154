package dev.shimgen.generator.header.declaration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The C tokens of one declaration, with their positions in its text. There are no comments and no directives in it. */
final class Tokens {

    private enum Kind {
        QUALIFIER,
        STORAGE,
        BASIC_TYPE,
        /** A keyword of some compilers, languages or headers, and a name that other headers declare. */
        MAYBE_TYPE,
        TAG_KEYWORD,
        OTHER_WORD,
        PUNCTUATION
    }

    private static final Map<String, Kind> KEYWORDS = keywords();

    private final String text;
    private int[] starts = new int[48];
    private int[] ends = new int[48];
    private Kind[] kinds = new Kind[48];
    private int count;

    Tokens(String text) throws DeclarationException {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || Character.isWhitespace(c)) {
                at++;
                continue;
            }
            int end = endOfToken(at);
            add(
                    at,
                    end,
                    isWordPart(c) ? KEYWORDS.getOrDefault(text.substring(at, end), Kind.OTHER_WORD) : Kind.PUNCTUATION);
            at = end;
        }
    }

    private static Map<String, Kind> keywords() {
        Map<String, Kind> keywords = new HashMap<>();
        for (String word : List.of(
                "const", "volatile", "restrict", "_Atomic", "__const", "__restrict", "__restrict__", "__volatile__")) {
            keywords.put(word, Kind.QUALIFIER);
        }
        for (String word : List.of(
                "extern", "static", "typedef", "inline", "register", "_Noreturn", "__extension__", "__inline")) {
            keywords.put(word, Kind.STORAGE);
        }
        for (String word : List.of(
                "void",
                "char",
                "short",
                "int",
                "long",
                "float",
                "double",
                "signed",
                "unsigned",
                "_Bool",
                "_Complex",
                "__signed__")) {
            keywords.put(word, Kind.BASIC_TYPE);
        }
        // C23 6.4.1 and <stdbool.h>; TS 18661-3, whose types glibc's <bits/floatn-common.h> declares itself where the
        // compiler lacks them; gcc's manual, 6.11-6.14.
        for (String word : List.of(
                "bool",
                "_Float16",
                "_Float32",
                "_Float32x",
                "_Float64",
                "_Float64x",
                "_Float128",
                "__float128",
                "__int128")) {
            keywords.put(word, Kind.MAYBE_TYPE);
        }
        for (String word : List.of("struct", "union", "enum")) {
            keywords.put(word, Kind.TAG_KEYWORD);
        }
        return keywords;
    }

    private int endOfToken(int at) throws DeclarationException {
        char c = text.charAt(at);
        int end = at + 1;
        if (isWordPart(c)) {
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            return end;
        }
        if (text.startsWith("...", at)) {
            return at + 3;
        }
        if ("*()[]{},;:=+-/<>|&".indexOf(c) < 0) {
            throw new DeclarationException("unexpected '" + c + "'", text);
        }
        return end;
    }

    private void add(int start, int end, Kind kind) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count] = kind;
        count++;
    }

    /** {@return the index after the token that closes the bracket at {@code open}} */
    int afterBracket(int open) throws DeclarationException {
        int depth = 0;
        for (int i = open; i < count; i++) {
            switch (first(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new DeclarationException("a bracket is not closed", text);
    }

    /**
     * {@return the index of the first token from {@code index} on that is outside brackets and is one of these
     * characters}
     */
    int next(int index, String punctuation, int end) throws DeclarationException {
        int at = index;
        while (at < end) {
            char c = first(at);
            if (punctuation.indexOf(c) >= 0) {
                return at;
            }
            at = c == '(' || c == '[' || c == '{' ? afterBracket(at) : at + 1;
        }
        return end;
    }

    int count() {
        return count;
    }

    String text() {
        return text;
    }

    /** {@return the first character of a token; NUL after the last one} */
    char first(int index) {
        return index < count ? text.charAt(starts[index]) : '\0';
    }

    boolean is(int index, String expected) {
        return index < count
                && ends[index] - starts[index] == expected.length()
                && text.startsWith(expected, starts[index]);
    }

    String get(int index) {
        return text.substring(starts[index], ends[index]);
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    boolean isWord(int index) {
        return index < count && kinds[index] != Kind.PUNCTUATION;
    }

    boolean isQualifier(int index) {
        return index < count && kinds[index] == Kind.QUALIFIER;
    }

    boolean isStorage(int index) {
        return index < count && kinds[index] == Kind.STORAGE;
    }

    boolean isBasicType(int index) {
        return index < count && kinds[index] == Kind.BASIC_TYPE;
    }

    /** {@return whether the word is a type's name or a declared name, depending on the words before it} */
    boolean isMaybeType(int index) {
        return index < count && kinds[index] == Kind.MAYBE_TYPE;
    }

    boolean isTagKeyword(int index) {
        return index < count && kinds[index] == Kind.TAG_KEYWORD;
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    }
}
