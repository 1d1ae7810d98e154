package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Fields} say of a struct.
 *
 * @param type the C type
 * @param size the field with the struct's own size; empty if its type has that
 * @param when names of constants, one of which is in the first field of {@code extended}; empty for a struct that is no case
 *     of another one
 * @param extended the interface of which it is a case, fully qualified; {@code null} if it is none
 * @param form the {@code @Shown} of all of it; {@code null} if it is shown by its fields
 * @param fields in the order of a line, those of {@code extended} first, one that it declares anew in its place
 * @param declaredIn the interface, fully qualified
 * @param position the interface's name, or that of the spec if it comes from a class file
 */
public record SpecStruct(
        String type,
        String size,
        List<String> when,
        @Nullable String extended,
        @Nullable SpecAnnotation form,
        List<Field> fields,
        String declaredIn,
        SourcePosition position) {

    /**
     * A field.
     *
     * @param method the method's name
     * @param annotations those on the method
     * @param owner the C type of the struct that it is a field of
     * @param position the method's name
     */
    public record Field(String method, List<SpecAnnotation> annotations, String owner, SourcePosition position) {
        public Field {
            annotations = List.copyOf(annotations);
        }
    }

    public SpecStruct {
        when = List.copyOf(when);
        fields = List.copyOf(fields);
    }

    /** {@return whether a ready-made group brings it: what it says need not hold on every machine} */
    public boolean isReadyMade() {
        return declaredIn.startsWith(AnnotationReader.SPEC_PACKAGE + ".");
    }
}
