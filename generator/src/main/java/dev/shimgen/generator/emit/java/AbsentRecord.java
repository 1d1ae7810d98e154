package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.plan.AbsentCall;
import java.util.List;
import java.util.Optional;

/**
 * Writes the record of a function that this libc does not have: no event is one, and a {@code switch} that names it compiles.
 *
 * <p>It has those components of {@link EventRecord}'s for which the spec is enough: without a prototype nobody knows what is
 * behind a {@code Pointer}.
 */
final class AbsentRecord {

    private static final TypeName STRING = TypeName.get(String.class);

    private final AbsentCall call;
    private final JavaScope scope;

    AbsentRecord(AbsentCall call, JavaScope scope) {
        this.call = call;
        this.scope = scope;
    }

    TypeSpec type(ClassName events, ClassName name) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        JavaNames names = JavaNames.without(EventRecord.TAKEN);
        for (AbsentCall.Parameter parameter : call.parameters()) {
            String component = names.take(parameter.name());
            type(parameter).ifPresent(type -> components.addParameter(type, component));
        }
        value(call.javaResult()).ifPresent(type -> components.addParameter(type, "result"));
        components.addParameter(Api.CALL_INFO, "call");
        return EventRecord.record(name, events)
                .addJavadoc("No event is one: $L.\n", call.reason())
                .recordConstructor(components.build())
                .build();
    }

    private Optional<TypeName> type(AbsentCall.Parameter parameter) {
        return parameter.texts()
                ? Optional.of(ParameterizedTypeName.get(ClassName.get(List.class), STRING))
                : value(parameter.javaType());
    }

    private Optional<TypeName> value(String javaType) {
        TypeName type = scope.type(javaType);
        return type.isPrimitive() || type.equals(STRING) ? Optional.of(type) : Optional.empty();
    }
}
