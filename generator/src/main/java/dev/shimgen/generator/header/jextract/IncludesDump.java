package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.IncludeRoots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code jextract --dump-includes} writes: which header declares a name, including names that generation then
 * skips.
 *
 * @param headers by kind ({@code function}, {@code struct}, …) and name: the declaring headers as a program would include
 *     them, in the order of the file; without the umbrella itself
 */
record IncludesDump(Map<String, Map<String, List<String>>> headers) {

    private static final Pattern LINE = Pattern.compile("--include-([a-z]+) (\\S+)\\s+# header: (.+)");

    static final List<String> KINDS = List.of("function", "struct", "union", "typedef", "var", "constant");

    /**
     * Reads the text.
     *
     * @param umbrella file name of the header that includes all others, which declares nothing itself
     * @throws OutputException if it is not such a text
     */
    static IncludesDump parse(String text, IncludeRoots roots, String umbrella) throws OutputException {
        Map<String, Map<String, List<String>>> headers = new HashMap<>();
        Map<String, String> relative = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches() || !KINDS.contains(matcher.group(1))) {
                throw new OutputException("no name of a header (line " + number + ")")
                        .in("the file that --dump-includes wrote", line);
            }
            String path = matcher.group(3);
            if (!path.substring(path.lastIndexOf('/') + 1).equals(umbrella)) {
                String header = relative.computeIfAbsent(path, roots::relative);
                headers.computeIfAbsent(matcher.group(1), kind -> new HashMap<>())
                        .computeIfAbsent(matcher.group(2), name -> new ArrayList<>(1))
                        .add(header);
            }
        }
        return new IncludesDump(Collections.unmodifiableMap(headers));
    }

    /** {@return the headers that declare a name as this kind, in the order of the file} */
    List<String> headers(String kind, String name) {
        return headers.getOrDefault(kind, Map.of()).getOrDefault(name, List.of());
    }

    NavigableSet<String> names(String kind) {
        return new TreeSet<>(headers.getOrDefault(kind, Map.of()).keySet());
    }

    boolean isEmpty() {
        return headers.values().stream().allMatch(Map::isEmpty);
    }
}
