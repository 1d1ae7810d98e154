package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;

/**
 * One method of a spec: one libc function.
 *
 * @param name the function's name, a C identifier
 * @param result the Java return type
 * @param parameters in order
 * @param annotations those on the method itself; then those of the interface that declares it; then those of the interfaces
 *     on the way from there to the spec; then those of the spec's interface: the first of a type counts. Only those of
 *     {@code dev.shimgen.spec} and those marked {@code @Behaviour} or {@code @Meaning} are here, without {@code @Shim}
 * @param declaredIn fully qualified name of the interface that declares the method
 * @param inherited whether that is another interface than the spec's own
 * @param position the method's name; for a method of a class file, the place in the {@code extends} clause that brings
 *     it in
 */
public record SpecMethod(
        String name,
        JavaType result,
        List<SpecParameter> parameters,
        List<SpecAnnotation> annotations,
        String declaredIn,
        boolean inherited,
        SourcePosition position) {

    public SpecMethod {
        parameters = List.copyOf(parameters);
        annotations = List.copyOf(annotations);
    }
}
