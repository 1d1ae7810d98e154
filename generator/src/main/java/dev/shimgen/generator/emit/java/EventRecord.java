package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the record of a function's events: its arguments, its result, and who called it. */
final class EventRecord {

    private static final TypeName STRING = TypeName.get(String.class);
    private static final ClassName LIST = ClassName.get(List.class);

    /** What every record has, and names that no component may have (JLS 8.10.1). */
    static final Set<String> TAKEN = Set.of(
            "call",
            "of",
            "result",
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait");

    private final CallPlan call;
    private final JavaScope scope;
    private final ClassName events;
    private final ClassName name;
    private final EntryPlan entry;
    private final EventPlan event;

    /** A component, and how it is read from a {@code TracedCall call}. */
    private record Component(TypeName type, String name, CodeBlock value) {}

    /**
     * Makes a record's writer.
     *
     * @param events the interface of all records
     * @param name the record's
     */
    EventRecord(CallPlan call, JavaScope scope, ClassName events, ClassName name) {
        this.call = call;
        this.scope = scope;
        this.events = events;
        this.name = name;
        this.entry = call.entries().get(0);
        this.event = Objects.requireNonNull(entry.event(), "a call that is told of");
    }

    /** {@return the function's name} */
    String function() {
        return call.name();
    }

    /** {@return the record's name inside of the interface} */
    String simpleName() {
        return name.simpleName();
    }

    TypeSpec type() {
        List<Component> components = components();
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        components.forEach(component -> constructor.addParameter(component.type(), component.name()));
        List<CodeBlock> values = components.stream().map(Component::value).toList();
        return record(name, events)
                .addJavadoc("$L", "{@code " + CText.prototype(call) + "}\n")
                .recordConstructor(constructor.build())
                .addMethod(MethodSpec.methodBuilder("of")
                        .addModifiers(Modifier.STATIC)
                        .addParameter(Api.TRACED_CALL, "call")
                        .returns(name)
                        .addStatement("return new $L($L)", name.simpleName(), CodeBlock.join(values, ",$W"))
                        .build())
                .build();
    }

    /** Begins a record. */
    static TypeSpec.Builder record(ClassName name, ClassName events) {
        return TypeSpec.recordBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addSuperinterface(events);
    }

    private List<Component> components() {
        List<Component> components = new ArrayList<>();
        JavaNames names = JavaNames.without(TAKEN);
        int at = 0;
        for (EventPlan.Argument argument : event.arguments()) {
            if (!(argument.form() instanceof EventPlan.Hidden)) {
                addArgument(argument, at, names, components);
                at++;
            }
        }
        addResult(components);
        components.add(new Component(Api.CALL_INFO, "call", CodeBlock.of("call.info()")));
        return components;
    }

    private void addArgument(EventPlan.Argument argument, int at, JavaNames names, List<Component> components) {
        ParameterPlan parameter = parameter(argument);
        value(argument.form(), parameter, at).ifPresent(read -> {
            String name = names.take(parameter.javaName());
            components.add(new Component(read.type(), name, read.value()));
        });
    }

    private ParameterPlan parameter(EventPlan.Argument argument) {
        String name = entry.parameters().stream()
                .filter(passed -> passed.name().equals(argument.name()))
                .findFirst()
                .map(EntryPlan.Argument::parameter)
                .orElse(argument.name());
        return call.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(call.name() + " has no parameter " + name));
    }

    private record Read(TypeName type, CodeBlock value) {}

