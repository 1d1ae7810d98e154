package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far functions go behind their parameters: as the table of the C library says, else the spec, else the declaration. */
public final class Extents {

    private static final Pattern DIMENSION = Pattern.compile("\\[(?:(?:restrict|const|static) )*([0-9]+)]");

    private final List<ParameterPlan> parameters;

    private Extents(List<ParameterPlan> parameters) {
        this.parameters = parameters;
    }

    /**
     * {@return how far a function goes behind a parameter; {@code null} if nobody says}
     *
     * @param function its name
     * @param parameters all of its parameters
     * @param parameter the one
     */
    public static @Nullable Extent of(String function, List<ParameterPlan> parameters, ParameterPlan parameter) {
        return new Extents(parameters).of(function, parameter);
    }

    private @Nullable Extent of(String function, ParameterPlan parameter) {
        Extent known = ExtentTable.ofTheCLibrary().extent(function, parameters.indexOf(parameter));
        if (known != null && fits(known)) {
            return known;
        }
        if (parameter.meaning() instanceof Meaning.Buffer buffer) {
            int length = place(buffer.length());
            if (isNumber(length)) {
                return new Extent.Bytes(length);
            }
        }
        return declared(parameter.type());
    }

    /** Where the parameter of that name stands, -1 if there is none. */
    private int place(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            ParameterPlan other = parameters.get(i);
            if (other.name().equals(name) || other.javaName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A library may have a function of its own with the name of one of the C library's. */
    private boolean fits(Extent extent) {
        if (extent instanceof Extent.Bytes bytes) {
            return isNumber(bytes.length());
        }
        if (extent instanceof Extent.Items items) {
            return isNumber(items.count());
        }
        if (extent instanceof Extent.Product product) {
            return isNumber(product.size()) && isNumber(product.count());
        }
        return !(extent instanceof Extent.Stored stored) || isAddress(stored.length());
    }

    private boolean isNumber(int place) {
        return place >= 0
                && place < parameters.size()
                && switch (parameters.get(place).type().carrier()) {
                    case INT8, INT16, INT32, INT64 -> true;
                    case VOID, BOOL, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
                };
    }

    private boolean isAddress(int place) {
        if (place >= parameters.size()) {
            return false;
        }
        String type = parameters.get(place).javaType();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return simple.equals("Pointer") || simple.equals("MemorySegment");
    }

    private static @Nullable Extent declared(CType type) {
        Matcher matcher = DIMENSION.matcher(type.after());
        long count = 1;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            count *= Long.parseLong(matcher.group(1));
            end = matcher.end();
        }
        return end > 0 && end == type.after().length() ? new Extent.Declared(count) : null;
    }
}
