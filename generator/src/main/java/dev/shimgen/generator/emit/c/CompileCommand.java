package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.toolchain.LibraryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the C becomes a library, for who compiles it by hand. */
final class CompileCommand {

    /** What the template puts in front of a line, and the mark that the command goes on. */
    private static final int AROUND = " *     ".length() + " \\".length();

    private CompileCommand() {}

    /** {@return the command in lines that fit into the file, each but the last with {@code more}} */
    static List<Map<String, Object>> of(String shim) {
        List<String> words = new ArrayList<>(List.of("cc"));
        words.addAll(LibraryOptions.of("lib" + shim + ".so"));
        words.add("-o lib" + shim + ".so " + shim + ".c");

        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(words.get(0));
        for (String word : words.subList(1, words.size())) {
            if (AROUND + line.length() + 1 + word.length() > LineWrapper.WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append("   ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        List<Map<String, Object>> views = new ArrayList<>();
        for (String text : lines) {
            views.add(Map.of("text", text, "more", views.size() < lines.size() - 1));
        }
        return views;
    }
}
