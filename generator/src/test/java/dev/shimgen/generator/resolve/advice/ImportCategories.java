package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What libc's functions are about ({@code import-coverage/categories.txt}).
 *
 * @param names the categories, in the file's order
 * @param byFunction by function, its category
 */
record ImportCategories(List<Category> names, SortedMap<String, Category> byFunction) {

    /**
     * A subject.
     *
     * @param name its name
     * @param counted whether its functions are among those of files, descriptors and processes
     */
    record Category(String name, boolean counted) {}

    ImportCategories {
        names = List.copyOf(names);
        byFunction = Collections.unmodifiableSortedMap(byFunction);
    }

    /** Lines of names below a heading in brackets; a heading with {@code *} is counted. */
    static ImportCategories read() throws IOException {
        List<Category> names = new ArrayList<>();
        SortedMap<String, Category> byFunction = new TreeMap<>();
        for (String line : Files.readAllLines(Goldens.folder("import-coverage").resolve("categories.txt"))) {
            if (line.startsWith("[")) {
                String name = line.replaceAll("[\\[\\]*]", "").strip();
                names.add(new Category(name, line.contains("*")));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                for (String function : line.split(" ", -1)) {
                    Category before = byFunction.put(function, names.get(names.size() - 1));
                    if (before != null) {
                        throw new IllegalStateException(function + " stands twice in categories.txt");
                    }
                }
            }
        }
        return new ImportCategories(names, byFunction);
    }

    /** {@return the category of an imported symbol: its own, or that of the function which it leads to} */
    @Nullable
    Category of(String symbol, String function) {
        return byFunction.getOrDefault(symbol, byFunction.get(function));
    }
}
