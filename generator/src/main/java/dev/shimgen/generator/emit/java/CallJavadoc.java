package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;

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
        if (mayPointIntoCopy(call, scope)) {
            text.append("""

                    <p>A result that points into an argument is of no use but to see whether it is {@code NULL}:
                    strings and arrays are copies that are gone after the call.
                    """);
        }
        return doc.add("$L", text).build();
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

    private static boolean mayPointIntoCopy(CallPlan call, JavaScope scope) {
        return call.result().carrier() == Carrier.POINTER
                && !scope.type(call.javaResult()).equals(STRING)
                && call.parameters().stream()
                        .map(p -> scope.type(p.javaType()))
                        .anyMatch(t -> t instanceof ArrayTypeName || t.equals(STRING));
    }
}
