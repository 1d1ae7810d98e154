package dev.shimgen.generator.header.jextract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the classes of one generated Java file.
 *
 * <p>javac's parser would do the same in ten times the time, for the ten megabytes that a full run leaves behind. Only
 * the shape is needed (which member has which javadoc), so this class understands brackets, literals and comments, and
 * keeps the text of members unparsed.
 */
final class JavaScanner {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final String file;
    private final String text;
    private int at;
    private String comment = "";

    private JavaScanner(JavaSource source) {
        this.file = source.file();
        this.text = source.text();
    }

    /**
     * Reads a file.
     *
     * @throws OutputException if brackets, literals or comments are not closed, or there is no class
     */
    static List<JavaClass> scan(JavaSource source) throws OutputException {
        JavaScanner scanner = new JavaScanner(source);
        Members members = scanner.members("");
        if (scanner.at < scanner.text.length()) {
            throw scanner.unexpected();
        }
        if (members.classes.isEmpty()) {
            throw new OutputException("no class in it").in(source.file(), source.text());
        }
        return members.classes;
    }

    private static final class Members {
        final List<JavaClass.Field> fields = new ArrayList<>();
        final List<JavaClass.Method> methods = new ArrayList<>();
        final List<JavaClass> classes = new ArrayList<>();
    }

    /** Reads members up to the closing brace, which is left unread, or to the end of the file. */
    private Members members(String outer) throws OutputException {
        Members members = new Members();
        comment = "";
        skipBlanksAndComments();
        while (at < text.length() && text.charAt(at) != '}') {
            String doc = comment;
            int start = at;
            char end = endOfHeader();
            String header = text.substring(start, at).strip();
            if (end == '=') {
                int value = ++at;
                skipTo(';');
                members.fields.add(field(header, text.substring(value, at).strip(), doc));
                at++;
            } else if (end == '{') {
                at++;
                String className = className(header);
                if (!className.isEmpty()) {
                    String path = outer.isEmpty() ? className : outer + "." + className;
                    Members inner = members(path);
                    members.classes.add(new JavaClass(
                            file,
                            path,
                            extended(header),
                            Javadoc.snippet(doc),
                            Javadoc.firstLine(doc),
                            inner.fields,
                            inner.methods,
                            inner.classes));
                } else {
                    int body = at;
                    skipTo('}');
                    members.methods.add(method(header, body, doc));
                }
                if (at >= text.length()) {
                    throw unexpected();
                }
                at++;
            } else {
                // A package or import line, or a field without value.
                at++;
            }
            comment = "";
            skipBlanksAndComments();
        }
        return members;
    }

    private JavaClass.Method method(String header, int body, String doc) {
        String snippet = Javadoc.snippet(doc);
        int open = header.indexOf('(');
        String name = open < 0 ? "" : header.substring(header.lastIndexOf(' ', open) + 1, open);
        // A body is needed only for a member with a snippet: most of the text is never copied.
        String code = snippet.isEmpty() ? "" : text.substring(body, at);
        return new JavaClass.Method(name, snippet, Javadoc.firstLine(doc), code);
    }

    private static JavaClass.Field field(String header, String value, String doc) {
        int name = header.lastIndexOf(' ') + 1;
        String before = header.substring(0, name).strip();
        return new JavaClass.Field(
                before.substring(before.lastIndexOf(' ') + 1), header.substring(name), value, Javadoc.snippet(doc));
    }

    private static String className(String header) {
        String[] words = BLANKS.split(header, -1);
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("class") || words[i].equals("interface") || words[i].equals("record")) {
                return words[i + 1];
            }
        }
        return "";
    }

    private static String extended(String header) {
        int at = header.indexOf(" extends ");
        return at < 0
                ? ""
                : BLANKS.split(header.substring(at + " extends ".length()).strip(), -1)[0];
    }

    /** Goes to the first equals sign, brace or semicolon of a member that is in no parentheses, and returns it. */
    private char endOfHeader() throws OutputException {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && (c == '=' || c == '{' || c == ';')) {
                return c;
            }
            at++;
        }
        throw unexpected();
    }

    /** Goes to {@code end}, over nested brackets, literals and comments. */
    private void skipTo(char end) throws OutputException {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && c == end) {
                return;
            }
            switch (c) {
                case '(', '{', '[' -> depth++;
                case ')', '}', ']' -> depth--;
                case '"', '\'' -> skipLiteral(c);
                case '/' -> skipComment();
                default -> {}
            }
            at++;
        }
        throw unexpected();
    }

    /** Goes to the closing quote. */
    private void skipLiteral(char quote) throws OutputException {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n') {
                throw unexpected();
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
    }

    /** Goes to the last character of a comment, if one begins here; keeps its text. */
    private boolean skipComment() throws OutputException {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() - 1 : end;
            return true;
        }
        if (!text.startsWith("/*", at)) {
            return false;
        }
        int end = Javadoc.end(text, at);
        if (end < 0) {
            throw unexpected();
        }
        comment = text.substring(at, end);
        at = end - 1;
        return true;
    }

    private void skipBlanksAndComments() throws OutputException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!Character.isWhitespace(c) && !(c == '/' && skipComment())) {
                return;
            }
            at++;
        }
    }

    private OutputException unexpected() {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = Math.max(1, before.lines().count());
        String last = text.lines().skip(line - 1).findFirst().orElse("");
        return new OutputException("not Java source (line " + line + ")").in(file, last);
    }
}
