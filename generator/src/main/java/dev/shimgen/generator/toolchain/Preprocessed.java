package dev.shimgen.generator.toolchain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preprocessor's output ({@code cc -E -dD}).
 *
 * @param objectMacros the bodies of the macros without parameters that are defined at the end, by name
 * @param functionMacros the names of the macros with parameters
 * @param files every file that was read, as the preprocessor names it
 * @param words every identifier outside of directives and string literals: a name that is not among them is not
 *     declared
 */
public record Preprocessed(
        Map<String, String> objectMacros, Set<String> functionMacros, Set<String> files, Set<String> words) {

    private static final Pattern LINE_MARKER = Pattern.compile("# \\d+ \"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final String DEFINE = "#define ";
    private static final String UNDEF = "#undef ";

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

    /** {@return whether it is the output of clang's preprocessor} */
    public boolean isOfClang() {
        return objectMacros.containsKey("__clang__");
    }

    /**
     * {@return the option that keeps the compiler which made it from printing source lines with its messages}
     *
     * <p>With thousands of expected warnings, printing these lines takes gcc twice as long as everything else.
     */
    public String withoutCarets() {
        return isOfClang() ? "-fno-caret-diagnostics" : "-fno-diagnostics-show-caret";
    }

    static Preprocessed parse(String text) {
        Map<String, String> objects = new HashMap<>();
        Set<String> functions = new HashSet<>();
        Set<String> files = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(DEFINE)) {
                define(line, objects, functions);
            } else if (line.startsWith(UNDEF)) {
                String name = line.substring(UNDEF.length()).strip();
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
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '"' || c == '\'') {
                i = afterLiteral(line, i);
            } else if (Character.isJavaIdentifierPart(c)) {
                int end = afterWord(line, i);
                words.add(line.substring(i, end));
                i = end;
            } else {
                i++;
            }
        }
    }

    private static int afterWord(String line, int start) {
        int end = start;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int afterLiteral(String line, int start) {
        int end = start + 1;
        while (end < line.length() && line.charAt(end) != line.charAt(start)) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static void define(String line, Map<String, String> objects, Set<String> functions) {
        int end = afterWord(line, DEFINE.length());
        String name = line.substring(DEFINE.length(), end);
        // A parenthesis directly after the name opens a parameter list; before a body the preprocessor puts a space.
        if (line.startsWith("(", end)) {
            functions.add(name);
            objects.remove(name);
        } else {
            objects.put(name, line.substring(end).strip());
            functions.remove(name);
        }
    }
}
