package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.Extent;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries arguments over to C, by the Java type that the spec gives them.
 *
 * @param scope what names mean
 * @param frame the name of the call's frame, which has the memory for copies
 * @param names for more local variables
 * @param namesCopies whether every copy needs a name, because C may give back a pointer into it
 */
record Marshalling(JavaScope scope, String frame, JavaNames names, boolean namesCopies) {

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
            CodeBlock copy = CodeBlock.of("$T.allocate($N, $N)", Api.C_STRINGS, frame, name);
            return namesCopies ? named(name, copy, false, List.of(), List.of()) : Argument.inFrame(copy);
        }
        if (type instanceof ArrayTypeName) {
            return array(call, parameter);
        }
        if (type.equals(Api.POINTER)) {
            return Argument.of(CodeBlock.of("$T.segment($N)", Api.POINTERS, name));
        }
        CodeBlock memory = type.equals(Api.MEMORY_SEGMENT)
                ? CodeBlock.of("$T.nativeSegment($N)", Api.POINTERS, name)
                : structPointer(call, parameter);
        List<CodeBlock> check =
                new BoundsCheck(scope, call).statement(parameter).map(List::of).orElse(List.of());
        return new Argument(check, memory, List.of(), false, null);
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
        List<CodeBlock> check =
                new BoundsCheck(scope, call).statement(parameter).map(List::of).orElse(List.of());
        boolean written = parameter.meaning() instanceof Meaning.Buffer buffer
                ? buffer.written()
                : !parameter.type().pointsToConst();
        CodeBlock copy = CodeBlock.of("$T.copyIn($N, $N)", Api.BUFFERS, frame, name);
        if (!written && !namesCopies) {
            return new Argument(check, copy, List.of(), true, null);
        }
        return named(name, copy, true, check, written ? List.of(name) : List.of());
    }

    /** With a variable for the copy; {@code copiedBack} is the array that it is copied back into afterwards, if any. */
    private Argument named(String name, CodeBlock copy, boolean array, List<CodeBlock> check, List<String> copiedBack) {
        String local = names.take(name + "Copy");
        List<CodeBlock> before = new ArrayList<>(check);
        before.add(CodeBlock.of("$T $N = $L", Api.MEMORY_SEGMENT, local, copy));
        List<CodeBlock> after = copiedBack.stream()
                .map(to -> CodeBlock.of("$T.copyOut($N, $N)", Api.BUFFERS, local, to))
                .toList();
        return new Argument(before, CodeBlock.of("$N", local), after, true, new Argument.Copy(local, name, array));
    }

    /** Where C is told a size in bytes, the struct may be shorter than its type: a {@code struct sockaddr} is never whole. */
    private CodeBlock structPointer(CallPlan call, ParameterPlan parameter) {
        String name = parameter.javaName();
        String cType = parameter.meaning() instanceof Meaning.StructPointer pointer
                ? pointer.struct()
                : parameter.type().struct();
        StructPlan struct = scope.struct(cType);
        Extent extent = new BoundsCheck(scope, call).extent(parameter);
        return struct == null || extent instanceof Extent.Bytes || extent instanceof Extent.Stored
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
