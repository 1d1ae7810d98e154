package dev.shimgen.generator.header.jextract;

import java.util.ArrayList;
import java.util.List;

/**
 * A Java expression of the few forms that jextract writes layouts in: names, numbers, strings, and calls on them.
 *
 * @param name dotted, {@code allok_h.C_INT} or {@code MemoryLayout.structLayout}; a number or a string's content
 * @param arguments of the call
 * @param calls those made on the result: {@code .withName("x")}
 */
record LayoutExpression(String name, List<LayoutExpression> arguments, List<LayoutExpression> calls) {

    LayoutExpression {
        arguments = List.copyOf(arguments);
        calls = List.copyOf(calls);
    }

    static LayoutExpression parse(String text) throws OutputException {
        Reader reader = new Reader(text);
        LayoutExpression expression = reader.expression();
        reader.skipBlanks();
        if (reader.at != text.length()) {
            throw reader.unexpected();
        }
        return expression;
    }

    /** {@return the name's last part} */
    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    long number() throws OutputException {
        try {
            return Long.parseLong(name.endsWith("L") ? name.substring(0, name.length() - 1) : name);
        } catch (NumberFormatException e) {
            throw new OutputException("not a number: " + name, e);
        }
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        LayoutExpression expression() throws OutputException {
            skipBlanks();
            if (peek() == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    throw unexpected();
                }
                String content = text.substring(at + 1, end);
                at = end + 1;
                return new LayoutExpression(content, List.of(), List.of());
            }
            String name = word();
            List<LayoutExpression> calls = new ArrayList<>();
            List<LayoutExpression> arguments = peek() == '(' ? arguments() : List.of();
            skipBlanks();
            while (peek() == '.') {
                at++;
                String next = word();
                if (peek() != '(') {
                    name = name + "." + next;
                } else if (calls.isEmpty() && arguments.isEmpty() && !next.startsWith("with")) {
                    name = name + "." + next;
                    arguments = arguments();
                } else {
                    calls.add(new LayoutExpression(next, arguments(), List.of()));
                }
                skipBlanks();
            }
            return new LayoutExpression(name, arguments, calls);
        }

        private List<LayoutExpression> arguments() throws OutputException {
            List<LayoutExpression> arguments = new ArrayList<>();
            expect('(');
            skipBlanks();
            if (peek() == ')') {
                at++;
                return arguments;
            }
            while (true) {
                arguments.add(expression());
                skipBlanks();
                if (peek() != ',') {
                    break;
                }
                at++;
            }
            expect(')');
            return arguments;
        }

        private String word() throws OutputException {
            skipBlanks();
            int start = at;
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            if (start == at) {
                throw unexpected();
            }
            return text.substring(start, at);
        }

        private void expect(char wanted) throws OutputException {
            skipBlanks();
            if (peek() != wanted) {
                throw unexpected();
            }
            at++;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        OutputException unexpected() {
            return new OutputException("not a layout: " + text.strip());
        }
    }
}
