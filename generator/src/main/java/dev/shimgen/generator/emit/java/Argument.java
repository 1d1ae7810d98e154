package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one parameter of a generated method reaches C.
 *
 * @param before statements in front of the call
 * @param expression what the handle is given
 * @param after statements behind the call
 * @param usesFrame whether it has a copy, which lives as long as the call's frame
 * @param copy the copy, if it has a name
 */
record Argument(
        List<CodeBlock> before,
        CodeBlock expression,
        List<CodeBlock> after,
        boolean usesFrame,
        @Nullable Copy copy) {

    /**
     * A copy of an argument, which is gone after the call.
     *
     * @param local the variable that has its memory
     * @param parameter the argument's name
     * @param array whether it is that of an array; otherwise of a string
     */
    record Copy(String local, String parameter, boolean array) {}

    Argument {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static Argument of(CodeBlock expression) {
        return new Argument(List.of(), expression, List.of(), false, null);
    }

    static Argument inFrame(CodeBlock expression) {
        return new Argument(List.of(), expression, List.of(), true, null);
    }
}
