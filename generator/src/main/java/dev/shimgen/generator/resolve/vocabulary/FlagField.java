package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Several bits of a set of flags that together hold one value, as an author or a ready-made group declares them.
 *
 * @param mask the name of the constant with all of its bits, or a hexadecimal number
 * @param values whole names and prefixes of its values
 */
public record FlagField(String mask, List<String> values) {

    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");

    public FlagField {
        values = List.copyOf(values);
    }

    /** {@return the fields that a {@code @Flags} declares; where it declares none, those of the ready-made groups that its names are values of} */
    public static List<FlagField> of(SpecAnnotation flags) {
        List<FlagField> declared = declared(flags).toList();
        return declared.isEmpty() ? known(flags.strings("value")) : declared;
    }

    /** {@return the annotation without its fields, where {@link #of} says the same of it; as an author would write it} */
    public static SpecAnnotation brief(SpecAnnotation annotation) {
        if (!annotation.type().equals(SpecNames.FLAGS) || !areDeclared(annotation)) {
            return annotation;
        }
        Map<String, Object> values = new LinkedHashMap<>(annotation.values());
        values.remove("fields");
        SpecAnnotation brief = new SpecAnnotation(annotation.type(), values, annotation.position());
        return of(brief).equals(of(annotation)) ? brief : annotation;
    }

    /** {@return whether an annotation declares fields itself, so that mistakes in them are its author's} */
    public static boolean areDeclared(SpecAnnotation flags) {
        return !flags.annotations("fields").isEmpty();
    }

    /** {@return the fields of the ready-made groups, each with those of its values that one of some words matches} */
    private static List<FlagField> known(List<String> words) {
        Map<String, Set<String>> byMask = new LinkedHashMap<>();
        for (FlagField field : GroupIndex.fields()) {
            for (String value : field.values()) {
                if (words.stream().anyMatch(word -> matches(word, value))) {
                    byMask.computeIfAbsent(field.mask(), mask -> new LinkedHashSet<>())
                            .add(value);
                }
            }
        }
        return byMask.entrySet().stream()
                .map(entry -> new FlagField(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static boolean matches(String word, String name) {
        return !word.isEmpty() && name.startsWith(word);
    }

    private static Stream<FlagField> declared(SpecAnnotation flags) {
        return flags.annotations("fields").stream()
                .map(field -> new FlagField(field.string("mask"), field.strings("values")));
    }

    /** {@return the number that the mask is written as; nothing if it is a name} */
    public Optional<Long> number() {
        return HEXADECIMAL.matcher(mask).matches()
                ? Optional.of(Long.parseUnsignedLong(mask.substring(2), 16))
                : Optional.empty();
    }

    /** {@return whether the mask begins as a number does, and no name} */
    public boolean isWrittenAsNumber() {
        return !mask.isEmpty() && Character.isDigit(mask.charAt(0));
    }

    /** {@return the names and prefixes that the field speaks of} */
    public Stream<String> names() {
        return Stream.concat(number().isPresent() ? Stream.empty() : Stream.of(mask), values.stream());
    }
}
