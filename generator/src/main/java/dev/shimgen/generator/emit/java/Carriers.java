package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;

/** How C values look to the foreign function API. */
final class Carriers {

    private Carriers() {}

    /** {@return whether Java has a primitive type for values of the carrier} */
    static boolean isPrimitive(Carrier carrier) {
        return switch (carrier) {
            case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE -> true;
            case VOID, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
        };
    }

    /** {@return the Java type that a handle takes or gives for a scalar} */
    static TypeName javaType(Carrier carrier) {
        return switch (carrier) {
            case VOID -> TypeName.VOID;
            case BOOL -> TypeName.BOOLEAN;
            case INT8 -> TypeName.BYTE;
            case INT16 -> TypeName.SHORT;
            case INT32 -> TypeName.INT;
            case INT64 -> TypeName.LONG;
            case FLOAT -> TypeName.FLOAT;
            case DOUBLE -> TypeName.DOUBLE;
            case POINTER, STRUCT, VA_LIST, OPAQUE -> Api.MEMORY_SEGMENT;
        };
    }

    /** {@return the name of the constant of {@code ValueLayout} for a scalar} */
    static String layout(Carrier carrier) {
        return switch (carrier) {
            case BOOL -> "JAVA_BOOLEAN";
            case INT8 -> "JAVA_BYTE";
            case INT16 -> "JAVA_SHORT";
            case INT32 -> "JAVA_INT";
            case INT64 -> "JAVA_LONG";
            case FLOAT -> "JAVA_FLOAT";
            case DOUBLE -> "JAVA_DOUBLE";
            case POINTER -> "ADDRESS";
            case VOID, STRUCT, VA_LIST, OPAQUE -> throw new IllegalArgumentException("no scalar: " + carrier);
        };
    }

    /**
     * {@return the size of a scalar in bytes, which is its alignment too}
     *
     * @param pointerSize that of a pointer
     */
    static long size(Carrier carrier, long pointerSize) {
        return switch (carrier) {
            case BOOL, INT8 -> 1;
            case INT16 -> 2;
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case POINTER -> pointerSize;
            case VOID, STRUCT, VA_LIST, OPAQUE -> throw new IllegalArgumentException("no scalar: " + carrier);
        };
    }

    /** {@return the carrier after the default argument promotions of a variadic tail (ISO C 6.5.2.2)} */
    static Carrier promoted(Carrier carrier) {
        return switch (carrier) {
            case BOOL, INT8, INT16 -> Carrier.INT32;
            case FLOAT -> Carrier.DOUBLE;
            case VOID, INT32, INT64, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> carrier;
        };
    }
}
