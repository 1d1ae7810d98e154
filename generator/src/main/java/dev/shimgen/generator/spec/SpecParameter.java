package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;

/**
 * One parameter of a method.
 *
 * @param name a C identifier
 * @param type the Java type
 * @param annotations in source order
 * @param position the parameter's type in the source; for a method of a class file, that of the method
 */
public record SpecParameter(String name, JavaType type, List<SpecAnnotation> annotations, SourcePosition position) {

    public SpecParameter {
        annotations = List.copyOf(annotations);
    }
}
