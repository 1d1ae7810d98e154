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
 */
public record Preprocessed(Map<String, String> objectMacros, Set<String> functionMacros, Set<String> files) {

    private static final Pattern LINE_MARKER = Pattern.compile("# \\d+ \"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final Pattern DEFINE = Pattern.compile("#define (\\w+)(\\(?)(.*)");

    public Preprocessed {
        objectMacros = Map.copyOf(objectMacros);
        functionMacros = Set.copyOf(functionMacros);
        files = Set.copyOf(files);
    }

    /** {@return whether a macro of this name is defined, of either kind} */
    public boolean defines(String name) {
        return objectMacros.containsKey(name) || functionMacros.contains(name);
    }

    static Preprocessed parse(String text) {
        Map<String, String> objects = new HashMap<>();
        Set<String> functions = new HashSet<>();
        Set<String> files = new HashSet<>();
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
            }
        }
        return new Preprocessed(objects, functions, files);
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
