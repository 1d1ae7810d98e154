package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.util.List;

/**
 * How one parameter of a generated method reaches C.
 *
 * @param before statements in front of the call
 * @param expression what the handle is given
 * @param after statements behind the call
 * @param usesArena whether a copy has to live as long as the call
 */
record Argument(List<CodeBlock> before, CodeBlock expression, List<CodeBlock> after, boolean usesArena) {

    Argument {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static Argument of(CodeBlock expression) {
        return new Argument(List.of(), expression, List.of(), false);
    }

    static Argument inArena(CodeBlock expression) {
        return new Argument(List.of(), expression, List.of(), true);
    }
}
