package dev.shimgen.generator.diagnostic;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message to the user.
 *
 * @param code what kind of message
 * @param severity whether the run can go on
 * @param position where, or {@code null} when the message is about no file in particular
 * @param message what is wrong and what to do about it; one or more lines, no trailing line end
 */
public record Diagnostic(
        Code code, Severity severity, @Nullable SourcePosition position, String message) {

    /** Replaces control characters: a message may quote what an author wrote, which must not control the terminal. */
    public Diagnostic {
        message = message.codePoints().mapToObj(Diagnostic::printable).collect(Collectors.joining());
    }

    private static String printable(int c) {
        boolean harmless = !Character.isISOControl(c) || c == '\n' || c == '\t';
        return harmless ? Character.toString(c) : String.format("\\u%04x", c);
    }

    /** Whether a message ends the run. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Diagnostic error(Code code, @Nullable SourcePosition position, String message) {
        return new Diagnostic(code, Severity.ERROR, position, message);
    }

    public static Diagnostic warning(Code code, @Nullable SourcePosition position, String message) {
        return new Diagnostic(code, Severity.WARNING, position, message);
    }

    /** {@return the message in javac's form: {@code file:line:column: error: [SGnnnn] …}, the source line and a caret} */
    public String format() {
        String label = severity == Severity.ERROR ? "error" : "warning";
        if (position == null) {
            return label + ": [" + code + "] " + message;
        }
        StringBuilder out = new StringBuilder();
        out.append(position.file())
                .append(':')
                .append(position.line())
                .append(':')
                .append(position.column());
        out.append(": ").append(label).append(": [").append(code).append("] ").append(message);
        String text = position.text();
        if (text != null) {
            out.append('\n').append(text).append('\n').append(caretLine(text, position.column()));
        }
        return out.toString();
    }

    /** Tabs are kept, so that the caret stands below its column in every viewer. */
    private static String caretLine(String text, long column) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < column - 1; i++) {
            line.append(i < text.length() && text.charAt(i) == '\t' ? '\t' : ' ');
        }
        return line.append('^').toString();
    }

    @Override
    public String toString() {
        return format();
    }
}
