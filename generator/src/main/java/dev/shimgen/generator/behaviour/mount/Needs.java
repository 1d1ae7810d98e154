package dev.shimgen.generator.behaviour.mount;

import dev.shimgen.generator.behaviour.mount.MountPlan.Need;
import dev.shimgen.generator.plan.ResourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code needs.txt} says of the C library's functions. */
final class Needs {

    private static final String RESOURCE = "needs.txt";
    private static final Needs OF_THE_C_LIBRARY = read();

    /** What a row of the table says of a function. */
    enum Kind {
        FOUND,
        MADE,
        OPENED,
        STREAM,
        CUT,
        WALKED,
        MOVED,
        RUN,
        SEARCH,
        SPAWN,
        SPAWNP,
        SYNCED;

        /** {@return what a name of such a function needs} */
        Need need() {
            return switch (this) {
                case FOUND -> Need.FOUND;
                case MADE -> Need.MADE;
                case OPENED -> Need.OPENED;
                case STREAM, RUN, SEARCH, SPAWN, SPAWNP, SYNCED -> Need.READ;
                case CUT -> Need.CUT;
                case WALKED -> Need.WALKED;
                case MOVED -> Need.MOVED;
            };
        }
    }

    /**
     * A row.
     *
     * @param place the parameter that it names, counted from 0; -1 if it names none
     */
    record Row(Kind kind, int place) {}

    private final Map<String, Row> rows = new HashMap<>();

    private Needs() {}

    /** {@return what is said of a function; {@code null} if that is nothing, and its names need content} */
    static @Nullable Row of(String function) {
        return OF_THE_C_LIBRARY.rows.get(function);
    }

    private static Needs read() {
        Needs needs = new Needs();
        ResourceTable.rows(RESOURCE).forEach(needs::add);
        return needs;
    }

    private void add(List<String> cells) {
        Kind kind = Kind.valueOf(cells.get(0).toUpperCase(Locale.ROOT));
        int place = cells.size() > 2 ? Integer.parseInt(cells.get(2)) - 1 : -1;
        for (String function : cells.get(1).split(" ", -1)) {
            if (rows.put(function, new Row(kind, place)) != null) {
                throw new IllegalStateException(RESOURCE + " says it twice of " + function + ": " + cells);
            }
        }
    }
}
