package dev.shimgen.generator.resolve;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a call's plan together, once the compiler has told what it knows of the function. */
final class CallPlanner {

    /** man 3 exec, man 2 execve: a success does not return. */
    private static final Set<String> EXECS =
            Set.of("execve", "execv", "execvp", "execvpe", "execveat", "fexecve", "execl", "execlp", "execle");

    private final HeaderFacts facts;
    private final PublicHeaders headers;
    private final SymbolVersions versions;
    private final ParameterNames parameterNames;
    private final Meanings meanings;
    private final Behaviours behaviours;
    private final Diagnostics diagnostics;

    CallPlanner(
            HeaderFacts facts,
            PublicHeaders headers,
            SymbolVersions versions,
            ParameterNames parameterNames,
            Meanings meanings,
            Behaviours behaviours,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.headers = headers;
        this.versions = versions;
        this.parameterNames = parameterNames;
        this.meanings = meanings;
        this.behaviours = behaviours;
        this.diagnostics = diagnostics;
    }

    /** {@return the plans of a call's parameters} */
    List<ParameterPlan> parameters(Call call) {
        List<SpecParameter> java = call.method().parameters();
        List<String> names =
                parameterNames.choose(java.stream().map(SpecParameter::name).toList(), List.of());
        Map<String, String> renamed = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            renamed.put(call.parameters().get(i).name(), names.get(i));
        }
        List<Meaning> meant = meanings.of(call, names);
        List<ParameterPlan> plans = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            plans.add(new ParameterPlan(
                    names.get(i),
                    java.get(i).name(),
                    ParameterNames.rename(call.parameters().get(i).type(), renamed),
                    java.get(i).type().name(),
                    meant.get(i)));
        }
        return plans;
    }

    /**
     * {@return the call's plan}
     *
     * @param siblings the symbols, the function's own first
     * @param declared what the headers declare, by C name
     */
    CallPlan plan(
            Call call,
            List<ParameterPlan> parameters,
            List<Siblings.Sibling> siblings,
            Map<String, String> declared,
            boolean noReturn) {
        CallPlan.Failure failure = new Failures(facts, diagnostics).of(call, noReturn);
        return new CallPlan(
                call.function().name(),
                headers.of(call.function().header()),
                call.function().result(),
                call.method().result().name(),
                failure,
                parameters,
                call.tail().plan(parameters.stream().map(ParameterPlan::name).toList()),
                noReturn,
                EXECS.contains(call.function().name()),
                siblings.stream()
                        .flatMap(s -> versions.of(s).stream())
                        .map(v -> entry(v, parameters, declared))
                        .toList(),
                behaviours(call, parameters, failure, noReturn));
    }

    private EntryPlan entry(
            SymbolVersions.Versioned versioned, List<ParameterPlan> parameters, Map<String, String> declared) {
        Siblings.Sibling sibling = versioned.sibling();
        List<CParameter> own = sibling.prototype().parameters();
        List<String> taken = parameters.stream().map(ParameterPlan::name).toList();
        List<String> names = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            int position = sibling.positions().get(i);
            String name = position >= 0
                    ? parameters.get(position).name()
                    : parameterNames
                            .choose(List.of(JavaNames.parameter(own.get(i).name(), i)), taken)
                            .get(0);
            names.add(name);
            renamed.put(own.get(i).name(), name);
        }
        List<EntryPlan.Argument> arguments = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            @Nullable String carried = sibling.positions().get(i) < 0 ? null : names.get(i);
            arguments.add(new EntryPlan.Argument(
                    names.get(i), ParameterNames.rename(own.get(i).type(), renamed), carried));
        }
        return new EntryPlan(
                sibling.symbol(),
                sibling.prototype().result(),
                arguments,
                sibling.prototype().variadic(),
                versioned.ownPrototype() ? null : declared.get(sibling.symbol()),
                sibling.twin(),
                sibling.why(),
                versioned.version());
    }

    private List<BehaviourPlan> behaviours(
            Call call, List<ParameterPlan> parameters, CallPlan.Failure failure, boolean noReturn) {
        SpecMethod method = call.method();
        Optional<SpecAnnotation> passThrough = method.annotations().stream()
                .filter(a -> a.type().equals(SpecNames.PASS_THROUGH))
                .findFirst();
        if (passThrough.isPresent()) {
            refuseBesidePassThrough(method);
            return List.of();
        }
        BehaviourRequest request = new BehaviourRequest(method, call.function(), parameters, failure, noReturn, facts);
        List<BehaviourPlan> plans = new ArrayList<>();
        for (Behaviour behaviour : behaviours.ordered()) {
            BehaviourPlan plan = behaviour.plan(request, diagnostics);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }

    /** What stands on the interface is what pass-through takes a method out of; what stands on its parameters contradicts. */
    private void refuseBesidePassThrough(SpecMethod method) {
        for (SpecParameter parameter : method.parameters()) {
            for (SpecAnnotation annotation : parameter.annotations()) {
                if (behaviours.ordered().stream().anyMatch(b -> b.annotation().equals(annotation.type()))) {
                    diagnostics.error(
                            Code.SG0205,
                            annotation.position(),
                            "@" + annotation.type().substring(annotation.type().lastIndexOf('.') + 1)
                                    + " contradicts @PassThrough, which says that nothing but the real function is"
                                    + " called; leave one of them out");
                }
            }
        }
    }
}
