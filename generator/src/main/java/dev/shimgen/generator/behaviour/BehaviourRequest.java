package dev.shimgen.generator.behaviour;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a behaviour is asked to plan.
 *
 * @param method the spec's method
 * @param function its function
 * @param parameters the call's parameters, in the order of the method's
 * @param tail what follows the function's fixed parameters
 * @param failure how the function's result tells a failure
 * @param noReturn whether the function never returns
 * @param bits how many a pointer has
 * @param facts the headers
 * @param constantSets the names that parameters' meanings refer to
 */
public record BehaviourRequest(
        SpecMethod method,
        FunctionFact function,
        List<ParameterPlan> parameters,
        CallPlan.Tail tail,
        CallPlan.Failure failure,
        boolean noReturn,
        int bits,
        HeaderFacts facts,
        Collection<ConstantSet> constantSets) {

    /** {@return the annotation that counts for the method: its own, else its interface's, else the spec's} */
    public @Nullable SpecAnnotation annotation(String type) {
        return method.annotations().stream()
                .filter(a -> a.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** {@return the names of a meaning} */
    public Optional<ConstantSet> constantSet(String id) {
        return constantSets.stream().filter(set -> set.id().equals(id)).findFirst();
    }

    /** {@return the annotations of this type on the method's parameters} */
    public Stream<SpecAnnotation> parameterAnnotations(String type) {
        return method.parameters().stream()
                .flatMap(p -> p.annotations().stream())
                .filter(a -> a.type().equals(type));
    }
}
