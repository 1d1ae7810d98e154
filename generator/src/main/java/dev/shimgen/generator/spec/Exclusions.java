package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Behaviours that cannot both be meant. Which of two counts is said by where they stand, if one interface extends the other;
 * of interfaces that do not, neither goes before the other.
 */
final class Exclusions {

    private static final String PASS_THROUGH = AnnotationReader.SPEC_PACKAGE + ".PassThrough";

    private static final String REPLACE = AnnotationReader.SPEC_PACKAGE + ".Replace";
    private static final String CLEAR_FLAGS = AnnotationReader.SPEC_PACKAGE + ".ClearFlags";

    /** How many functions a message names. */
    private static final int NAMED = 3;

    private final Diagnostics diagnostics;
    private final Map<Pair, List<String>> inherited = new LinkedHashMap<>();

    Exclusions(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * Reports what contradicts another behaviour of its own method: what stands beside {@code @PassThrough}, and
     * {@code @ClearFlags} beside {@code @Replace}. On an interface that would be what the method is taken out of; on the method
     * itself, or on its parameters, it contradicts.
     *
     * @param own those on the method itself
     * @param origin for messages, where the method is, if the place does not tell
     */
    void onOneMethod(List<SpecAnnotation> own, List<SpecParameter> parameters, String origin) {
        if (own.stream().anyMatch(annotation -> annotation.type().equals(REPLACE))) {
            parameters.stream()
                    .flatMap(parameter -> parameter.annotations().stream())
                    .filter(annotation -> annotation.type().equals(CLEAR_FLAGS))
                    .forEach(clear -> diagnostics.error(
                            Code.SG0205,
                            clear.position(),
                            "@ClearFlags" + origin
                                    + " contradicts @Replace, which answers without the real function: there is nobody"
                                    + " to be given the other flags; leave one of them out"));
        }
        if (own.stream().noneMatch(Exclusions::passesThrough)) {
            return;
        }
        Stream.concat(own.stream(), parameters.stream().flatMap(p -> p.annotations().stream()))
                .filter(annotation -> annotation.isBehaviour() && !passesThrough(annotation))
                .forEach(other -> diagnostics.error(
                        Code.SG0205,
                        other.position(),
                        "@" + other.simpleName() + origin
                                + " contradicts @PassThrough, which says that nothing but the real function is"
                                + " called; leave one of them out"));
    }

    /**
     * {@return one method that has what both say}
     *
     * <p>Takes note of behaviours of which each excludes the other: {@code @PassThrough} and any, and one behaviour with two sets
     * of values.
     *
     * @param first what counts for everything but annotations
     * @param second the same function by another way: from an interface that has nothing to do with the first one's, or from the
     *     same one, past other interfaces
     */
    SpecMethod joined(SpecMethod first, SpecMethod second) {
        Optional<Pair> exclusion = exclusion(everything(first), everything(second));
        if (exclusion.isPresent()) {
            inherited
                    .computeIfAbsent(exclusion.get(), pair -> new ArrayList<>())
                    .add(first.name());
            return first;
        }
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < first.parameters().size(); i++) {
            SpecParameter parameter = first.parameters().get(i);
            List<SpecAnnotation> behaviours = second.parameters().get(i).annotations().stream()
                    .filter(SpecAnnotation::isBehaviour)
                    .toList();
            parameters.add(new SpecParameter(
                    parameter.name(),
                    parameter.type(),
                    joined(parameter.annotations(), behaviours),
                    parameter.position()));
        }
        return new SpecMethod(
                first.name(),
                first.result(),
                parameters,
                joined(first.annotations(), second.annotations()),
                first.declaredIn(),
                first.inherited(),
                first.position());
    }

