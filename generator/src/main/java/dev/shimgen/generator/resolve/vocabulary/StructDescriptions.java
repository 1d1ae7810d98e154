package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecCases;
import dev.shimgen.generator.spec.SpecStruct;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a spec knows of structs, its own {@code @Fields} before those of what it extends and of the ready-made groups.
 *
 * @param structs in that order
 * @param cases what arguments may be, in that order
 */
public record StructDescriptions(List<SpecStruct> structs, List<SpecCases> cases) {

    private static final Pattern POINTERS = Pattern.compile("(?:const )?((?:struct |union )?\\w+) ?\\* ?\\*.*");

    public StructDescriptions {
        structs = List.copyOf(structs);
        cases = List.copyOf(cases);
    }

    public static StructDescriptions of(ShimSpec spec) {
        return new StructDescriptions(spec.structs(), spec.cases());
    }

    /** {@return what is said of a struct, the nearest first; what says it may name a typedef, as sigset_t is one} */
    public Optional<SpecStruct> of(String type, HeaderFacts facts) {
        return structs.stream()
                .filter(struct -> struct.extended() == null)
                .filter(struct -> struct.type().equals(type)
                        || facts.canonical(struct.type()).equals(type))
                .findFirst();
    }

    /** {@return the cases of a struct} */
    public List<SpecStruct> casesOf(SpecStruct struct) {
        return structs.stream()
                .filter(other -> struct.declaredIn().equals(other.extended()))
                .toList();
    }

    /** {@return the structs that the lines of traced calls speak of, sorted by C type; one that the facts do not have is left out} */
    public Collection<StructFact> shown(Collection<Call> calls, HeaderFacts facts) {
        Deque<String> open = new ArrayDeque<>();
        calls.stream()
                .filter(call -> SpecNames.isTraced(call.method()))
                .flatMap(call -> Stream.concat(
                        Stream.of(call.function().result()),
                        call.parameters().stream().map(CParameter::type)))
                .flatMap(type -> structOf(type).stream())
                .forEach(open::add);
        calls.stream()
                .filter(call -> SpecNames.isTraced(call.method()))
                .flatMap(call -> casesOf(call.function().name()))
                .flatMap(one -> one.parameter().annotations().stream())
                .filter(SpecNames::isPointee)
                .forEach(annotation -> open.add(annotation.string("type")));
        SortedMap<String, StructFact> shown = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String type = open.remove();
            StructFact fact = facts.structs().get(type);
            Optional<SpecStruct> said = of(type, facts);
            if (seen.add(type) && fact != null && said.isPresent()) {
                shown.put(type, fact);
                Stream.concat(said.stream(), casesOf(said.get()).stream()).forEach(struct -> {
                    open.add(struct.type());
                    addIfKnown(struct.type(), facts, shown);
                    struct.fields().forEach(field -> open.addAll(links(field, facts)));
                });
            }
        }
        return shown.values();
    }

    private static void addIfKnown(String type, HeaderFacts facts, SortedMap<String, StructFact> shown) {
        StructFact fact = facts.structs().get(type);
        if (fact != null) {
            shown.put(type, fact);
        }
    }

    /** {@return the struct that a type is, or points to, be it by another pointer} */
    public static Optional<String> structOf(CType type) {
        Matcher pointers = POINTERS.matcher(type.before());
        return pointers.matches()
                ? Optional.of(pointers.group(1))
                : Optional.ofNullable(type.struct()).filter(name -> !name.isEmpty());
    }

    /** {@return the structs that a field contains or points to} */
    private static List<String> links(SpecStruct.Field field, HeaderFacts facts) {
        StructFact owner = facts.structs().get(field.owner());
        List<String> links = new ArrayList<>();
        field.annotations().stream()
                .filter(annotation -> annotation.type().equals(SpecNames.IN))
                .map(annotation -> annotation.string("type"))
                .forEach(links::add);
        if (owner != null) {
            owner.fields().stream()
                    .filter(fact -> fact.name().equals(field.method()))
                    .forEach(fact -> {
                        links.add(fact.struct());
                        structOf(fact.type()).ifPresent(links::add);
                    });
        }
        return links;
    }

    /**
     * {@return the annotations with names of constants that lines about some structs need, and the constants that cases go by}
     *
     * @param types C types
     */
    public Stream<SpecAnnotation> annotationsOf(Set<String> types) {
        return structs.stream()
                .filter(struct -> types.contains(struct.type()))
                .flatMap(struct -> struct.fields().stream())
                .flatMap(field -> field.annotations().stream());
    }

    /** {@return the cases of a function's parameters} */
    public Stream<SpecCases.Case> casesOf(String function) {
        return cases.stream()
                .filter(cases -> cases.functions().contains(function))
                .flatMap(cases -> cases.cases().stream());
    }

    /** {@return the constants by which some structs are cases of others} */
    public Stream<String> constantsOf(Set<String> types) {
        return structs.stream()
                .filter(struct -> types.contains(struct.type()))
                .flatMap(struct -> struct.when().stream());
    }
}
