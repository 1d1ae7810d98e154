package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the check that a function stays inside the memory that it is given for a parameter.
 *
 * @param scope what names mean
 * @param call the function
 */
record BoundsCheck(JavaScope scope, CallPlan call) {

    private static final Pattern DIMENSION = Pattern.compile("\\[(?:(?:restrict|const|static) )*([0-9]+)]");

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
        int place = call.parameters().indexOf(parameter);
        Extent known = ExtentTable.ofTheCLibrary().extent(call.name(), place);
        if (known != null && fits(known)) {
            return known;
        }
        if (parameter.meaning() instanceof Meaning.Buffer buffer) {
            for (int i = 0; i < call.parameters().size(); i++) {
                ParameterPlan other = call.parameters().get(i);
                boolean named =
                        other.name().equals(buffer.length()) || other.javaName().equals(buffer.length());
                if (named && isNumber(i)) {
                    return new Extent.Bytes(i);
                }
            }
        }
        return declared(parameter.type());
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
        return place < call.parameters().size()
                && switch (call.parameters().get(place).type().carrier()) {
                    case INT8, INT16, INT32, INT64 -> true;
                    case VOID, BOOL, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
                };
    }

    private boolean isAddress(int place) {
        if (place >= call.parameters().size()) {
            return false;
        }
        TypeName type = scope.type(call.parameters().get(place).javaType());
        return type.equals(Api.POINTER) || type.equals(Api.MEMORY_SEGMENT);
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
