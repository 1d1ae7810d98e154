package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries arguments over to C, by the Java type that the spec gives them.
 *
 * @param scope what names mean
 * @param arena the name of the arena that lives as long as the call
 * @param names for more local variables
 */
record Marshalling(JavaScope scope, String arena, JavaNames names) {

    private static final ClassName STRING = ClassName.get(String.class);

    /**
     * {@return the way of a parameter}
     *
     * @param promote whether it belongs to a variadic tail
     */
    Argument argument(CallPlan call, ParameterPlan parameter, boolean promote) {
        String name = parameter.javaName();
        TypeName type = scope.type(parameter.javaType());
        Carrier carrier = parameter.type().carrier();
        if (carrier == Carrier.STRUCT) {
            return Argument.of(structByValue(parameter));
        }
        if (carrier != Carrier.POINTER) {
            return Argument.of(convert(CodeBlock.of("$N", name), type, argumentType(parameter, promote)));
        }
        if (type.equals(STRING)) {
            return Argument.inArena(CodeBlock.of("$T.allocate($N, $N)", Api.C_STRINGS, arena, name));
        }
        if (type instanceof ArrayTypeName) {
            return array(call, parameter);
        }
        if (type.equals(Api.POINTER)) {
            return Argument.of(CodeBlock.of("$T.segment($N)", Api.POINTERS, name));
        }
        if (type.equals(Api.MEMORY_SEGMENT)) {
            return Argument.of(CodeBlock.of("$T.nativeSegment($N)", Api.POINTERS, name));
        }
        return Argument.of(structPointer(parameter));
    }

    /** {@return the type that the handle takes for a parameter} */
    static TypeName argumentType(ParameterPlan parameter, boolean promote) {
        return Carriers.javaType(argumentCarrier(parameter, promote));
    }

    static Carrier argumentCarrier(ParameterPlan parameter, boolean promote) {
        Carrier carrier = parameter.type().carrier();
        return promote ? Carriers.promoted(carrier) : carrier;
    }

    /** {@return a primitive value as another primitive type; the handle's type must be met exactly} */
    static CodeBlock convert(CodeBlock value, TypeName from, TypeName to) {
        if (from.equals(to)) {
            return value;
        }
        if (from.equals(TypeName.BOOLEAN)) {
            return CodeBlock.of("($T) ($L ? 1 : 0)", to, value);
        }
        if (to.equals(TypeName.BOOLEAN)) {
            return CodeBlock.of("($L) != 0", value);
        }
        return CodeBlock.of("($T) $L", to, value);
    }

    private Argument array(CallPlan call, ParameterPlan parameter) {
        String name = parameter.javaName();
        List<CodeBlock> before = new ArrayList<>();
        boolean written = !parameter.type().pointsToConst();
        if (parameter.meaning() instanceof Meaning.Buffer buffer) {
            written = buffer.written();
            ParameterPlan length = lengthOf(call, buffer);
            if (length != null && scope.type(parameter.javaType()).equals(ArrayTypeName.of(TypeName.BYTE))) {
                before.add(CodeBlock.of(
                        "$T.checkLength($N, $S, $N, $S)",
                        Api.BUFFERS,
                        name,
                        name,
                        length.javaName(),
                        length.javaName()));
            }
        }
        if (!written) {
            CodeBlock copy = CodeBlock.of("$T.copyIn($N, $N)", Api.BUFFERS, arena, name);
            return new Argument(before, copy, List.of(), true);
        }
        String copy = names.take(name + "Copy");
        before.add(CodeBlock.of("$T $N = $T.copyIn($N, $N)", Api.MEMORY_SEGMENT, copy, Api.BUFFERS, arena, name));
        CodeBlock after = CodeBlock.of("$T.copyOut($N, $N)", Api.BUFFERS, copy, name);
        return new Argument(before, CodeBlock.of("$N", copy), List.of(after), true);
    }

    /** A length behind a pointer (accept's socklen_t *) is not known before the call. */
    private static @Nullable ParameterPlan lengthOf(CallPlan call, Meaning.Buffer buffer) {
        return call.parameters().stream()
                .filter(p -> p.name().equals(buffer.length()) || p.javaName().equals(buffer.length()))
                .filter(p -> Carriers.isPrimitive(p.type().carrier()))
                .findFirst()
                .orElse(null);
    }

    private CodeBlock structPointer(ParameterPlan parameter) {
        String name = parameter.javaName();
        String cType = parameter.meaning() instanceof Meaning.StructPointer pointer
                ? pointer.struct()
                : parameter.type().struct();
        StructPlan struct = scope.struct(cType);
        return struct == null
                ? CodeBlock.of("$T.pointer($N)", Api.STRUCTS, name)
                : CodeBlock.of("$T.pointer($N, $T.LAYOUT, $S)", Api.STRUCTS, name, scope.structClass(struct), name);
    }

    private CodeBlock structByValue(ParameterPlan parameter) {
        String name = parameter.javaName();
        StructPlan struct = scope.struct(parameter.type().struct());
        if (struct == null) {
            throw new IllegalArgumentException("unsupported, see CallObstacle: " + name);
        }
        return CodeBlock.of("$T.value($N, $T.LAYOUT, $S)", Api.STRUCTS, name, scope.structClass(struct), name);
    }
}
