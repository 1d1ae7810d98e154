package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.resolve.vocabulary.FieldMeanings;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of constants, and prefixes of names, that occur in a spec. */
public final class ConstantNames {

    /** The constants that traces print for the directory of a path, and (by prefix) for a file's mode. */
    public static final String AT_FDCWD = "AT_FDCWD";

    public static final String MODE_BITS = "S_I";

    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*_?[A-Z0-9_]*");

    private ConstantNames() {}

    /**
     * {@return prefixes and whole names: those of flags and values, and words in annotations that look like a constant}
     */
    public static SortedSet<String> of(ShimSpec spec) {
        SortedSet<String> names = new TreeSet<>();
        for (SpecMethod method : spec.methods()) {
            method.annotations().forEach(a -> addWholeNames(a, names));
            for (SpecParameter parameter : method.parameters()) {
                for (SpecAnnotation annotation : parameter.annotations()) {
                    if (annotation.type().equals(SpecNames.FLAGS)
                            || annotation.type().equals(SpecNames.ONE_OF)) {
                        addNames(annotation, names);
                    } else {
                        addWholeNames(annotation, names);
                    }
                    annotation.strings("show").stream()
                            .flatMap(FieldMeanings::named)
                            .forEach(meaning -> addNames(meaning, names));
                }
                if (SpecNames.has(parameter, SpecNames.WAIT_STATUS)) {
                    addNames(FieldMeanings.signals(), names);
                }
                if (SpecNames.has(parameter, SpecNames.DIR_FD)) {
                    names.add(AT_FDCWD);
                }
                if (SpecNames.has(parameter, SpecNames.MODE)) {
                    names.add(MODE_BITS);
                }
            }
        }
        names.remove("");
        return names;
    }

    /** {@return the constants whose names begin with a prefix; none for an empty prefix} */
    public static SortedMap<String, ConstantFact> startingWith(
            String prefix, SortedMap<String, ConstantFact> constants) {
        return prefix.isEmpty() ? new TreeMap<>() : constants.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static void addNames(SpecAnnotation meaning, SortedSet<String> names) {
        names.addAll(meaning.strings("value"));
        if (meaning.type().equals(SpecNames.FLAGS)) {
            FlagField.of(meaning).stream().flatMap(FlagField::names).forEach(names::add);
        }
    }

    private static void addWholeNames(SpecAnnotation annotation, SortedSet<String> names) {
        for (String member : annotation.values().keySet()) {
            for (String value : annotation.strings(member)) {
                if (CONSTANT.matcher(value).matches()) {
                    names.add(value);
                }
            }
        }
    }
}
