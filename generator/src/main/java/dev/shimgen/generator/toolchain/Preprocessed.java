package dev.shimgen.generator.toolchain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the preprocessor leaves behind ({@code cc -E -dD}).
 *
 * @param objectMacros the bodies of the macros without parameters that are defined at the end, by name
 * @param functionMacros the names of the macros with parameters
 * @param files every file that was read, as the preprocessor names it
 * @param words every identifier outside of directives: what is not among them is declared nowhere
 */
public record Preprocessed(
        Map<String, String> objectMacros, Set<String> functionMacros, Set<String> files, Set<String> words) {

    private static final Pattern LINE_MARKER = Pattern.compile("# \\d+ \"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final Pattern DEFINE = Pattern.compile("#define (\\w+)(\\(?)(.*)");

    public Preprocessed {
        objectMacros = Map.copyOf(objectMacros);
        functionMacros = Set.copyOf(functionMacros);
        files = Set.copyOf(files);
        words = Set.copyOf(words);
    }

    /** {@return whether a macro of this name is defined, of either kind} */
    public boolean defines(String name) {
        return objectMacros.containsKey(name) || functionMacros.contains(name);
    }

    static Preprocessed parse(String text) {
        Map<String, String> objects = new HashMap<>();
        Set<String> functions = new HashSet<>();
        Set<String> files = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#define ")) {
                Matcher define = DEFINE.matcher(line);
                if (define.matches()) {
                    define(define, objects, functions);
                }
            } else if (line.startsWith("#undef ")) {
                String name = line.substring("#undef ".length()).strip();
                objects.remove(name);
                functions.remove(name);
            } else if (line.startsWith("# ")) {
                Matcher marker = LINE_MARKER.matcher(line);
                if (marker.matches()) {
                    files.add(marker.group(1));
                }
            } else if (!line.startsWith("#")) {
                addWords(line, words);
            }
        }
        return new Preprocessed(objects, functions, files, words);
    }

    private static void addWords(String line, Set<String> words) {
        int start = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean part = i < line.length() && Character.isJavaIdentifierPart(line.charAt(i));
            if (part && start < 0) {
                start = i;
            } else if (!part && start >= 0) {
                words.add(line.substring(start, i));
                start = -1;
            }
        }
    }

    private static void define(Matcher define, Map<String, String> objects, Set<String> functions) {
        String name = define.group(1);
        // A parenthesis right behind the name opens a parameter list; the preprocessor puts a space before a body.
        if (define.group(2).isEmpty()) {
            objects.put(name, define.group(3).strip());
            functions.remove(name);
        } else {
            functions.add(name);
            objects.remove(name);
        }
    }
}
