package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.Extent;
import dev.shimgen.generator.plan.Extents;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the check that a function stays inside the memory that it is given for a parameter.
 *
 * @param scope what names mean
 * @param call the function
 */
record BoundsCheck(JavaScope scope, CallPlan call) {

    /** C's own types of numbers; Java can call functions only where pointers have 64 bits (LP64). */
    private static final Map<String, Long> SIZES = Map.of(
            "char", 1L,
            "unsigned char", 1L,
            "short", 2L,
            "unsigned short", 2L,
            "int", 4L,
            "unsigned int", 4L,
            "float", 4L,
            "long", 8L,
            "unsigned long", 8L,
            "double", 8L);

    /** {@return how far the function goes behind a parameter; {@code null} if nobody says} */
    @Nullable
    Extent extent(ParameterPlan parameter) {
        return Extents.of(call.name(), call.parameters(), parameter);
    }

    /** {@return the check, a statement; empty if Java does not know the size of what it gives, or nobody knows how far C goes} */
    Optional<CodeBlock> statement(ParameterPlan parameter) {
        TypeName type = scope.type(parameter.javaType());
        if (!hasSize(type)) {
            return Optional.empty();
        }
        Extent extent = extent(parameter);
        @Nullable CodeBlock size = elementSize(parameter);
        if (extent == null) {
            // The size of one struct is looked at where its memory is taken from its class.
            return type.equals(Api.MEMORY_SEGMENT) && size != null
                    ? Optional.of(
                            CodeBlock.of("$T.checkSize($L, $L, $S)", Api.BOUNDS, memory(parameter), size, call.name()))
                    : Optional.empty();
        }
        return Optional.ofNullable(statement(parameter, extent, size));
    }

    private @Nullable CodeBlock statement(ParameterPlan parameter, Extent extent, @Nullable CodeBlock size) {
        CodeBlock memory = memory(parameter);
        if (extent instanceof Extent.Bytes bytes) {
            return CodeBlock.of("$T.checkLength($L, $L)", Api.BOUNDS, memory, named(bytes.length()));
        }
        if (extent instanceof Extent.Items items) {
            CodeBlock each = size != null ? size : CodeBlock.of("$L", items.size());
            return CodeBlock.of("$T.checkCount($L, $L, $L)", Api.BOUNDS, memory, named(items.count()), each);
        }
        if (extent instanceof Extent.Product product) {
            return CodeBlock.of(
                    "$T.checkProduct($L, $L, $L)", Api.BOUNDS, memory, named(product.size()), named(product.count()));
        }
        if (extent instanceof Extent.Stored stored) {
            return CodeBlock.of("$T.checkStoredLength($L, $L)", Api.BOUNDS, memory, named(stored.length()));
        }
        if (extent instanceof Extent.Fixed fixed) {
            return CodeBlock.of("$T.checkSize($L, $L, $S)", Api.BOUNDS, memory, fixed.bytes(), call.name());
        }
        long count = ((Extent.Declared) extent).count();
        @Nullable Long scalar = SIZES.get(parameter.type().before().replaceFirst("^const ", ""));
        if (size == null && scalar == null) {
            return null;
        }
        CodeBlock bytes = size != null
                ? CodeBlock.of("$L * $L", count, size)
                : CodeBlock.of("$L", count * (scalar == null ? 0 : scalar));
        return CodeBlock.of("$T.checkSize($L, $L, $S)", Api.BOUNDS, memory, bytes, call.name());
    }

    private static boolean hasSize(TypeName type) {
        return !type.isPrimitive()
                && !type.equals(ClassName.get(String.class))
                && !type.equals(Api.POINTER)
                && (!(type instanceof ArrayTypeName) || type.equals(ArrayTypeName.of(TypeName.BYTE)));
    }

    /** {@return the size of the struct that a parameter points to; {@code null} if there is none with a class} */
    private @Nullable CodeBlock elementSize(ParameterPlan parameter) {
        StructPlan struct = struct(parameter);
        return struct == null ? null : CodeBlock.of("$T.LAYOUT.byteSize()", scope.structClass(struct));
    }

    private @Nullable StructPlan struct(ParameterPlan parameter) {
        return scope.struct(
                parameter.meaning() instanceof Meaning.StructPointer pointer
                        ? pointer.struct()
                        : parameter.type().struct());
    }

    private static CodeBlock memory(ParameterPlan parameter) {
        return CodeBlock.of("$T.of($N), $S", Api.BOUNDS, parameter.javaName(), parameter.javaName());
    }

    private CodeBlock named(int place) {
        List<ParameterPlan> parameters = call.parameters();
        String name = parameters.get(place).javaName();
        return CodeBlock.of("$N, $S", name, name);
    }
}
