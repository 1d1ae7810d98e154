package dev.shimgen.generator.resolve;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.Provider;
import dev.shimgen.generator.resolve.function.Binary128;
import dev.shimgen.generator.resolve.function.JumpFunctions;
import dev.shimgen.generator.resolve.include.ParameterNames;
import dev.shimgen.generator.resolve.meaning.ConstantSets;
import dev.shimgen.generator.resolve.meaning.Failures;
import dev.shimgen.generator.resolve.meaning.Meanings;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.symbol.Siblings;
import dev.shimgen.generator.resolve.symbol.SymbolVersions;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a call's plan together, once the compiler has told what it knows of the function. */
final class CallPlanner {

    /** man 3 exec, man 2 execve: a success does not return. */
    private static final Set<String> EXECS =
            Set.of("execve", "execv", "execvp", "execvpe", "execveat", "fexecve", "execl", "execlp", "execle");

    private final JumpFunctions jumps = new JumpFunctions();
    private final HeaderFacts facts;
    private final IncludableHeaders headers;
    private final SymbolVersions versions;
    private final ParameterNames parameterNames;
    private final ConstantSets sets;
    private final Meanings meanings;
    private final Behaviours behaviours;
    private final Preprocessed preprocessed;
    private final Diagnostics diagnostics;

    CallPlanner(
            HeaderFacts facts,
            IncludableHeaders headers,
            SymbolVersions versions,
            ParameterNames parameterNames,
            ConstantSets sets,
            Meanings meanings,
            Behaviours behaviours,
            Preprocessed preprocessed,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.headers = headers;
        this.versions = versions;
        this.parameterNames = parameterNames;
        this.sets = sets;
        this.meanings = meanings;
        this.behaviours = behaviours;
        this.preprocessed = preprocessed;
        this.diagnostics = diagnostics;
    }

    /** Reports what the author says of structs that are not there. */
    void checkStructs() {
        meanings.checkStructs();
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
            ParameterPlan plan = new ParameterPlan(
                    names.get(i),
                    java.get(i).name(),
                    ParameterNames.rename(call.parameters().get(i).type(), renamed),
                    java.get(i).type().name(),
                    meant.get(i));
            plans.add(meanings.withChoices(plan, call, names, i));
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
        Optional<JumpFunctions.Jump> jump = jumps.of(call.function().name(), call.tail());
        List<BehaviourPlan> plans = behaviours(call, parameters, failure, noReturn);
        // What is replaced is not reached at all: the wrapper is a plain function that returns.
        boolean reached = plans.stream().noneMatch(p -> p.stand() == BehaviourPlan.Stand.INSTEAD);
        if (jump.isPresent() && reached) {
            plans = beforeJump(call, plans, jump.get());
        }
        boolean empty = plans.isEmpty();
        Function<CType, Provider.Absence> absence = result -> Provider.Absence.of(result, failure, noReturn);
        CallPlan.Forwarding forwarding = jump.<CallPlan.Forwarding>map(
                        j -> reached ? new CallPlan.Jumped(j.reason()) : new CallPlan.Unreached(j.reason()))
                .orElseGet(() -> forwarding(empty));
        List<BehaviourPlan> wanted = plans;
        Function<List<EntryPlan>, CallPlan> withEntries = entries -> new CallPlan(
                call.function().name(),
                headers.of(call.function().header()),
                call.function().result(),
                meanings.ofResult(call),
                call.method().result().name(),
                failure,
                parameters,
                tail(call, parameters),
                noReturn,
                reached && EXECS.contains(call.function().name()),
                entries,
                wanted,
                forwarding,
                Binary128.condition(call.function(), preprocessed));
        CallPlan versioned = withEntries.apply(siblings.stream()
                .flatMap(sibling -> versions.of(sibling).stream())
                .map(v -> entry(v, parameters, declared, absence))
                .toList());
        if (!(forwarding instanceof CallPlan.Jumped) || empty || isBracketed(versioned)) {
            return versioned;
        }
        // What stands before a jump in C stands before all versions, and the jump goes to today's.
        return withEntries.apply(siblings.stream()
                .map(SymbolVersions.Versioned::all)
                .map(v -> entry(v, parameters, declared, absence))
                .toList());
    }

