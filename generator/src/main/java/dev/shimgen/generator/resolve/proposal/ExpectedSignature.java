package dev.shimgen.generator.resolve.proposal;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the Java method that stands for a C function, as {@link Proposals} proposes it, on one line for messages. */
public final class ExpectedSignature {

    /** A longer list of constants would hide the types that the message is about. */
    private static final int NAMES = 3;

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, null);

    private final Proposals proposals;

    public ExpectedSignature(HeaderFacts facts) {
        this.proposals = new Proposals(facts);
    }

    /** {@return for example {@code int stat(@Path String file, @Out Stat buf)}} */
    String of(Call call) {
        return of(call.function(), call.parameters());
    }

    /**
     * {@return the method for a function that the spec has no method for}
     *
     * @param all the function's parameters, including those of its tail
     */
    public String of(FunctionFact function, List<CParameter> all) {
        SpecMethod method = proposals.of(function, all, function.header(), "", place -> NOWHERE);
        String parameters =
                method.parameters().stream().map(ExpectedSignature::parameter).collect(Collectors.joining(", "));
        return method.result().simpleName() + " " + method.name() + "(" + parameters + ")";
    }

    private static String parameter(SpecParameter parameter) {
        String meaning = SpecNames.meanings(parameter).stream()
                .map(FlagField::brief)
                .filter(annotation -> annotation.strings("value").size() <= NAMES
                        && annotation.annotations("fields").isEmpty())
                .map(annotation -> AnnotationText.of(brief(annotation)) + " ")
                .collect(Collectors.joining());
        return meaning + parameter.type().simpleName() + " " + parameter.name();
    }

    /**
     * Leaves out which fields a trace shows, and how many: the message is not about them. That a pointer to a pointer leads to a list
     * is what makes it one that may be marked.
     */
    private static SpecAnnotation brief(SpecAnnotation annotation) {
        if (!SpecNames.isPointee(annotation)) {
            return annotation;
        }
        Map<String, Object> kept = new HashMap<>(annotation.values());
        kept.keySet().retainAll(Set.of("next", "type"));
        return new SpecAnnotation(annotation.type(), kept, annotation.position());
    }
}
