package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.resolve.vocabulary.FieldMeanings;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecCases;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import dev.shimgen.generator.spec.SpecStruct;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of constants, and prefixes of names, that occur in a spec. */
public final class ConstantNames {

    /** The constants that traces print for the directory of a path, and (by prefix) for a file's mode. */
    public static final String AT_FDCWD = "AT_FDCWD";

    public static final String MODE_BITS = "S_I";

    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*_?[A-Z0-9_]*");

    /** How C libraries name the struct behind {@code sigset_t}. */
    private static final Set<String> SIGNAL_SETS = Set.of("sigset_t", "__sigset_t", "struct __sigset_t");

    private ConstantNames() {}

    /**
     * {@return prefixes and whole names: those of flags and values, and words in annotations that look like a constant}
     *
     * @param shown the structs of which lines speak
     */
    public static SortedSet<String> of(ShimSpec spec, Collection<StructFact> shown) {
        SortedSet<String> names = new TreeSet<>();
        Set<String> types = shown.stream().map(StructFact::type).collect(Collectors.toSet());
        StructDescriptions descriptions = StructDescriptions.of(spec);
        descriptions.annotationsOf(types).filter(ConstantNames::hasNames).forEach(meaning -> addNames(meaning, names));
        descriptions.constantsOf(types).forEach(names::add);
        shown.stream()
                .flatMap(struct -> struct.fields().stream()
                        .flatMap(field -> FieldMeanings.of(struct.type(), field.name()).stream()))
                .forEach(meaning -> addNames(meaning, names));
        if (shown.stream().anyMatch(struct -> SIGNAL_SETS.contains(struct.type()))) {
            addNames(FieldMeanings.signals(), names);
        }
        for (SpecMethod method : spec.methods()) {
            if (SpecNames.isTraced(method)) {
                descriptions.casesOf(method.name()).forEach(one -> addCase(one, names));
            }
            method.annotations().forEach(a -> addWholeNames(a, names));
            for (SpecParameter parameter : method.parameters()) {
                for (SpecAnnotation annotation : parameter.annotations()) {
                    if (hasNames(annotation)) {
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

    /** {@return the same, as long as nobody knows which structs lines will speak of: of all of them} */
    public static SortedSet<String> of(ShimSpec spec) {
        SortedSet<String> names = of(spec, List.of());
        StructDescriptions descriptions = StructDescriptions.of(spec);
        Set<String> types = spec.structs().stream().map(SpecStruct::type).collect(Collectors.toSet());
        descriptions.annotationsOf(types).filter(ConstantNames::hasNames).forEach(meaning -> addNames(meaning, names));
        descriptions.constantsOf(types).forEach(names::add);
        FieldMeanings.ofStructs(types).forEach(meaning -> addNames(meaning, names));
        names.remove("");
        return names;
    }

    /** {@return the constants whose names begin with a prefix; none for an empty prefix} */
    public static SortedMap<String, ConstantFact> startingWith(
            String prefix, SortedMap<String, ConstantFact> constants) {
        return prefix.isEmpty() ? new TreeMap<>() : constants.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static void addCase(SpecCases.Case one, SortedSet<String> names) {
        names.addAll(one.when());
        one.parameter().annotations().stream()
                .filter(ConstantNames::hasNames)
                .forEach(meaning -> addNames(meaning, names));
    }

    private static boolean hasNames(SpecAnnotation annotation) {
        return annotation.type().equals(SpecNames.FLAGS) || annotation.type().equals(SpecNames.ONE_OF);
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
