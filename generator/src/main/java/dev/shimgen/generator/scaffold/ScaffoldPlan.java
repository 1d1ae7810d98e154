package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * A spec to be written, in which everything is decided.
 *
 * @param name the interface's name
 * @param subject how its javadoc describes its functions
 * @param annotations those of the interface beside {@code @Shim}: the one that says that the selection is partial on
 *     purpose, if the planner would otherwise warn
 * @param groups the ready-made groups that it extends, sorted by name
 * @param methods its own methods, sorted by header and name
 * @param leftOut what was selected but is not in the spec, sorted by name
 */
record ScaffoldPlan(
        InterfaceName name,
        String subject,
        List<SpecAnnotation> annotations,
        List<ReadyMadeGroup> groups,
        List<Entry> methods,
        List<LeftOut> leftOut) {

    ScaffoldPlan {
        annotations = List.copyOf(annotations);
        groups = List.copyOf(groups);
        methods = List.copyOf(methods);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A method.
     *
     * @param header the public header that declares the function; empty if only a ready-made group knows its prototype
     */
    record Entry(SpecMethod method, String header) {}

    /** {@return how many functions the spec has, including those of its groups} */
    int functions() {
        return (int) Stream.concat(
                        methods.stream().map(entry -> entry.method().name()),
                        groups.stream().flatMap(group -> group.methods().keySet().stream()))
                .distinct()
                .count();
    }
}
