package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the javadoc of methods that call a function. */
final class CallJavadoc {

    private static final ClassName STRING = ClassName.get(String.class);

    private CallJavadoc() {}

    /**
     * {@return the javadoc of a call}
     *
     * @param errno the name of the method that gives {@code errno}
     */
    static CodeBlock of(CallPlan call, JavaScope scope, String errno) {
        CodeBlock.Builder doc = CodeBlock.builder().add("$L", prototype(call) + "<p>");
        addFailure(doc, call, scope, errno);
        StringBuilder text = new StringBuilder();
        // The man pages of functions are in sections 2 and 3; "man stat" alone would show the command.
        text.append("See {@code man -s 2,3 ").append(call.name()).append("}.\n");
        if (call.noReturn()) {
            text.append("\n<p>It does not return: it ends this process, the virtual machine with it.\n");
        }
        if (call.execs()) {
            text.append(
                    "\n<p>If it succeeds, another program takes the place of this process and the virtual machine.\n");
        }
        if (call.tail() instanceof CallPlan.ConditionalTail || call.tail() instanceof CallPlan.WordTail) {
            text.append(
                    "\n<p>What stands for the {@code ...} is always passed; C looks at it only when it asks for it.\n");
        }
        if (call.tail() instanceof CallPlan.ListTail) {
            text.append("\n<p>Nothing is passed for the {@code ...}, so a format must not ask for arguments.\n");
        }
        doc.add("$L", text);
        addNulls(doc, call, scope);
        addPointersIntoCopies(doc, call, scope);
        addExceptions(doc, call, scope);
        return doc.build();
    }

    /** {@return the javadoc of a method that cannot do its work, and says why} */
    static CodeBlock refusal(CallPlan call, String sentence) {
        return CodeBlock.builder()
                .add("$L", prototype(call) + "<p>This cannot be called from Java: " + sentence + ".\n\n")
                .add("@throws $T always\n", UnsupportedOperationException.class)
                .build();
    }

    /** Text without a type is one argument: the writer takes its time for each piece of a format, of thousands of methods. */
    private static String prototype(CallPlan call) {
        return "Calls {@code " + call.name() + "} of the C library.\n\n<pre>{@code\n" + CText.prototype(call)
                + ";\n}</pre>\n\n";
    }

    private static void addFailure(CodeBlock.Builder doc, CallPlan call, JavaScope scope, String errno) {
        String says = ", and {@link #" + errno + "()} says why. ";
        switch (call.failure()) {
            case MINUS_ONE -> doc.add("$L", "If it fails the result is -1" + says);
            case NULL -> doc.add("If it fails the result is $L$L", noPointer(call, scope), says);
            case ERROR_NUMBER -> doc.add("The result is 0, or the error's number if it fails. ");
            case NEVER -> {}
        }
    }

    private static CodeBlock noPointer(CallPlan call, JavaScope scope) {
        TypeName type = scope.type(call.javaResult());
        return type.equals(Api.POINTER) || type.equals(Api.MEMORY_SEGMENT)
                ? CodeBlock.of("{@link $T#NULL}", type)
                : CodeBlock.of("{@code null}");
    }

    private static void addNulls(CodeBlock.Builder doc, CallPlan call, JavaScope scope) {
        TypeName result = scope.type(call.javaResult());
        if (call.failure() != CallPlan.Failure.NULL
                && call.result().carrier() == Carrier.POINTER
                && !result.equals(TypeName.VOID)) {
            doc.add("\n<p>The result is $L where C returns {@code NULL}.\n", noPointer(call, scope));
        }
    }

    private static void addPointersIntoCopies(CodeBlock.Builder doc, CallPlan call, JavaScope scope) {
        if (call.result().carrier() == Carrier.POINTER
                && hasCopies(call, scope)
                && scope.type(call.javaResult()).equals(Api.MEMORY_SEGMENT)) {
            doc.add("""

                    <p>A result that points into an array is that part of the array, one that points into a string is a copy
                    of the rest of it with its NUL; both are on the Java heap.
                    """);
        }
    }

    private static void addExceptions(CodeBlock.Builder doc, CallPlan call, JavaScope scope) {
        List<String> checked = call.parameters().stream()
                .filter(p -> new BoundsCheck(scope, call).statement(p).isPresent())
                .map(ParameterPlan::javaName)
                .toList();
        List<String> texts = call.parameters().stream()
                .filter(p -> scope.type(p.javaType()).equals(STRING))
                .map(ParameterPlan::javaName)
                .toList();
        if (checked.isEmpty() && texts.isEmpty() && !mayThrow(call, scope)) {
            return;
        }
        doc.add("\n");
        if (!checked.isEmpty()) {
            doc.add(
                    "@throws $T if C would go on behind the end of $L; it has then not been called\n",
                    IllegalArgumentException.class,
                    listed(checked));
        }
        if (!texts.isEmpty()) {
            doc.add(
                    "@throws $T if $L cannot be a C string: it has a NUL, or half of a surrogate pair\n",
                    IllegalArgumentException.class,
                    listed(texts));
        }
        if (mayThrow(call, scope)) {
            doc.add(
                    "@throws $T after the call, if C gives back a pointer into a string or an array: it had a copy of that,"
                            + " which is gone\n",
                    UnsupportedOperationException.class);
        }
    }

    private static String listed(List<String> names) {
        return names.stream().map(n -> "{@code " + n + "}").collect(Collectors.joining(" or "));
    }

    private static boolean mayThrow(CallPlan call, JavaScope scope) {
        return hasCopies(call, scope) && new CallMethod(call, scope).givesBackAddresses();
    }

    private static boolean hasCopies(CallPlan call, JavaScope scope) {
        return call.parameters().stream()
                .map(p -> scope.type(p.javaType()))
                .anyMatch(t -> t instanceof ArrayTypeName || t.equals(STRING));
    }
}
