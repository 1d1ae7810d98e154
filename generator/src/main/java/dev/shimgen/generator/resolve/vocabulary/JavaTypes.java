package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.JavaClassNames;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.SpecParameter;
import org.jspecify.annotations.Nullable;

/**
 * Which Java types stand for which C types.
 *
 * @param bits 32 or 64: the platform's word size
 */
public record JavaTypes(int bits) {

    /** {@return whether a method may return this for a function's result} */
    public boolean fitsResult(JavaType java, CType c) {
        return switch (c.carrier()) {
            case POINTER ->
                isAnyPointer(java) || isStruct(java, c.struct()) || (is(java, "java.lang.String") && isChars(c));
            case STRUCT -> isValue(java, c);
            case OPAQUE -> is(java, SpecNames.OPAQUE);
            default -> fitsNumber(java, c);
        };
    }

    /** {@return whether a method's parameter may stand for a function's parameter} */
    public boolean fitsParameter(SpecParameter parameter, CType c) {
        JavaType java = parameter.type();
        return switch (c.carrier()) {
            case POINTER -> isAnyPointer(java) || isStruct(java, c.struct()) || fitsBytes(parameter, c);
            case VA_LIST -> isAnyPointer(java);
            case OPAQUE -> is(java, SpecNames.OPAQUE);
            case STRUCT -> isValue(java, c);
            default -> fitsNumber(java, c);
        };
    }

    /**
     * One spec serves all platforms: {@code long} stands for {@code size_t} and {@code off_t}, even where these have 32
     * bits.
     */
    private boolean fitsNumber(JavaType java, CType c) {
        return java.name().equals(primitive(c.carrier()))
                || (bits == 32
                        && c.carrier() == CType.Carrier.INT32
                        && java.name().equals("long"));
    }

    private static boolean fitsBytes(SpecParameter parameter, CType c) {
        JavaType java = parameter.type();
        if (is(java, "java.lang.String")) {
            // A String is read only: what the function writes would be lost. For a char * that is not const, the author
            // says by the annotation that the function only reads it.
            boolean saysRead = SpecNames.has(parameter, SpecNames.PATH) || SpecNames.has(parameter, SpecNames.TEXT);
            return isChars(c) && (c.pointsToConst() || saysRead);
        }
        return java.name().equals("byte[]") && !isPointerToPointer(c);
    }

    /** {@return whether a C type is a pointer to {@code char}} */
    public static boolean isChars(CType c) {
        String target =
                c.before().replaceAll("\\b(const|restrict|volatile)\\b", "").replace(" ", "");
        return c.carrier() == CType.Carrier.POINTER
                && ((target.equals("char*") && c.after().isEmpty())
                        || (target.equals("char") && c.after().startsWith("[")));
    }

    /** {@return whether this is an array of strings, execve(2): {@code char *const argv[]}} */
    public static boolean isCharsArray(CType c) {
        String spelling =
                c.spelling().replaceAll("\\b(const|restrict|volatile)\\b", "").replace(" ", "");
        return c.carrier() == CType.Carrier.POINTER && (spelling.equals("char**") || spelling.equals("char*[]"));
    }

    public static boolean isPointerToPointer(CType c) {
        return c.before().indexOf('*') != c.before().lastIndexOf('*');
    }

    /** {@return whether a Java type is a plain address, without a pointed-to type} */
    public static boolean isAnyPointer(JavaType java) {
        return is(java, SpecNames.POINTER) || is(java, SpecNames.MEMORY_SEGMENT);
    }

    /** {@return whether a Java type is the class of a C struct, or the common supertype of these classes} */
    static boolean isStruct(JavaType java, @Nullable String cStruct) {
        return cStruct != null
                && (is(java, SpecNames.STRUCT) || java.simpleName().equals(JavaClassNames.of(cStruct)));
    }

    /** A {@code _Complex} number, or a struct without a name, has no generated class, but is passed like any struct. */
    private static boolean isValue(JavaType java, CType c) {
        return c.struct() == null ? is(java, SpecNames.STRUCT) : isStruct(java, c.struct());
    }

    /** Compares the qualified name; if the compiler did not know the type, the simple one. */
    public static boolean is(JavaType java, String name) {
        return java.name().equals(name)
                || (!java.resolved() && java.name().equals(name.substring(name.lastIndexOf('.') + 1)));
    }

    /** {@return the primitive type that is as wide as a C value; "void" for none} */
    public static String primitive(CType.Carrier carrier) {
        return switch (carrier) {
            case VOID -> "void";
            case BOOL -> "boolean";
            case INT8 -> "byte";
            case INT16 -> "short";
            case INT32 -> "int";
            case INT64 -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case POINTER, VA_LIST -> "Pointer";
            case STRUCT -> "Struct";
            case OPAQUE -> "Opaque";
        };
    }
}
