package dev.shimgen.generator.resolve.proposal;

import dev.shimgen.generator.plan.ResourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What man pages say of parameters and results, and prototypes do not ({@code meanings.txt}). */
final class MeaningTable {

    /** Read once: every check of a type asks it, and it never changes. */
    static final MeaningTable SHIPPED = new MeaningTable();

    private static final String NONE = "-";
    private static final String USUAL = "usual";

    private final List<Row> meanings = new ArrayList<>();
    private final List<Row> failures = new ArrayList<>();
    private final Names pointers = new Names();
    private final Map<String, List<String>> shown = new LinkedHashMap<>();

    /** Names, and patterns of names. */
    private static final class Names {

        private final Map<String, Boolean> names = new HashMap<>();
        private final List<Pattern> patterns = new ArrayList<>();

        void add(String text) {
            if (text.indexOf('*') < 0) {
                names.put(text, true);
            } else {
                patterns.add(Pattern.compile(Stream.of(text.split("\\*", -1))
                        .map(Pattern::quote)
                        .reduce((a, b) -> a + ".*" + b)
                        .orElse("")));
            }
        }

        boolean has(String name) {
            return names.containsKey(name)
                    || patterns.stream().anyMatch(p -> p.matcher(name).matches());
        }
    }

    /**
     * A row about functions.
     *
     * @param functions their names, and headers in angle brackets
     * @param parameters names of parameters; empty in a row about results
     * @param text what it says
     */
    private record Row(Names functions, List<String> parameters, String text) {

        boolean isAbout(String function, String header) {
            return functions.has(function) || functions.has("<" + header + ">");
        }
    }

    private MeaningTable() {
        for (List<String> row : ResourceTable.rows("meanings.txt")) {
            switch (row.get(0)) {
                case "is" -> meanings.add(new Row(names(row.get(1)), words(row.get(2)), row.get(3)));
                case "fails" -> failures.add(new Row(names(row.get(1)), List.of(), row.get(2)));
                case "type" -> types(row.get(1)).forEach(pointers::add);
                case "show" -> shown.put(row.get(1), words(row.get(2)));
                default -> throw new IllegalArgumentException("meanings.txt: " + row);
            }
        }
    }

    /**
     * {@return what a parameter means, as an annotation is written; nothing if the table does not know; an empty text for
     * no meaning}
     *
     * @param parameter its name in the header without leading underscores
     */
    Optional<String> meaning(String function, String header, String parameter) {
        return meanings.stream()
                .filter(row -> row.parameters().contains(parameter) && row.isAbout(function, header))
                .findFirst()
                .map(row -> row.text().equals(NONE) ? "" : row.text());
    }

    /** {@return how a function tells that it failed, as a constant of {@code Fails.When}; nothing for the usual way} */
    Optional<String> failure(String function, String header) {
        return failures.stream()
                .filter(row -> row.isAbout(function, header))
                .findFirst()
                .map(Row::text)
                .filter(text -> !text.equals(USUAL));
    }

    /** {@return whether a struct is one of which authors know nothing but the address} */
    boolean isPointer(String cType) {
        return pointers.has(cType);
    }

    /** {@return the fields of a struct that are worth a place in a trace line; empty if the table does not know} */
    List<String> shown(String cType) {
        return shown.getOrDefault(cType, List.of());
    }

    private static Names names(String text) {
        Names names = new Names();
        words(text).forEach(names::add);
        return names;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /** {@code struct} and the tag behind it are one name. */
    private static List<String> types(String text) {
        return List.of(text.split("(?<!struct|union) ", -1));
    }
}
