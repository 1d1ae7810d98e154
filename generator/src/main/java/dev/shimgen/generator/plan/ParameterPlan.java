package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;

/**
 * One parameter of a call.
 *
 * @param name its C name in the generated code: an identifier that is no keyword and no macro of the included headers
 * @param javaName its name in the spec
 * @param type its C type
 * @param javaType its Java type, as the spec has it
 * @param meaning what a value stands for
 * @param by the C names of the parameters, one or two, that may make it something else
 * @param choices what that is; empty for most
 */
public record ParameterPlan(
        String name,
        String javaName,
        CType type,
        String javaType,
        Meaning meaning,
        List<String> by,
        List<Choice> choices) {

    public ParameterPlan {
        by = List.copyOf(by);
        choices = List.copyOf(choices);
    }

    /** A parameter that always means the same. */
    public ParameterPlan(String name, String javaName, CType type, String javaType, Meaning meaning) {
        this(name, javaName, type, javaType, meaning, List.of(), List.of());
    }

    /**
     * What a parameter is for values of others.
     *
     * @param constants the names of the values, one for each of those that tell
     * @param type its C type then
     * @param meaning what it stands for then
     */
    public record Choice(List<String> constants, CType type, Meaning meaning) {
        public Choice {
            constants = List.copyOf(constants);
        }
    }
}
