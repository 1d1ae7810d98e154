package dev.shimgen.generator.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code names.txt} says of the C library's functions: what they do with names of files, beyond taking them. */
public final class NameTable {

    private static final String RESOURCE = "names.txt";
    private static final NameTable OF_THE_C_LIBRARY = read();

    /** What a row of the table says of a function. */
    public enum Kind {
        STRING,
        BYTES,
        STORED,
        ONCE,
        EXEC,
        SEARCH,
        LOAD,
        ADDRESS,
        BOUND,
        PEER,
        UNKNOWN
    }

    /**
     * A row.
     *
     * @param places the parameters that it names, counted from 0
     */
    public record Row(Kind kind, List<Integer> places) {

        public Row {
            places = List.copyOf(places);
        }

        /** {@return a parameter that the row names; {@code null} if it does not} */
        public @Nullable Integer place(int index) {
            return index < places.size() ? places.get(index) : null;
        }
    }

    private final Map<String, Row> rows = new HashMap<>();

    private NameTable() {}

    /** {@return the table} */
    public static NameTable ofTheCLibrary() {
        return OF_THE_C_LIBRARY;
    }

    /** {@return what is said of a function; {@code null} if that is nothing} */
    public @Nullable Row row(String function) {
        return rows.get(function);
    }

    private static NameTable read() {
        NameTable table = new NameTable();
        ResourceTable.rows(RESOURCE).forEach(table::add);
        return table;
    }

    private void add(List<String> cells) {
        Kind kind = Kind.valueOf(cells.get(0).toUpperCase(Locale.ROOT));
        List<Integer> places = kind == Kind.UNKNOWN
                ? List.of()
                : cells.stream().skip(2).map(cell -> Integer.parseInt(cell) - 1).toList();
        for (String function : cells.get(1).split(" ", -1)) {
            if (rows.put(function, new Row(kind, places)) != null) {
                throw new IllegalStateException(RESOURCE + " says it twice of " + function + ": " + cells);
            }
        }
    }
}
