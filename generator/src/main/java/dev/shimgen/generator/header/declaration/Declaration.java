package dev.shimgen.generator.header.declaration;

/**
 * A declaration, split at the place where its name stands, or would stand.
 *
 * <p>The text is clang's own; only storage classes ({@code extern}, {@code typedef}) are gone.
 *
 * @param name the declared name, empty if there is none
 * @param before the text before the name, without trailing space: {@code const char *restrict}, {@code void (*}
 * @param after the text after the name: {@code [20]}, {@code )(void *)}; without the width of a bit-field
 * @param bitField whether a width followed
 */
public record Declaration(String name, String before, String after, boolean bitField) {

    /**
     * Splits a declaration of one name: a parameter, a field, a typedef, a variable.
     *
     * @throws DeclarationException if the text is no such declaration
     */
    public static Declaration parse(String text) throws DeclarationException {
        Tokens tokens = new Tokens(Bodies.elide(text));
        return parse(tokens, 0, tokens.count());
    }

    /** Splits the declaration that is made of the tokens from {@code start} to before {@code end}. */
    static Declaration parse(Tokens tokens, int start, int end) throws DeclarationException {
        int type = afterStorage(tokens, start);
        Place name = declaredName(tokens, type, end);
        boolean bitField = name.next() < end && tokens.first(name.next()) == ':';
        int last = bitField ? name.next() - 1 : end - 1;
        String after = tokens.text().substring(name.end(), Math.max(name.end(), tokens.end(last)));
        return new Declaration(name.in(tokens), name.before(tokens, type), after.strip(), bitField);
    }

    /** {@return the index of the first token from {@code start} on that is no storage class} */
    static int afterStorage(Tokens tokens, int start) {
        int index = start;
        while (tokens.isStorage(index)) {
            index++;
        }
        return index;
    }

    /**
     * Where a name stands.
     *
     * @param next index of the token after it
     * @param start where the name begins in the text
     * @param end where it ends; the same for a declaration without name
     */
    record Place(int next, int start, int end) {

        String in(Tokens tokens) {
            return tokens.text().substring(start, end);
        }

        String before(Tokens tokens, int type) {
            return tokens.text().substring(tokens.start(type), start).stripTrailing();
        }
    }

    /**
     * Finds the declared name: after the specifiers, inside the innermost grouping parentheses, and after the stars
     * (C11 6.7.6).
     */
    static Place declaredName(Tokens tokens, int type, int end) throws DeclarationException {
        int index = afterSpecifiers(tokens, type, end);
        while (index < end) {
            char c = tokens.first(index);
            if (c != '*' && !tokens.isQualifier(index) && !(c == '(' && groups(tokens, index))) {
                break;
            }
            index++;
        }
        if (index < end && tokens.isWord(index)) {
            return new Place(index + 1, tokens.start(index), tokens.end(index));
        }
        int nameless = tokens.end(index - 1);
        return new Place(index, nameless, nameless);
    }

    /** A parenthesis groups, rather than opens a parameter list, if a star or a single name follows. */
    private static boolean groups(Tokens tokens, int open) {
        boolean loneName = tokens.isWord(open + 1)
                && !tokens.isBasicType(open + 1)
                && !tokens.isMaybeType(open + 1)
                && tokens.first(open + 2) == ')'
                && tokens.first(open + 3) == '(';
        return loneName || tokens.first(open + 1) == '*';
    }

    private static int afterSpecifiers(Tokens tokens, int type, int end) throws DeclarationException {
        int index = type;
        boolean named = false;
        boolean basic = false;
        while (index < end && tokens.isWord(index)) {
            if (tokens.isQualifier(index) || tokens.isStorage(index)) {
                index++;
            } else if (!named && tokens.isBasicType(index)) {
                basic = true;
                index++;
            } else if (!named && tokens.isMaybeType(index) && completesType(tokens, type, index)) {
                basic = true;
                index++;
            } else if (!named && !basic) {
                index = tokens.isTagKeyword(index) ? afterTag(tokens, index) : index + 1;
                named = true;
            } else {
                break;
            }
        }
        if (!named && !basic) {
            throw new DeclarationException("a declaration without type", tokens.text());
        }
        return index;
    }

    /**
     * Whether a word that may be a type's name or a declared name is a type here: {@code _Float32} is one in {@code
     * _Complex _Float32 z}, and is the declared name in {@code typedef float _Float32}. A type contains at most one
     * such word, and beside it only {@code _Complex} and signs (C11 6.7.2p2).
     */
    private static boolean completesType(Tokens tokens, int type, int index) {
        for (int before = type; before < index; before++) {
            boolean goesWith = tokens.isQualifier(before)
                    || tokens.isStorage(before)
                    || tokens.is(before, "_Complex")
                    || (tokens.is(index, "__int128")
                            && (tokens.is(before, "unsigned")
                                    || tokens.is(before, "signed")
                                    || tokens.is(before, "__signed__")));
            if (!goesWith) {
                return false;
            }
        }
        return true;
    }

    private static int afterTag(Tokens tokens, int keyword) throws DeclarationException {
        int index = keyword + 1;
        if (tokens.isWord(index)) {
            index++;
        }
        return tokens.first(index) == '{' ? tokens.afterBracket(index) : index;
    }
}
