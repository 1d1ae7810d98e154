package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does (Shell Command Language, 2.2 Quoting), and does nothing else
 * that a shell does: no variables, no patterns, no redirection. For those, the command can be {@code sh -c '…'}.
 */
public final class CommandWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private CommandWords(String line) {
        this.line = line;
    }

    /**
     * {@return the words of a command line, none if it is blank}
     *
     * @throws GenerationException {@link Code#SG0603} if a quotation mark is left open, or a backslash is the last
     *     character
     */
    public static List<String> split(String line) throws GenerationException {
        return new CommandWords(line).split();
    }

    private List<String> split() throws GenerationException {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> append(c);
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted() throws GenerationException {
        int start = at;
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw open("'", start);
        }
        inWord = true;
        word.append(line, start, end);
        at = end + 1;
    }

    private void doubleQuoted() throws GenerationException {
        int start = at;
        inWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            // Inside double quotes a backslash is itself, except before these (POSIX 2.2.3).
            if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                c = line.charAt(at++);
            }
            word.append(c);
        }
        throw open("\"", start);
    }

    private void escaped() throws GenerationException {
        if (at == line.length()) {
            throw open("\\", at);
        }
        append(line.charAt(at++));
    }

    private GenerationException open(String mark, int column) {
        return new GenerationException(
                Code.SG0603, "shimgen.command: the " + mark + " at column " + column + " is not closed: " + line, null);
    }
}
