package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ExtentTable;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.Optional;

/** What keeps a function from being called from Java. Intercepting it in C may be possible all the same. */
final class CallObstacle {

    private CallObstacle() {}

    /** {@return why the function cannot be called, as the end of a sentence that begins with its name; empty if it can} */
    static Optional<String> of(CallPlan call, JavaScope scope) {
        if (call.forwarding() instanceof CallPlan.Jumped jump) {
            return Optional.of("is not for Java: " + jump.reason());
        }
        if (call.forwarding() instanceof CallPlan.Unreached unreached) {
            return Optional.of("is not for Java: " + unreached.reason());
        }
        for (ParameterPlan parameter : call.parameters()) {
            CType type = parameter.type();
            if (isKeptCopy(call, parameter, scope)) {
                return Optional.of("goes on using " + parameter.javaName()
                        + " after it has returned, and of a String or an array C gets a copy that is gone by then: let the"
                        + " spec's method take a MemorySegment or a Pointer");
            }
            if (type.carrier() == Carrier.INT32 && isLong(scope.type(parameter.javaType()))) {
                return Optional.of(otherWords(type));
            }
            if (type.carrier() == Carrier.VA_LIST) {
                return Optional.of("takes the va_list " + parameter.javaName()
                        + ", which only C can make: use its sibling that takes the arguments themselves");
            }
            if (type.carrier() == Carrier.OPAQUE) {
                return Optional.of("takes " + parameter.javaName() + ", a " + type.spelling()
                        + ", for which Java has no type: it can be wrapped, not called");
            }
            if (type.carrier() == Carrier.STRUCT && !passable(type, scope)) {
                return Optional.of("takes " + parameter.javaName() + ", a " + type.spelling()
                        + " by value, and not all fields of that are known");
            }
        }
        if (call.result().carrier() == Carrier.OPAQUE) {
            return Optional.of("returns a " + call.result().spelling()
                    + ", for which Java has no type: it can be wrapped, not called");
        }
        if (call.result().carrier() == Carrier.STRUCT && !passable(call.result(), scope)) {
            return Optional.of(
                    "returns a " + call.result().spelling() + " by value, and not all fields of that are known");
        }
        TypeName result = scope.type(call.javaResult());
        if (call.result().carrier() == Carrier.INT32 && isLong(result)) {
            return Optional.of(otherWords(call.result()));
        }
        if (result.equals(Api.STRUCT) && scope.struct(call.result().struct()) == null) {
            return Optional.of("returns a " + call.result().spelling()
                    + ", for which no class is generated: let the spec's method return a Pointer");
        }
        if (result.equals(ClassName.get(String.class)) && call.result().carrier() != Carrier.POINTER) {
            return Optional.of("returns a " + call.result().spelling() + ", which is no string");
        }
        return Optional.empty();
    }

    private static boolean isKeptCopy(CallPlan call, ParameterPlan parameter, JavaScope scope) {
        TypeName type = scope.type(parameter.javaType());
        return (type instanceof ArrayTypeName || type.equals(ClassName.get(String.class)))
                && ExtentTable.ofTheCLibrary()
                        .keeps(call.name(), call.parameters().indexOf(parameter));
    }

    private static boolean isLong(TypeName type) {
        return type.equals(TypeName.LONG);
    }

    private static String otherWords(CType type) {
        return "is that of a platform where a " + type.spelling()
                + " has 32 bits, and no Java runs there that can call it";
    }

    private static boolean passable(CType type, JavaScope scope) {
        StructPlan struct = scope.struct(type.struct());
        return struct != null && scope.passableByValue(struct);
    }
}