    /** {@return what a record has of an argument; nothing if Java has no type for it} */
    private Optional<Read> value(EventPlan.Form form, ParameterPlan parameter, int at) {
        if (form instanceof EventPlan.Chosen chosen) {
            // What it is by the value of others, the text says; a record has it as the prototype does.
            return value(chosen.otherwise().form(), parameter, at);
        }
        if (form instanceof EventPlan.Path || form instanceof EventPlan.Text || form instanceof EventPlan.Filled) {
            return read(STRING, "call.text($L)", at);
        }
        if (form instanceof EventPlan.Texts) {
            return read(ParameterizedTypeName.get(LIST, STRING), "call.texts($L)", at);
        }
        if (form instanceof EventPlan.Bytes || form instanceof EventPlan.Counted) {
            return read(TypeName.get(ByteBuffer.class), "call.bytes($L)", at);
        }
        if (form instanceof EventPlan.Structures structures) {
            return Optional.of(structures(structures, at));
        }
        if (form instanceof EventPlan.Numbers numbers) {
            return isOne(numbers.amount())
                    ? read(TypeName.get(OptionalLong.class), "call.number($L)", at)
                    : read(ParameterizedTypeName.get(LIST, TypeName.LONG.box()), "call.numbers($L)", at);
        }
        if (form instanceof EventPlan.Floating) {
            return Optional.of(floating(scope.type(parameter.javaType()), CodeBlock.of("call.value($L)", at)));
        }
        if (form instanceof EventPlan.Address || form instanceof EventPlan.Handler || form instanceof EventPlan.Word) {
            return read(TypeName.LONG, "call.value($L)", at);
        }
        return isNumber(form)
                ? Optional.of(number(scope.type(parameter.javaType()), CodeBlock.of("call.value($L)", at)))
                : Optional.empty();
    }

    private static boolean isNumber(EventPlan.Form form) {
        return form instanceof EventPlan.Decimal
                || form instanceof EventPlan.Mode
                || form instanceof EventPlan.Descriptor
                || form instanceof EventPlan.Directory
                || form instanceof EventPlan.Flags
                || form instanceof EventPlan.OneOf
                || form instanceof EventPlan.WaitStatus;
    }

    private Read structures(EventPlan.Structures structures, int at) {
        StructPlan struct = scope.struct(structures.shown().type());
        // Of an address there is more, or less, than the struct that the function names: bind(2).
        if (struct == null || structures.amount() instanceof EventPlan.BytesByArgument) {
            return new Read(TypeName.get(ByteBuffer.class), CodeBlock.of("call.bytes($L)", at));
        }
        ClassName type = scope.structClass(struct);
        return isOne(structures.amount())
                ? new Read(type, CodeBlock.of("call.struct($L, $T.LAYOUT, $T::of)", at, type, type))
                : new Read(
                        ParameterizedTypeName.get(LIST, type),
                        CodeBlock.of("call.structs($L, $T.LAYOUT, $T::of)", at, type, type));
    }

    private static boolean isOne(EventPlan.Amount amount) {
        return amount instanceof EventPlan.One
                || amount instanceof EventPlan.OneUnlessZero
                || amount instanceof EventPlan.OneIfZero;
    }

    private static Optional<Read> read(TypeName type, String value, int at) {
        return Optional.of(new Read(type, CodeBlock.of(value, at)));
    }

    /** An integer, in the type that the spec has. */
    private static Read number(TypeName type, CodeBlock bits) {
        if (type.equals(TypeName.BOOLEAN)) {
            return new Read(type, CodeBlock.of("$L != 0", bits));
        }
        return !type.isPrimitive() || type.equals(TypeName.LONG)
                ? new Read(TypeName.LONG, bits)
                : new Read(type, CodeBlock.of("($T) $L", type, bits));
    }

    private static Read floating(TypeName type, CodeBlock bits) {
        CodeBlock value = CodeBlock.of("$T.longBitsToDouble($L)", Double.class, bits);
        return type.equals(TypeName.FLOAT)
                ? new Read(type, CodeBlock.of("(float) $L", value))
                : new Read(TypeName.DOUBLE, value);
    }

    private void addResult(List<Component> components) {
        result().ifPresent(read -> components.add(new Component(read.type(), "result", read.value())));
    }

    private Optional<Read> result() {
        if (event.timing() == EventPlan.Timing.BEFORE) {
            return Optional.empty();
        }
        CodeBlock bits = CodeBlock.of("call.result()");
        return switch (event.result().outcome()) {
            case NOTHING, EXTENDED, BINARY128, OPAQUE -> Optional.empty();
            case TEXT, TEXT_OR_NULL -> Optional.of(new Read(STRING, CodeBlock.of("call.resultText()")));
            case SINGLE, DOUBLE -> Optional.of(floating(scope.type(call.javaResult()), bits));
            case ADDRESS, ADDRESS_OR_NULL, STRUCTURE_OR_NULL, ADDRESS_OR_MINUS_ONE, HANDLER ->
                Optional.of(new Read(TypeName.LONG, bits));
            case NUMBER, NUMBER_OR_MINUS_ONE, MODE, ERROR_NUMBER ->
                Optional.of(number(scope.type(call.javaResult()), bits));
        };
    }
}
