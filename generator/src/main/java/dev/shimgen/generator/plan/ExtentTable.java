package dev.shimgen.generator.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code extents.txt} says of the C library's functions: of the memory that they use, and of what they return. */
public final class ExtentTable {

    /** A function's parameter, counted from 0. */
    private record Place(String function, int parameter) {}

    private static final String RESOURCE = "extents.txt";
    private static final ExtentTable OF_THE_C_LIBRARY = read();

    private final Map<Place, Extent> extents = new HashMap<>();
    private final Set<Place> kept = new HashSet<>();
    private final Set<Place> both = new HashSet<>();
    private final Set<String> opening = new HashSet<>();

    private ExtentTable() {}

    /** {@return the table} */
    public static ExtentTable ofTheCLibrary() {
        return OF_THE_C_LIBRARY;
    }

    /** {@return how far a function goes behind one of its parameters, counted from 0; {@code null} if that is not known} */
    @Nullable
    Extent extent(String function, int parameter) {
        return extents.get(new Place(function, parameter));
    }

    /** {@return whether a function uses what is behind one of its parameters after it has returned} */
    public boolean keeps(String function, int parameter) {
        return kept.contains(new Place(function, parameter));
    }

    /** {@return whether a function both reads and writes what is behind one of its parameters} */
    public boolean readsAndWrites(String function, int parameter) {
        return both.contains(new Place(function, parameter));
    }

    /** {@return whether a function returns a new descriptor} */
    public boolean opens(String function) {
        return opening.contains(function);
    }

    private static ExtentTable read() {
        ExtentTable table = new ExtentTable();
        ResourceTable.rows(RESOURCE).forEach(table::add);
        return table;
    }

    private void add(List<String> cells) {
        int pointer = place(cells, 2);
        for (String function : cells.get(1).split(" ", -1)) {
            Place place = new Place(function, pointer);
            boolean isNew = switch (cells.get(0)) {
                case "keeps" -> kept.add(place);
                case "both" -> both.add(place);
                case "opens" -> opening.add(function);
                default -> extents.putIfAbsent(place, extent(cells)) == null;
            };
            if (!isNew) {
                throw new IllegalStateException(RESOURCE + " says it twice of " + function + ": " + cells);
            }
        }
    }

    private static Extent extent(List<String> cells) {
        return switch (cells.get(0)) {
            case "bytes" -> new Extent.Bytes(place(cells, 3));
            case "items" -> new Extent.Items(place(cells, 3), Long.parseLong(cells.get(4)));
            case "times" -> new Extent.Product(place(cells, 3), place(cells, 4));
            case "stored" -> new Extent.Stored(place(cells, 3));
            case "fixed" -> new Extent.Fixed(Long.parseLong(cells.get(3)));
            default -> throw new IllegalStateException(RESOURCE + ": " + cells);
        };
    }

    private static int place(List<String> cells, int cell) {
        return Integer.parseInt(cells.get(cell)) - 1;
    }
}
