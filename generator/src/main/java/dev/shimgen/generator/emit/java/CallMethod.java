package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of a method that calls a function, and the descriptor that the function is linked with. */
final class CallMethod {

    private static final Pattern QUALIFIERS = Pattern.compile(" ?\\b(restrict|volatile)\\b");

    private final CallPlan call;
    private final JavaScope scope;
    private final int fixed;

    /** The parameters that point to where C stores a pointer: {@code strtol}'s {@code char **endptr}. */
    private final List<ParameterPlan> stored;

    CallMethod(CallPlan call, JavaScope scope) {
        this.call = call;
        this.scope = scope;
        this.fixed = CText.fixedCount(call);
        this.stored = passed().stream().filter(this::isStored).toList();
    }

    /**
     * {@return the parameters that are passed}
     *
     * <p>Of a list of any length only those before it: its types are not known here. {@code open}'s mode and {@code
     * fcntl}'s third argument always: a C function does not see arguments that it does not ask for (ISO C 7.16), and
     * asking for what was not passed is the mistake to keep away from.
     */
    private List<ParameterPlan> passed() {
        return call.tail() instanceof CallPlan.ListTail ? call.parameters().subList(0, fixed) : call.parameters();
    }

    /** {@return the arguments of {@code Downcalls.link} after the symbol} */
    CodeBlock linkArguments() {
        List<CodeBlock> layouts = new ArrayList<>();
        if (call.result().carrier() != Carrier.VOID) {
            layouts.add(layout(call.result().carrier(), call.result().struct()));
        }
        List<ParameterPlan> parameters = passed();
        for (int i = 0; i < parameters.size(); i++) {
            ParameterPlan parameter = parameters.get(i);
            layouts.add(layout(
                    Marshalling.argumentCarrier(parameter, i >= fixed),
                    parameter.type().struct()));
        }
        String factory = call.result().carrier() == Carrier.VOID ? "ofVoid" : "of";
        CodeBlock descriptor =
                CodeBlock.of("$T.$L($L)", Api.FUNCTION_DESCRIPTOR, factory, CodeBlock.join(layouts, ",$W"));
        // Even without an argument in the tail a variadic function has a calling convention of its own: System V ABI
        // 3.5.7 wants the number of vector registers in al, Apple's arm64 ABI wants the tail on the stack.
        return call.tail() instanceof CallPlan.NoTail
                ? descriptor
                : CodeBlock.of("$L,$W$T.Option.firstVariadicArg($L)", descriptor, Api.LINKER, fixed);
    }

    private CodeBlock layout(Carrier carrier, @Nullable String cType) {
        StructPlan struct = scope.struct(cType);
        return carrier == Carrier.STRUCT && struct != null
                ? CodeBlock.of("$T.LAYOUT", scope.structClass(struct))
                : CodeBlock.of("$T.$L", Api.VALUE_LAYOUT, Carriers.layout(carrier));
    }

    /**
     * {@return the body}
     *
     * @param holder the nested class whose {@code HANDLE} is called
     */
    CodeBlock body(String holder) {
        Set<String> taken = new HashSet<>(Set.of(holder));
        call.parameters().forEach(p -> taken.add(p.javaName()));
        JavaNames names = JavaNames.without(taken);
        String frame = names.take("frame");
        String result = names.take("result");
        String failure = names.take("failure");
        Marshalling marshalling = new Marshalling(scope, frame, names, returnsPointer() || !stored.isEmpty());

        List<Argument> arguments = new ArrayList<>();
        List<ParameterPlan> parameters = passed();
        for (int i = 0; i < parameters.size(); i++) {
            arguments.add(marshalling.argument(call, parameters.get(i), i >= fixed));
        }

        CodeBlock.Builder body = CodeBlock.builder();
        boolean copies = arguments.stream().anyMatch(Argument::usesFrame);
        if (copies) {
            body.beginControlFlow("try ($T $N = this.state.open())", Api.CALL_FRAME, frame);
        } else {
            body.beginControlFlow("try");
        }
        formatCheck(body);
        arguments.forEach(a -> a.before().forEach(body::addStatement));
        CodeBlock passed = copies ? CodeBlock.of("$N", frame) : CodeBlock.of("this.state.frame()");
        addCall(body, invocation(holder, passed, arguments), arguments, result);
        body.nextControlFlow("catch ($T $N)", Throwable.class, failure);
        body.addStatement("throw $T.rethrow($N)", Api.DOWNCALLS, failure);
        body.endControlFlow();
        return body.build();
    }

