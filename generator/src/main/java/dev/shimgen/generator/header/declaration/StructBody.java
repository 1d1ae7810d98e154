package dev.shimgen.generator.header.declaration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a struct's or union's definition between the braces.
 *
 * @param union whether it is a union
 * @param tag its tag, empty if it has none
 * @param members in order of declaration
 */
public record StructBody(boolean union, String tag, List<Member> members) {

    public StructBody {
        members = List.copyOf(members);
    }

    /**
     * One member.
     *
     * @param declaration its name and type; the name is empty for an anonymous member and for an unnamed bit-field
     * @param body the body of a struct or union that is defined in the member's declaration, or {@code null}
     */
    public record Member(Declaration declaration, @Nullable StructBody body) {
        /** {@return whether the names of the body's members belong to the enclosing struct (C11 6.7.2.1 §13)} */
        public boolean isAnonymous() {
            return body != null && body.tag().isEmpty() && declaration.name().isEmpty() && !declaration.bitField();
        }
    }

    /**
     * Reads a definition.
     *
     * @param text {@code struct stat { … }} or {@code union { … }}, with or without a declarator behind it
     * @throws DeclarationException if the text defines no struct and no union
     */
    public static StructBody parse(String text) throws DeclarationException {
        StructBody body = firstBody(text);
        if (body == null) {
            throw new DeclarationException("neither struct nor union is defined here", text);
        }
        return body;
    }

    /** {@return the body of the outermost struct or union that {@code text} defines, {@code null} if there is none} */
    private static @Nullable StructBody firstBody(String text) throws DeclarationException {
        if (text.indexOf('{') < 0) {
            return null;
        }
        Tokens tokens = new Tokens(text);
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.is(i, "(")) {
                return null;
            }
            int open = tokens.isWord(i + 1) ? i + 2 : i + 1;
            if ((tokens.is(i, "struct") || tokens.is(i, "union")) && tokens.is(open, "{")) {
                String tag = open == i + 2 ? tokens.get(i + 1) : "";
                return new StructBody(tokens.is(i, "union"), tag, members(text, tokens, open));
            }
        }
        return null;
    }

    private static List<Member> members(String text, Tokens tokens, int open) throws DeclarationException {
        List<Member> members = new ArrayList<>();
        int close = tokens.afterBracket(open) - 1;
        int start = open + 1;
        while (start < close) {
            int end = tokens.next(start, ";", close);
            if (end == close) {
                throw new DeclarationException("a member without semicolon", text);
            }
            members.add(member(text.substring(tokens.start(start), tokens.start(end))));
            start = end + 1;
        }
        return members;
    }

    private static Member member(String text) throws DeclarationException {
        return new Member(Declaration.parse(text), firstBody(text));
    }
}
