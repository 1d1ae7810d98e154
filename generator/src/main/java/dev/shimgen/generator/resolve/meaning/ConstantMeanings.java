package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the names that {@code @Flags} and {@code @OneOf} speak of. */
public final class ConstantMeanings {

    private final HeaderFacts facts;
    private final ConstantSets sets;
    private final IncludableHeaders headers;
    private final List<String> undescribed;
    private final Diagnostics diagnostics;

    /**
     * A check.
     *
     * @param undescribed headers of the author's of which the facts say nothing
     */
    public ConstantMeanings(
            HeaderFacts facts,
            ConstantSets sets,
            IncludableHeaders headers,
            List<String> undescribed,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.sets = sets;
        this.headers = headers;
        this.undescribed = undescribed;
        this.diagnostics = diagnostics;
    }

    /** {@return the set of an annotation; nothing if it names something unknown, which has been reported} */
    Optional<ConstantSet> set(SpecAnnotation annotation, boolean flags, Call call) {
        SpecMethod method = call.method();
        List<String> names = annotation.strings("value");
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            if (sets.matching(name).isEmpty()) {
                unknown.add(name);
            }
        }
        // A ready-made group is written for the newest headers: what older ones lack is no fault of the author.
        boolean tolerated = method.declaredIn().startsWith(SpecNames.PACKAGE) && !names.isEmpty();
        if (tolerated && unknown.size() == names.size()) {
            return Optional.empty();
        }
        if (names.isEmpty() || (!unknown.isEmpty() && !tolerated)) {
            unknown.forEach(name -> diagnostics.error(Code.SG0209, annotation.position(), unknown(name)));
            if (names.isEmpty()) {
                diagnostics.error(
                        Code.SG0204,
                        annotation.position(),
                        "no names: say what the constants begin with, for example @Flags(\"O_\")");
            }
            return Optional.empty();
        }
        ConstantSets.Chosen chosen =
                sets.choose(names, flags, headers.of(call.function().header()));
        if (!chosen.ties().isEmpty() && !method.declaredIn().startsWith(SpecNames.PACKAGE)) {
            diagnostics.warning(Code.SG0204, annotation.position(), tied(chosen.ties()));
        }
        return Optional.of(chosen.set());
    }

    private static String tied(List<List<String>> ties) {
        String pairs = ties.stream()
                .limit(3)
                .map(pair -> pair.get(0) + " and " + pair.get(1))
                .collect(Collectors.joining(", "));
        return "two names for one value: " + pairs + (ties.size() > 3 ? " and others" : "")
                + "; the first is printed. To have the right one, name the constants of this parameter one by one";
    }

    private String unknown(String name) {
        if (name.isEmpty()) {
            return "an empty name: every constant begins with that";
        }
        if (!ConstantNames.startingWith(name, facts.constants()).isEmpty()) {
            return "the headers of this spec do not define an integer constant that is or begins with \"" + name
                    + "\" on this machine";
        }
        TreeSet<String> candidates = new TreeSet<>(facts.constants().keySet());
        for (String constant : facts.constants().keySet()) {
            for (int i = constant.indexOf('_', 1); i > 0; i = constant.indexOf('_', i + 1)) {
                candidates.add(constant.substring(0, i + 1));
            }
        }
        return "no constant in the headers of " + facts.platform() + " is or begins with \"" + name + "\""
                + Suggestions.closest(name, candidates)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("")
                + undescribed();
    }

    private String undescribed() {
        if (undescribed.isEmpty()) {
            return "";
        }
        String named = undescribed.stream().map(header -> "<" + header + ">").collect(Collectors.joining(" and "));
        return "\nThe recorded catalogue says nothing of " + named
                + "; a jextract can read that: name one with -Dshimgen.jextract=<path>, JEXTRACT or JEXTRACT_HOME";
    }
}