    /**
     * Reports what {@link #joined} took note of: one message for two annotations, for however many functions.
     *
     * @param spec simple name of the spec
     */
    void reportInherited(String spec) {
        inherited.forEach((pair, functions) -> {
            SourcePosition other = pair.first().position();
            String names = functions.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (functions.size() > NAMED ? ", …" : "");
            diagnostics.error(
                    Code.SG0205,
                    pair.second().position(),
                    pair.second().text() + " and " + pair.first().text() + " (" + other.file() + ":" + other.line()
                            + ") exclude each other, and " + spec + " inherits both for " + names + ": declare "
                            + (functions.size() == 1 ? "that" : "those") + " in " + spec
                            + " with what counts, or do without one of the interfaces");
        });
    }

    private record Pair(SpecAnnotation first, SpecAnnotation second) {}

    private static List<List<SpecAnnotation>> everything(SpecMethod method) {
        List<List<SpecAnnotation>> all = new ArrayList<>();
        all.add(method.annotations());
        method.parameters().forEach(parameter -> all.add(parameter.annotations()));
        return all;
    }

    private static Optional<Pair> exclusion(List<List<SpecAnnotation>> first, List<List<SpecAnnotation>> second) {
        Optional<Pair> passed = pairs(onlyIn(first, second), onlyIn(second, first))
                .filter(pair -> passesThrough(pair.first()) != passesThrough(pair.second()))
                .findFirst();
        if (passed.isPresent()) {
            return passed;
        }
        for (int i = 0; i < first.size(); i++) {
            List<SpecAnnotation> here = first.get(i);
            List<SpecAnnotation> there = second.get(i);
            Optional<Pair> different = pairs(behaviours(here), behaviours(there))
                    .filter(pair -> pair.first().type().equals(pair.second().type()))
                    .filter(pair -> isNearest(pair.first(), here) && isNearest(pair.second(), there))
                    .filter(pair -> !there.contains(pair.first()) && !here.contains(pair.second()))
                    .filter(pair -> !pair.first().values().equals(pair.second().values()))
                    .findFirst();
            if (different.isPresent()) {
                return different;
            }
        }
        return Optional.empty();
    }

    /** What stands on an interface that both come by excludes nothing: it counts for the spec's methods whichever way. */
    private static List<SpecAnnotation> onlyIn(List<List<SpecAnnotation>> some, List<List<SpecAnnotation>> others) {
        List<SpecAnnotation> all = some.stream()
                .flatMap(annotations -> behaviours(annotations).stream())
                .toList();
        boolean nothing = all.stream().anyMatch(Exclusions::passesThrough);
        return all.stream()
                .filter(annotation -> !nothing || passesThrough(annotation))
                .filter(annotation -> others.stream().noneMatch(other -> other.contains(annotation)))
                .toList();
    }

    private static Stream<Pair> pairs(List<SpecAnnotation> first, List<SpecAnnotation> second) {
        return first.stream().flatMap(one -> second.stream().map(other -> new Pair(one, other)));
    }

    private static List<SpecAnnotation> behaviours(List<SpecAnnotation> annotations) {
        return annotations.stream().filter(SpecAnnotation::isBehaviour).toList();
    }

    private static boolean passesThrough(SpecAnnotation annotation) {
        return annotation.type().equals(PASS_THROUGH);
    }

    /** {@return those of both; the first of a type counts, so one that the other list has behind a nearer one stays behind it} */
    private static List<SpecAnnotation> joined(List<SpecAnnotation> first, List<SpecAnnotation> second) {
        List<SpecAnnotation> all = new ArrayList<>(first);
        List<SpecAnnotation> nearer = new ArrayList<>();
        for (SpecAnnotation other : second) {
            if (!first.contains(other)) {
                boolean before = isNearest(other, second)
                        && nearest(other.type(), first).filter(second::contains).isPresent();
                (before ? nearer : all).add(other);
            }
        }
        nearer.addAll(all);
        return List.copyOf(nearer);
    }

    private static boolean isNearest(SpecAnnotation annotation, List<SpecAnnotation> annotations) {
        return nearest(annotation.type(), annotations)
                .filter(annotation::equals)
                .isPresent();
    }

    private static Optional<SpecAnnotation> nearest(String type, List<SpecAnnotation> annotations) {
        return annotations.stream().filter(a -> a.type().equals(type)).findFirst();
    }
}
