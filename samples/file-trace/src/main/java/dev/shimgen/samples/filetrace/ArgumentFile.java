package dev.shimgen.samples.filetrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of arguments, {@code @file}: gcc(1), "Overall Options". */
final class ArgumentFile {

    /** A file may name itself. */
    private static final int DEEPEST = 10;

    private ArgumentFile() {}

    /**
     * {@return arguments, with what the files have in place of those that name them} A file that is not there any more, or cannot be
     * read, stays as it is named.
     *
     * @param folder where names of files begin
     */
    static List<String> expand(List<String> arguments, String folder) {
        return expand(arguments, folder, 0);
    }

    private static List<String> expand(List<String> arguments, String folder, int depth) {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            Optional<List<String>> inside = argument.startsWith("@") && depth < DEEPEST
                    ? read(Path.of(folder).resolve(argument.substring(1)))
                    : Optional.empty();
            if (inside.isPresent()) {
                expanded.addAll(expand(inside.get(), folder, depth + 1));
            } else {
                expanded.add(argument);
            }
        }
        return expanded;
    }

    private static Optional<List<String>> read(Path file) {
        try {
            return Optional.of(split(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty(); // then the compiler has read it, and removed it, or has found none
        }
    }

    /** Words are apart by white space; quotes and backslashes keep it together. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                word.append(text.charAt(i));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
