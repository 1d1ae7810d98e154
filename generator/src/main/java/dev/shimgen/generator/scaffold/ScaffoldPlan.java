package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * A spec to be written; everything is decided.
 *
 * @param name the interface's name
 * @param subject what its javadoc says of its functions
 * @param annotations what stands on the interface beside {@code @Shim}: the place to say that a selection is partial on
 *     purpose, should the generator ask
 * @param groups the ready-made groups that it extends, sorted by name
 * @param methods its own methods, sorted by header and name
 * @param leftOut what was selected and is not there, sorted by name
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

    /** {@return how many functions the spec has, those of its groups included} */
    int functions() {
        return (int) Stream.concat(
                        methods.stream().map(entry -> entry.method().name()),
                        groups.stream().flatMap(group -> group.methods().keySet().stream()))
                .distinct()
                .count();
    }
}
