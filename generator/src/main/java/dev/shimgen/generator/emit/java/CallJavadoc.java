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
        CodeBlock.Builder text = prototype(call);
        // The man pages of functions are in sections 2 and 3; "man stat" alone would show the command.
        text.add("<p>$LSee {@code man -s 2,3 $L}.\n", failure(call, scope, errno), call.name());
        if (call.noReturn()) {
            text.add("\n<p>It does not return: it ends this process, the virtual machine with it.\n");
        }
        if (call.execs()) {
            text.add("\n<p>If it succeeds, another program takes the place of this process and the virtual machine.\n");
        }
        if (call.tail() instanceof CallPlan.ConditionalTail || call.tail() instanceof CallPlan.WordTail) {
            text.add(
                    "\n<p>What stands for the {@code ...} is always passed; C looks at it only when it asks for it.\n");
        }
        if (call.tail() instanceof CallPlan.ListTail) {
            text.add("\n<p>Nothing is passed for the {@code ...}, so a format must not ask for arguments.\n");
        }
        if (mayPointIntoCopy(call, scope)) {
            text.add("""

                    <p>A result that points into an argument is of no use but to see whether it is {@code NULL}:
                    strings and arrays are copies that are gone after the call.
                    """);
        }
        return text.build();
    }

    /** {@return the javadoc of a method that cannot do its work, and says why} */
    static CodeBlock refusal(CallPlan call, String sentence) {
        return prototype(call)
                .add("<p>This cannot be called from Java: $L.\n\n", sentence)
                .add("@throws $T always\n", UnsupportedOperationException.class)
                .build();
    }

    private static CodeBlock.Builder prototype(CallPlan call) {
        return CodeBlock.builder()
                .add("Calls {@code $L} of the C library.\n\n", call.name())
                .add("<pre>{@code\n$L;\n}</pre>\n\n", CText.prototype(call));
    }

    private static CodeBlock failure(CallPlan call, JavaScope scope, String errno) {
        return switch (call.failure()) {
            case MINUS_ONE -> CodeBlock.of("If it fails the result is -1, and {@link #$L()} says why. ", errno);
            case NULL ->
                CodeBlock.of(
                        "If it fails the result is $L, and {@link #$L()} says why. ", noPointer(call, scope), errno);
            case ERROR_NUMBER -> CodeBlock.of("The result is 0, or the error's number if it fails. ");
            case NEVER -> CodeBlock.of("");
        };
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