    /** The last fixed parameter of every function that has a {@code v} twin is the format. */
    private void formatCheck(CodeBlock.Builder body) {
        if (call.tail() instanceof CallPlan.ListTail && fixed > 0) {
            ParameterPlan format = call.parameters().get(fixed - 1);
            if (scope.type(format.javaType()).equals(ClassName.get(String.class))) {
                body.addStatement("$T.checkNoConversions($N, $S)", Api.C_STRINGS, format.javaName(), call.name());
            }
        }
    }

    private CodeBlock invocation(String holder, CodeBlock frame, List<Argument> arguments) {
        List<CodeBlock> list = new ArrayList<>();
        if (call.result().carrier() == Carrier.STRUCT) {
            list.add(CodeBlock.of("$T.resultAllocator()", Api.DOWNCALLS));
        }
        list.add(frame);
        arguments.forEach(a -> list.add(a.expression()));
        return CodeBlock.of("$N.HANDLE.invokeExact($L)", holder, CodeBlock.join(list, ",$W"));
    }

    private void addCall(CodeBlock.Builder body, CodeBlock invocation, List<Argument> arguments, String result) {
        List<CodeBlock> after = new ArrayList<>();
        arguments.forEach(a -> after.addAll(a.after()));
        List<Argument.Copy> copies =
                arguments.stream().flatMap(a -> Stream.ofNullable(a.copy())).toList();
        PointersIntoCopies pointers = new PointersIntoCopies(call.name(), copies);
        stored.forEach(place -> after.addAll(pointers.stored(place.javaName())));
        TypeName carried = Carriers.javaType(call.result().carrier());
        if (carried.equals(TypeName.VOID)) {
            body.addStatement(invocation);
            after.forEach(body::addStatement);
            return;
        }
        TypeName declared = scope.type(call.javaResult());
        CodeBlock value = CodeBlock.of("($T) $L", carried, invocation);
        if (declared.equals(TypeName.VOID)) {
            body.addStatement("$T $N = $L", carried, result, value);
            after.forEach(body::addStatement);
            return;
        }
        if (returnsPointer()) {
            after.addAll(pointers.returned(declared, result));
        }
        if (after.isEmpty() && declared.equals(carried)) {
            body.addStatement("return $L", value);
            return;
        }
        body.addStatement("$T $N = $L", carried, result, value);
        after.forEach(body::addStatement);
        CodeBlock local = CodeBlock.of("$N", result);
        body.addStatement(
                "return $L",
                declared.equals(ClassName.get(String.class))
                        ? CodeBlock.of("$T.read($L)", Api.C_STRINGS, CodeBlock.join(pointers.text(result), ", "))
                        : converted(local, carried, declared));
    }

    /** {@return whether Java gets an address that C returned, or what is there} */
    private boolean returnsPointer() {
        return call.result().carrier() == Carrier.POINTER
                && !scope.type(call.javaResult()).equals(TypeName.VOID);
    }

    /** {@return whether C can give back a pointer that Java has only the address of} */
    boolean givesBackAddresses() {
        TypeName declared = scope.type(call.javaResult());
        return !stored.isEmpty()
                || (returnsPointer()
                        && !declared.equals(ClassName.get(String.class))
                        && !declared.equals(Api.MEMORY_SEGMENT));
    }

    private boolean isStored(ParameterPlan parameter) {
        TypeName type = scope.type(parameter.javaType());
        if (!type.equals(Api.POINTER) && !type.equals(Api.MEMORY_SEGMENT)) {
            return false;
        }
        // A "char *const *" is not written to.
        return QUALIFIERS
                .matcher(parameter.type().before())
                .replaceAll("")
                .replace(" ", "")
                .endsWith("**");
    }

    private CodeBlock converted(CodeBlock value, TypeName carried, TypeName declared) {
        if (declared.equals(carried)) {
            return value;
        }
        if (declared.isPrimitive()) {
            return Marshalling.convert(value, carried, declared);
        }
        if (declared.equals(Api.POINTER)) {
            return CodeBlock.of("$T.pointer($L)", Api.POINTERS, value);
        }
        StructPlan struct = scope.struct(call.result().struct());
        TypeName type = declared.equals(Api.STRUCT) && struct != null ? scope.structClass(struct) : declared;
        if (call.result().carrier() == Carrier.STRUCT) {
            return CodeBlock.of("$T.of($L)", type, value);
        }
        return CodeBlock.of("$L.address() == 0 ? null : $T.at($T.pointer($L))", value, type, Api.POINTERS, value);
    }
}
