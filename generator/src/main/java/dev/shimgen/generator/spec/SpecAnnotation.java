package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An annotation with the values of its members, defaults filled in.
 *
 * @param type fully qualified name
 * @param values by member name; a value is a {@link String} (also for characters, and for enum constants and classes,
 *     by simple name and fully qualified name), a {@link Long}, {@link Double} or {@link Boolean}, a {@link
 *     SpecAnnotation}, or a {@link List} of those; a {@code List} also where an array member was written as a single
 *     value
 * @param written the members that the author gave a value, be it the default one
 * @param mark what the annotation's own type is marked as
 * @param position the annotation in the source, or that of the method or extends clause it came by
 */
public record SpecAnnotation(
        String type, Map<String, Object> values, Set<String> written, Mark mark, SourcePosition position) {

    /** What {@code @Behaviour} or {@code @Meaning} on its declaration make of an annotation. */
    public enum Mark {
        /** Neither: {@code @Fails}, {@code @Partial}. */
        NONE,
        BEHAVIOUR,
        MEANING
    }

    public SpecAnnotation {
        values = Map.copyOf(values);
        written = Set.copyOf(written);
    }

    /** An annotation that nobody has written, and that asks for nothing. */
    public SpecAnnotation(String type, Map<String, Object> values, SourcePosition position) {
        this(type, values, values.keySet(), Mark.NONE, position);
    }

    /** {@return whether it asks for a behaviour} */
    public boolean isBehaviour() {
        return mark == Mark.BEHAVIOUR;
    }

    /** {@return the name of its type, without the package} */
    public String simpleName() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** {@return it as the author wrote it, without the members that were left out} */
    public String text() {
        Map<String, Object> own = new HashMap<>(values);
        own.keySet().retainAll(written);
        return AnnotationText.of(new SpecAnnotation(type, own, position));
    }

    /** {@return the strings of an array member, in order} */
    public List<String> strings(String member) {
        Object value = values.get(member);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    /** {@return the annotations of an array member, in order} */
    public List<SpecAnnotation> annotations(String member) {
        return values.get(member) instanceof List<?> list
                ? list.stream()
                        .filter(SpecAnnotation.class::isInstance)
                        .map(SpecAnnotation.class::cast)
                        .toList()
                : List.of();
    }

    /** {@return the text of a string or enum member, empty if there is none of that name} */
    public String string(String member) {
        Object value = values.get(member);
        return value == null ? "" : String.valueOf(value);
    }

    /** {@return the number of an integer member, 0 if there is none of that name} */
    public long number(String member) {
        return values.get(member) instanceof Number number ? number.longValue() : 0;
    }
}
