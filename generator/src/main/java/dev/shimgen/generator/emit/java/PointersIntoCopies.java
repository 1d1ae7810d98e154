package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what becomes of pointers that C gives back and that point into copies of arguments, which are gone after the call.
 *
 * @param function the function's name
 * @param copies the copies
 */
record PointersIntoCopies(String function, List<Argument.Copy> copies) {

    PointersIntoCopies {
        copies = List.copyOf(copies);
    }

    /** {@return statements for a result that the method declares as a type} */
    List<CodeBlock> returned(TypeName declared, String result) {
        List<CodeBlock> statements = new ArrayList<>();
        for (Argument.Copy copy : copies) {
            if (declared.equals(Api.MEMORY_SEGMENT)) {
                statements.add(
                        copy.array()
                                ? CodeBlock.of(
                                        "$N = $T.inArray($N, $N, $N)",
                                        result,
                                        Api.RESULTS,
                                        result,
                                        copy.local(),
                                        copy.parameter())
                                : CodeBlock.of("$N = $T.inString($N, $N)", result, Api.RESULTS, result, copy.local()));
            } else if (!declared.equals(ClassName.get(String.class))) {
                statements.add(CodeBlock.of(
                        "$T.checkOutside($N, $N, $S, $S)",
                        Api.RESULTS,
                        result,
                        copy.local(),
                        function,
                        copy.parameter()));
            }
        }
        return statements;
    }

    /** {@return statements for a pointer that C stores where a parameter points to} */
    List<CodeBlock> stored(String place) {
        return copies.stream()
                .map(copy -> CodeBlock.of(
                        "$T.checkStored($N, $S, $N, $S, $S)",
                        Api.RESULTS,
                        place,
                        place,
                        copy.local(),
                        function,
                        copy.parameter()))
                .toList();
    }

    /** {@return a result that is read as text, and the arrays that the text ends in at the latest} */
    List<CodeBlock> text(String result) {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("$N", result));
        copies.stream().filter(Argument.Copy::array).forEach(copy -> arguments.add(CodeBlock.of("$N", copy.local())));
        return arguments;
    }
}
