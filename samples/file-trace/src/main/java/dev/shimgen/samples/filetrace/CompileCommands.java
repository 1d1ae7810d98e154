package dev.shimgen.samples.filetrace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How each source was compiled: a compilation database, as clang's "JSON Compilation Database Format Specification" has it. */
final class CompileCommands {

    /**
     * How a source was compiled.
     *
     * @param directory the current folder
     * @param file the source, an absolute name
     * @param arguments with the compiler as the first one, and no other source
     * @param output what {@code -o} names, an absolute name
     */
    record Entry(String directory, String file, List<String> arguments, Optional<String> output) {}

    private final Set<Entry> entries = new LinkedHashSet<>();
    private final List<String> cut = new ArrayList<>();

    /** Adds a program that was run, if it is a compiler. */
    void ran(Executions.Execution execution) {
        Optional<CompilerCommand> command = CompilerCommand.of(execution);
        if (command.isEmpty()) {
            return;
        }
        String folder = execution.folder();
        if (!execution.whole()) {
            cut.addAll(command.get().sources().stream()
                    .map(source -> absolute(folder, source))
                    .toList());
        }
        for (int place : command.get().places()) {
            entries.add(new Entry(
                    folder,
                    absolute(folder, command.get().arguments().get(place)),
                    command.get().argumentsFor(place),
                    command.get().output().map(output -> absolute(folder, output))));
        }
    }

    private static String absolute(String folder, String name) {
        return FileNames.normal(name.startsWith("/") ? name : folder + "/" + name);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** {@return the sources whose commands are so long that their ends are not known, and stand here without them} */
    List<String> cut() {
        return List.copyOf(cut);
    }

    /** {@return the entries, as {@code compile_commands.json} has them} */
    String json() {
        List<String> objects = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> fields = new ArrayList<>();
            fields.add("\"directory\": " + quoted(entry.directory()));
            fields.add("\"file\": " + quoted(entry.file()));
            fields.add("\"arguments\": ["
                    + String.join(
                            ", ",
                            entry.arguments().stream()
                                    .map(CompileCommands::quoted)
                                    .toList())
                    + "]");
            entry.output().ifPresent(output -> fields.add("\"output\": " + quoted(output)));
            objects.add("  {\n    " + String.join(",\n    ", fields) + "\n  }");
        }
        return objects.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", objects) + "\n]\n";
    }

    /** RFC 8259, 7. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
