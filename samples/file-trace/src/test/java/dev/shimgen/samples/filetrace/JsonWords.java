package dev.shimgen.samples.filetrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a compilation database: an array of objects, which have strings and arrays of strings. */
final class JsonWords {

    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[\\[\\]{}]");

    private JsonWords() {}

    /** {@return the entries} */
    static List<CompileCommands.Entry> entries(String json) {
        List<CompileCommands.Entry> entries = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int depth = 0; // in the array, in an object, in its arguments
        Matcher token = TOKEN.matcher(json);
        while (token.find()) {
            switch (token.group()) {
                case "[", "{" -> depth++;
                case "]" -> depth--;
                case "}" -> {
                    depth--;
                    fields.remove("arguments");
                    entries.add(new CompileCommands.Entry(
                            value(fields, "directory").orElseThrow(),
                            value(fields, "file").orElseThrow(),
                            List.copyOf(arguments),
                            value(fields, "output")));
                    fields.clear();
                    arguments.clear();
                }
                default -> (depth == 3 ? arguments : fields).add(text(token.group(1)));
            }
        }
        return entries;
    }

    /** Names and values take turns. */
    private static Optional<String> value(List<String> fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i).equals(name)) {
                return Optional.of(fields.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static String text(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
