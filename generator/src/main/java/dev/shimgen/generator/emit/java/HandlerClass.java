package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.HandlePlan;
import dev.shimgen.generator.plan.HandlePlan.Travel;
import dev.shimgen.generator.plan.HandledCalls;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes the base class of handlers: {@code FileTraceHandler implements FileTrace}, and what leads calls to a handler. */
final class HandlerClass {

    private static final ClassName STRING = ClassName.get(String.class);

    private final ShimPlan plan;
    private final HandledCalls handled;
    private final JavaScope scope;
    private final ClassName name;
    private final ClassName spec;

    HandlerClass(ShimPlan plan, JavaScope scope) {
        this.plan = plan;
        this.handled = HandledCalls.of(plan);
        this.scope = scope;
        this.name = scope.own(simpleName(plan));
        this.spec = scope.own(plan.interfaceName());
    }

    static String simpleName(ShimPlan plan) {
        return plan.interfaceName() + "Handler";
    }

    /** {@return whether there is a call that a handler can answer} */
    static boolean isNeeded(ShimPlan plan) {
        return !HandledCalls.of(plan).calls().isEmpty();
    }

    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("""
                        A handler that answers nothing: each method lets the program's real call go on, and returns what that gives.
                        Extend it, and override what shall be answered; a method that is not overridden costs programs nothing.
                        {@code super.method(…)} is the real call, in the program, with these arguments.

                        <p>A server serves a handler to the programs of a session:

                        <pre>{@code
                        ShimServer.start(session, $L.dispatcher(new MyHandler()))
                        }</pre>

                        <p>Methods are called by several threads at once. What they are given lies in memory that is something else when
                        they have returned.
                        """, name.simpleName())
                .addAnnotation(Emission.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .superclass(Api.SHIM_HANDLER)
                .addSuperinterface(spec);
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("For subclasses.\n")
                .addModifiers(Modifier.PROTECTED)
                .build());
        type.addMethod(MethodSpec.methodBuilder("dispatcher")
                .addJavadoc("""
                        {@return what leads the calls of programs to a handler}

                        @param handler any object that implements the spec; of one that extends this class, programs ask only for what it
                            overrides
                        """)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Api.DISPATCHER)
                .addParameter(spec, "handler")
                .addStatement("return new Calls(handler)")
                .build());
        for (CallPlan call : plan.calls()) {
            int number = handled.calls().indexOf(call);
            type.addMethod(number < 0 ? unhandled(call) : proceeding(call, number));
        }
        plan.absent().forEach(absent -> {
            MethodSpec.Builder method = MethodSpec.methodBuilder(absent.name())
                    .addJavadoc("Never called: $L.\n", absent.reason())
                    .addAnnotation(Override.class)
                    .addModifiers(Modifier.PUBLIC)
                    .returns(scope.type(absent.javaResult()));
            absent.parameters().forEach(p -> method.addParameter(scope.type(p.javaType()), p.name()));
            type.addMethod(method.addStatement("throw new $T($S)", UnsupportedOperationException.class, absent.reason())
                    .build());
        });
        return type.addType(calls()).build();
    }

    private MethodSpec.Builder method(CallPlan call) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(call.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(scope.type(call.javaResult()));
        call.parameters().forEach(p -> method.addParameter(scope.type(p.javaType()), p.javaName()));
        return method;
    }

    private MethodSpec unhandled(CallPlan call) {
        String reason = call.name() + " is no function that a handler answers";
        return method(call)
                .addJavadoc("Never called: $L.\n", reason)
                .addStatement("throw new $T($S)", UnsupportedOperationException.class, reason)
                .build();
    }

    // The real call
    // -----------------------------------------------------------------------------------------------------------------

    private MethodSpec proceeding(CallPlan call, int number) {
        MethodSpec.Builder method = method(call)
                .addJavadoc(
                        "Lets the program's call of {@code $L} go on.\n\n@throws IllegalStateException if this thread answers no such call\n",
                        call.name());
        CodeBlock.Builder chain = CodeBlock.builder().add("$T.proceeding($L)", Api.EXCHANGE, number);
        for (int i = 0; i < call.parameters().size(); i++) {
            ParameterPlan parameter = call.parameters().get(i);
            TypeName type = scope.type(parameter.javaType());
            String with = type instanceof ArrayTypeName ? "withArray" : "with";
            chain.add("\n.$L($L, $L)", with, i, passed(parameter, type));
        }
        TypeName result = scope.type(call.javaResult());
        if (result.equals(TypeName.VOID)) {
            return method.addStatement(chain.add("\n.proceed()").build()).build();
        }
        return method.addStatement("return $L", proceeded(call, result, chain.build()))
                .build();
    }

    private static CodeBlock passed(ParameterPlan parameter, TypeName type) {
        if (type.equals(TypeName.BOOLEAN)) {
            return CodeBlock.of("$N ? 1L : 0L", parameter.javaName());
        }
        return type.isPrimitive() && !type.equals(TypeName.LONG) && !isFloating(type)
                ? CodeBlock.of("(long) $N", parameter.javaName())
                : CodeBlock.of("$N", parameter.javaName());
    }

    private static boolean isFloating(TypeName type) {
        return type.equals(TypeName.FLOAT) || type.equals(TypeName.DOUBLE);
    }

    private CodeBlock proceeded(CallPlan call, TypeName result, CodeBlock chain) {
        CodeBlock proceed = CodeBlock.of("$L\n.proceed()", chain);
        if (result.equals(TypeName.LONG)) {
            return proceed;
        }
        if (result.equals(TypeName.BOOLEAN)) {
            return CodeBlock.of("$L != 0", proceed);
        }
        if (result.equals(TypeName.DOUBLE)) {
            return CodeBlock.of("$T.longBitsToDouble($L)", Double.class, proceed);
        }
        if (result.equals(TypeName.FLOAT)) {
            return CodeBlock.of("$T.intBitsToFloat((int) $L)", Float.class, proceed);
        }
        if (result.isPrimitive()) {
            return CodeBlock.of("($T) $L", result, proceed);
        }
        if (result.equals(STRING)) {
            return CodeBlock.of("$L\n.proceedText()", chain);
        }
        if (result.equals(Api.POINTER)) {
            return CodeBlock.of("new $T($L)", Api.POINTER, proceed);
        }
        if (result.equals(Api.MEMORY_SEGMENT)) {
            return CodeBlock.of("$T.ofAddress($L)", Api.MEMORY_SEGMENT, proceed);
        }
        ClassName struct = structClass(call.result().struct(), result);
        return CodeBlock.of("$L\n.proceedStruct($T.LAYOUT.byteSize(), $T::of)", chain, struct, struct);
    }

    private ClassName structClass(@Nullable String cType, TypeName declared) {
        StructPlan struct = scope.struct(cType);
        return struct != null ? scope.structClass(struct) : (ClassName) declared;
    }

    // Dispatch
    // -----------------------------------------------------------------------------------------------------------------

    private TypeSpec calls() {
        ParameterizedTypeName functions = ParameterizedTypeName.get(ClassName.get(List.class), Api.HANDLED_FUNCTION);
        List<CodeBlock> rows = new ArrayList<>();
        for (CallPlan call : handled.calls()) {
            rows.add(row(call));
        }
        TypeSpec.Builder type = TypeSpec.classBuilder("Calls")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(Api.DISPATCHER)
                .addField(FieldSpec.builder(functions, "FUNCTIONS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("$T.of(\n$L)", List.class, CodeBlock.join(rows, ",\n"))
                        .build())
                .addField(spec, "handler", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(spec, "handler")
                        .addStatement("this.handler = handler")
                        .build())
                .addMethod(overriding("shim", STRING)
                        .addStatement("return $S", plan.name())
                        .build())
                .addMethod(overriding("digest", TypeName.LONG)
                        .addStatement("return $LL", "0x" + Long.toHexString(handled.digest()))
                        .build())
                .addMethod(overriding("functions", functions)
                        .addStatement("return FUNCTIONS")
                        .build())
                .addMethod(answers());
        MethodSpec.Builder dispatch = overriding("dispatch", TypeName.VOID)
                .addParameter(TypeName.INT, "function")
                .addParameter(Api.EXCHANGE, "call")
                .beginControlFlow("switch (function)");
        for (int i = 0; i < handled.calls().size(); i++) {
            CallPlan call = handled.calls().get(i);
            dispatch.addStatement("case $L -> $N(call)", i, call.name());
            type.addMethod(dispatching(call));
        }
        dispatch.addStatement(
                "default -> throw new $T($S + function)",
                IllegalArgumentException.class,
                "no function has the number ");
        return type.addMethod(dispatch.endControlFlow().build()).build();
    }

    private static MethodSpec.Builder overriding(String method, TypeName result) {
        return MethodSpec.methodBuilder(method)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(result);
    }

    private MethodSpec answers() {
        MethodSpec.Builder method = overriding("answers", TypeName.BOOLEAN).addParameter(TypeName.INT, "function");
        if (handled.calls().isEmpty()) {
            return method.addStatement("return false").build();
        }
        return method.addStatement(
                        "return $T.overrides(this.handler, $T.class, FUNCTIONS.get(function).name())",
                        Api.SHIM_HANDLER,
                        name)
                .build();
    }

    private CodeBlock row(CallPlan call) {
        HandlePlan handle = HandledCalls.plan(call).orElseThrow();
        CodeBlock.Builder row = CodeBlock.builder()
                .add(
                        "$T.of($S, $T.Failure.$L, $T.Result.$L",
                        Api.HANDLED_FUNCTION,
                        call.name(),
                        Api.HANDLED_FUNCTION,
                        call.failure().name(),
                        Api.HANDLED_FUNCTION,
                        result(call));
        handle.arguments().forEach(a -> row.add(", $T.Argument.$L", Api.HANDLED_FUNCTION, kind(a)));
        row.add(")");
        HandlePlan.Closing closing = handle.closing();
        if (closing != null) {
            row.add(".opening($L, 0x$LL)", closing.parameter(), Long.toHexString(closing.flag()));
        } else if (handle.opens()) {
            row.add(".opening()");
        }
        return row.build();
    }

    private String result(CallPlan call) {
        TypeName type = scope.type(call.javaResult());
        if (type.isPrimitive()) {
            return "VALUE";
        }
        if (type.equals(STRING)) {
            return "TEXT";
        }
        return type.equals(Api.POINTER) || type.equals(Api.MEMORY_SEGMENT) ? "ADDRESS" : "STRUCT";
    }

    private static String kind(Travel travel) {
        if (travel instanceof HandlePlan.Text) {
            return "TEXT";
        }
        if (travel instanceof HandlePlan.Memory memory) {
            return switch (memory.flow()) {
                case READ -> "READ";
                case BOTH -> "BOTH";
                case WRITTEN ->
                    switch (memory.reach()) {
                        case ALL -> "WRITTEN";
                        case STRING -> "WRITTEN_STRING";
                        case BY_RESULT -> isBytes(memory) ? "WRITTEN_BY_RESULT" : "WRITTEN";
                    };
            };
        }
        return travel instanceof HandlePlan.Value ? "VALUE" : "ADDRESS";
    }

    private static boolean isBytes(HandlePlan.Memory memory) {
        return memory.amount() instanceof HandlePlan.Counted counted
                && counted.bytes().equals("1");
    }

    private MethodSpec dispatching(CallPlan call) {
        HandlePlan handle = HandledCalls.plan(call).orElseThrow();
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < call.parameters().size(); i++) {
            arguments.add(
                    argument(call.parameters().get(i), i, handle.arguments().get(i)));
        }
        CodeBlock invocation = CodeBlock.of("this.handler.$N($L)", call.name(), CodeBlock.join(arguments, ",$W"));
        MethodSpec.Builder method = MethodSpec.methodBuilder(call.name())
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Api.EXCHANGE, "call");
        TypeName result = scope.type(call.javaResult());
        if (result.equals(TypeName.VOID)) {
            return method.addStatement(invocation).build();
        }
        if (result.equals(TypeName.BOOLEAN)) {
            return method.addStatement("call.result($L ? 1L : 0L)", invocation).build();
        }
        boolean narrow = result.isPrimitive() && !result.equals(TypeName.LONG) && !isFloating(result);
        return method.addStatement(narrow ? "call.result((long) $L)" : "call.result($L)", invocation)
                .build();
    }

    private static final Map<TypeName, String> ARRAYS = Map.of(
            TypeName.BYTE, "bytes",
            TypeName.SHORT, "shorts",
            TypeName.INT, "ints",
            TypeName.LONG, "longs",
            TypeName.FLOAT, "floats",
            TypeName.DOUBLE, "doubles");

    private CodeBlock argument(ParameterPlan parameter, int place, Travel travel) {
        TypeName type = scope.type(parameter.javaType());
        if (type.equals(TypeName.LONG)) {
            return CodeBlock.of("call.value($L)", place);
        }
        if (type.equals(TypeName.BOOLEAN)) {
            return CodeBlock.of("call.value($L) != 0", place);
        }
        if (isFloating(type)) {
            return CodeBlock.of("call.$LValue($L)", type.toString(), place);
        }
        if (type.isPrimitive()) {
            return CodeBlock.of("($T) call.value($L)", type, place);
        }
        if (type.equals(STRING)) {
            return CodeBlock.of("call.text($L)", place);
        }
        if (type instanceof ArrayTypeName array) {
            return CodeBlock.of("call.$L($L)", ARRAYS.getOrDefault(array.componentType(), "bytes"), place);
        }
        if (type.equals(Api.POINTER)) {
            return CodeBlock.of("call.pointer($L)", place);
        }
        if (type.equals(Api.MEMORY_SEGMENT)) {
            return travel instanceof HandlePlan.Memory
                    ? CodeBlock.of("call.memory($L)", place)
                    : CodeBlock.of("$T.ofAddress(call.value($L))", Api.MEMORY_SEGMENT, place);
        }
        String cType = parameter.meaning() instanceof Meaning.StructPointer pointer
                ? pointer.struct()
                : parameter.type().struct();
        ClassName struct = structClass(cType, type);
        return CodeBlock.of("call.struct($L, $T.LAYOUT.byteSize(), $T::of)", place, struct, struct);
    }
}
