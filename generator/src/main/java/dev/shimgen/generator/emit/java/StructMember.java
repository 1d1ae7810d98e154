package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.StructPlan;
import org.jspecify.annotations.Nullable;

/**
 * A field of a struct, as Java sees it.
 *
 * @param field the C field
 * @param kind what an element is
 * @param elementSize size of one element in bytes
 * @param elementAlignment alignment of one element's layout in bytes; 1 if the field stands where its type would not be
 *     aligned, as in a packed struct
 * @param accessAlignment what getters and setters may rely on: 1 too if the whole struct may stand in a packed one
 * @param unsigned whether an element is an unsigned integer
 * @param inner the class of an element that is a struct, of kind {@link Kind#STRUCT} or of kind {@link Kind#OPAQUE}
 */
record StructMember(
        StructFact.Field field,
        Kind kind,
        long elementSize,
        long elementAlignment,
        long accessAlignment,
        boolean unsigned,
        @Nullable ClassName inner) {

    private static final int ADDRESS_SIZE = 8;

    /** What an element of a field is. */
    enum Kind {
        PRIMITIVE,
        POINTER,
        STRUCT,
        /** Bytes that Java has no type for: a struct without a class or at a place where its layout cannot be, a {@code va_list}. */
        OPAQUE
    }

    static StructMember of(StructFact.Field field, StructPlan owner, JavaScope scope) {
        StructPlan struct = field.carrier() == Carrier.STRUCT ? scope.struct(field.struct()) : null;
        boolean scalar = field.carrier() == Carrier.POINTER || Carriers.isPrimitive(field.carrier());
        long size = elementSize(field, struct, scalar);
        long natural = struct != null ? struct.fact().alignment() : scalar ? size : 1;
        boolean aligned = isAligned(field, natural, owner.fact());
        ClassName inner = struct == null ? null : scope.structClass(struct);
        if (struct != null && aligned) {
            return new StructMember(field, Kind.STRUCT, size, natural, natural, false, inner);
        }
        // Java's addresses have 64 bits; those of a 32-bit platform are bytes.
        if (scalar && (field.carrier() != Carrier.POINTER || size == ADDRESS_SIZE)) {
            Kind kind = field.carrier() == Carrier.POINTER ? Kind.POINTER : Kind.PRIMITIVE;
            long alignment = aligned ? natural : 1;
            long access = scope.mayBeUnaligned(owner) ? 1 : alignment;
            boolean unsigned = owner.unsigned().contains(field.name());
            return new StructMember(field, kind, size, alignment, access, unsigned, null);
        }
        return new StructMember(field, Kind.OPAQUE, size, 1, 1, false, inner);
    }

    /** {@return whether a field stands where its type is aligned, in every struct of the owner's type that is} */
    static boolean isAligned(StructFact.Field field, long alignment, StructFact owner) {
        return field.offset() % alignment == 0 && alignment <= owner.alignment();
    }

    /** A flexible array member has no elements to measure. */
    private static long elementSize(StructFact.Field field, @Nullable StructPlan struct, boolean scalar) {
        if (field.count() > 0) {
            return field.size() / field.count();
        }
        // Linux's C ABIs that a JDK with the foreign function API runs on are LP64.
        return struct != null ? struct.fact().size() : scalar ? Carriers.size(field.carrier(), ADDRESS_SIZE) : 1;
    }

    /** {@return whether the C type is an array; one of one element looks like none, but its declarator tells} */
    boolean array() {
        return field.count() != 1 || field.type().after().startsWith("[");
    }

    /** {@return whether it is an array without a size at the end of its struct (ISO C 6.7.2.1)} */
    boolean flexible() {
        return field.count() == 0;
    }

    /** {@return whether it is an array of plain {@code char}, which most often holds a string} */
    boolean text() {
        return array()
                && field.carrier() == Carrier.INT8
                && field.type().before().matches("(const )?char");
    }

    /** {@return first byte after the field} */
    long end() {
        return field.offset() + field.size();
    }

    /** {@return the layout for one element, as part of the struct's} */
    private CodeBlock elementLayout() {
        return elementLayout(elementAlignment);
    }

    /** {@return the layout that one element is read and written by} */
    CodeBlock accessLayout() {
        return elementLayout(accessAlignment);
    }

    private CodeBlock elementLayout(long alignment) {
        return switch (kind) {
            case PRIMITIVE, POINTER ->
                CodeBlock.of(
                        alignment < elementSize ? "$T.$L_UNALIGNED" : "$T.$L",
                        Api.VALUE_LAYOUT,
                        Carriers.layout(field.carrier()));
            case STRUCT -> CodeBlock.of("$T.LAYOUT", inner);
            case OPAQUE ->
                CodeBlock.of("$T.sequenceLayout($L, $T.JAVA_BYTE)", Api.MEMORY_LAYOUT, elementSize, Api.VALUE_LAYOUT);
        };
    }

    /** {@return the layout for the whole field, with its C name} */
    CodeBlock layout() {
        CodeBlock element = elementLayout();
        CodeBlock whole = array()
                ? CodeBlock.of("$T.sequenceLayout($L, $L)", Api.MEMORY_LAYOUT, field.count(), element)
                : element;
        return CodeBlock.of("$L.withName($S)", whole, field.name());
    }
}