    private static CallPlan.Tail tail(Call call, List<ParameterPlan> parameters) {
        return call.tail().plan(parameters.stream().map(ParameterPlan::name).toList());
    }

    private boolean isBracketed(CallPlan call) {
        return call.entries().stream().allMatch(entry -> behaviours.brackets(call, entry));
    }

    /** How a function is reached that can be called; {@code passes}: without any behaviour. */
    private CallPlan.Forwarding forwarding(boolean passes) {
        if (!JumpFunctions.possibleOn(facts.platform())) {
            return new CallPlan.Called();
        }
        return passes ? new CallPlan.Passed() : new CallPlan.Bracketed();
    }

    /** {@return the plans that a jump can have; the others are reported} */
    private List<BehaviourPlan> beforeJump(Call call, List<BehaviourPlan> plans, JumpFunctions.Jump jump) {
        List<BehaviourPlan> possible = new ArrayList<>();
        for (BehaviourPlan plan : plans) {
            Behaviour<?> behaviour = behaviours.of(plan);
            String name = call.function().name();
            String annotation = "@"
                    + behaviour.annotation().substring(behaviour.annotation().lastIndexOf('.') + 1);
            if (plan.stand() == BehaviourPlan.Stand.AROUND && call.method().inherited()) {
                // A ready-made group has what it has; the author has not written this one.
                diagnostics.warning(
                        Code.SG0212,
                        call.method().position(),
                        name + " is passed through without " + annotation + ": " + jump.reason()
                                + ", so its wrapper jumps to it; say so with @PassThrough");
            } else if (plan.stand() == BehaviourPlan.Stand.AROUND) {
                diagnostics.error(
                        Code.SG0212,
                        position(call.method(), behaviour.annotation()),
                        annotation + " is not possible for " + name + ": " + jump.reason()
                                + ". So its wrapper jumps to it, and can neither change an argument nor see the result;"
                                + " @Trace prints the arguments, and @Replace answers without " + name);
            } else if (jump.silence() != null) {
                diagnostics.warning(
                        Code.SG0212,
                        call.method().position(),
                        name + " is passed through without " + annotation + ": " + jump.reason() + ", and "
                                + jump.silence() + "; say so with @PassThrough");
            } else {
                possible.add(plan);
            }
        }
        return possible;
    }

    private static SourcePosition position(SpecMethod method, String annotation) {
        return Stream.concat(
                        method.annotations().stream(),
                        method.parameters().stream().flatMap(p -> p.annotations().stream()))
                .filter(a -> a.type().equals(annotation))
                .map(SpecAnnotation::position)
                .findFirst()
                .orElse(method.position());
    }

    private EntryPlan entry(
            SymbolVersions.Versioned versioned,
            List<ParameterPlan> parameters,
            Map<String, String> declared,
            Function<CType, Provider.Absence> absence) {
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
                            .choose(List.of(JavaNamesOfC.parameter(own.get(i).name(), i)), taken)
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
                versioned.version(),
                new Provider(
                        versions.library(sibling.symbol()),
                        absence.apply(sibling.prototype().result())));
    }

    private List<BehaviourPlan> behaviours(
            Call call, List<ParameterPlan> parameters, CallPlan.Failure failure, boolean noReturn) {
        SpecMethod method = call.method();
        if (method.annotations().stream().anyMatch(a -> a.type().equals(SpecNames.PASS_THROUGH))) {
            return List.of();
        }
        BehaviourRequest request = new BehaviourRequest(
                method,
                call.function(),
                parameters,
                tail(call, parameters),
                failure,
                noReturn,
                Machine.of(facts.platform()).map(Machine::bits).orElse(64),
                facts,
                sets.sets());
        List<BehaviourPlan> plans = new ArrayList<>();
        for (Behaviour<?> behaviour : behaviours.ordered()) {
            BehaviourPlan plan = behaviour.plan(request, diagnostics);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }
}
