package dev.shimgen.generator.header.declaration;

/** The bodies in braces that clang prints after a tag, if the struct, union or enum was defined in that place. */
final class Bodies {

    private Bodies() {}

    /** {@return the declaration on one line, without the bodies of tagged types: the tag alone names the type} */
    static String elide(String text) throws DeclarationException {
        if (text.indexOf('{') < 0) {
            return text.indexOf('\n') < 0 ? text : onOneLine(text);
        }
        Tokens tokens = new Tokens(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 2 < tokens.count(); i++) {
            if (tokens.isTagKeyword(i) && tokens.isWord(i + 1) && tokens.is(i + 2, "{")) {
                int after = tokens.afterBracket(i + 2);
                out.append(text, from, tokens.end(i + 1));
                from = tokens.end(after - 1);
                i = after - 1;
            }
        }
        return onOneLine(out.append(text, from, text.length()).toString());
    }

    private static String onOneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }
}
