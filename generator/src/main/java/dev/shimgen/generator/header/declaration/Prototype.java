package dev.shimgen.generator.header.declaration;

import java.util.ArrayList;
import java.util.List;

/**
 * A function's declaration, split into its types.
 *
 * @param name the function's name
 * @param resultBefore the text of the result type before the name and the parameter list
 * @param resultAfter the text after the parameter list, not empty for a function that returns a pointer to a function
 * @param parameters without the variadic tail
 * @param variadic whether the list ends in {@code ...}
 */
public record Prototype(
        String name, String resultBefore, String resultAfter, List<Declaration> parameters, boolean variadic) {

    public Prototype {
        parameters = List.copyOf(parameters);
    }

    /**
     * Splits a prototype.
     *
     * @param text {@code extern int access(const char *__name, int __type)}; {@code extern} may be missing
     * @throws DeclarationException if the text declares no function
     */
    public static Prototype parse(String text) throws DeclarationException {
        Tokens tokens = new Tokens(Bodies.elide(text));
        int type = Declaration.afterStorage(tokens, 0);
        Declaration.Place name = Declaration.declaredName(tokens, type, tokens.count());
        int open = name.next();
        if (name.start() == name.end() || tokens.first(open) != '(') {
            throw new DeclarationException("not a function", text);
        }
        int close = tokens.afterBracket(open) - 1;
        List<Declaration> parameters = new ArrayList<>();
        boolean variadic = false;
        int start = open + 1;
        while (start < close) {
            int end = tokens.next(start, ",", close);
            if (end == start || end == close - 1) {
                throw new DeclarationException("an empty parameter", text);
            }
            if (tokens.is(start, "...")) {
                variadic = true;
            } else if (!isVoid(tokens, start, open, close)) {
                parameters.add(Declaration.parse(tokens, start, end));
            }
            start = end + 1;
        }
        String result = tokens.text().substring(tokens.end(close)).strip();
        return new Prototype(name.in(tokens), name.before(tokens, type), result, parameters, variadic);
    }

    /** {@return a prototype on one line, without the bodies of structs and enums that it mentions} */
    public static String onOneLine(String text) throws DeclarationException {
        return Bodies.elide(text);
    }

    /** {@code (void)} means that there are no parameters. */
    private static boolean isVoid(Tokens tokens, int index, int open, int close) {
        return close == open + 2 && tokens.is(index, "void");
    }
}
