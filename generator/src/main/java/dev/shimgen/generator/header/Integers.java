package dev.shimgen.generator.header;

import java.util.Set;

/** Which C types are integers, and which of these are unsigned. */
public final class Integers {

    private static final Set<String> INTEGERS = Set.of("short", "int", "unsigned", "long", "long long");

    private Integers() {}

    public static boolean isInteger(CType type) {
        return switch (type.carrier()) {
            case INT8, INT16, INT32, INT64 -> true;
            case VOID, BOOL, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
        };
    }

    /** {@return whether a type that is spelled so is an integer, and not a character} */
    public static boolean isInteger(String spelling, HeaderFacts facts) {
        String name = facts.canonical(spelling).replaceFirst("^(unsigned|signed) (?=short|int|long)", "");
        return name.startsWith("enum ") || INTEGERS.contains(name.replaceFirst(" int$", ""));
    }

    /**
     * {@return whether an integer type is unsigned; an enum is taken for it, as in gcc and clang without negative
     * values}
     */
    public static boolean isUnsigned(CType type, HeaderFacts facts) {
        return isUnsigned(facts.canonical(type.before()));
    }

    /** {@return whether a type that is spelled so is an unsigned integer} */
    public static boolean isUnsigned(String spelling, HeaderFacts facts) {
        return isUnsigned(facts.canonical(spelling));
    }

    /** {@return whether a field's value, or each element of an array of one or more dimensions, is an unsigned integer} */
    public static boolean hasUnsignedElements(StructFact.Field field, HeaderFacts facts) {
        return switch (field.carrier()) {
            case INT8, INT16, INT32, INT64 ->
                isUnsigned(facts.canonical(field.type().before()));
            case VOID, BOOL, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
        };
    }

    private static boolean isUnsigned(String name) {
        return name.startsWith("unsigned") || name.endsWith(" unsigned int") || name.startsWith("enum ");
    }
}
