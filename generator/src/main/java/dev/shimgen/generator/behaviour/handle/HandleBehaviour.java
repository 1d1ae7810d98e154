package dev.shimgen.generator.behaviour.handle;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.ErrorNames;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ExtentTable;
import dev.shimgen.generator.plan.HandlePlan;
import dev.shimgen.generator.plan.HandlePlan.Travel;
import dev.shimgen.generator.plan.HandledCalls;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code @Handle}: Java answers in place of what stands behind it. Inside the trace, which shows what the program gets; around all
 * that is done for the real call.
 */
public final class HandleBehaviour implements Behaviour<HandlePlan> {

    private static final String ANNOTATION = "dev.shimgen.spec.Handle";
    private static final String FD = "dev.shimgen.spec.Fd";

    /** How many bits pointers have where a Java can answer. */
    private static final int WORD = 64;

    @Override
    public String id() {
        return HandlePlan.ID;
    }

    @Override
    public Class<HandlePlan> planType() {
        return HandlePlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public @Nullable HandlePlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        SpecAnnotation annotation = request.annotation(ANNOTATION);
        if (annotation == null) {
            return null;
        }
        Travels travels = new Travels(request);
        List<Travel> arguments = request.parameters().stream().map(travels::of).toList();
        String obstacle = obstacle(request, arguments);
        if (obstacle != null) {
            refuse(request, obstacle, diagnostics);
            return null;
        }
        String otherwise = annotation.string("otherwise");
        if (!otherwise.isEmpty()) {
            if (!ErrorNames.check(otherwise, annotation, request, diagnostics)) {
                return null;
            }
            if (request.failure() == CallPlan.Failure.NEVER) {
                diagnostics.error(
                        Code.SG0205,
                        annotation.position(),
                        request.method().name() + " has no way to fail, so it cannot fail with " + otherwise
                                + " if nobody answers; leave that out, or say with @Fails how it fails");
                return null;
            }
        }
        boolean opens = ExtentTable.ofTheCLibrary().opens(request.method().name())
                || request.method().annotations().stream()
                        .anyMatch(a -> a.type().equals(FD));
        return new HandlePlan(
                arguments, otherwise.isEmpty() ? null : otherwise, opens, opens ? closing(request) : null);
    }

    /** A method of the author's own that does nothing is a mistake; one of a ready-made group is passed through, and that is said. */
    private static void refuse(BehaviourRequest request, String obstacle, Diagnostics diagnostics) {
        String name = request.method().name();
        // A spec may be for several platforms, and what one of them lacks is no mistake of its author.
        if (request.method().inherited() || request.bits() != WORD) {
            diagnostics.warning(
                    Code.SG0216,
                    request.method().position(),
                    name + " is passed through without @Handle: " + obstacle + "; say so with @PassThrough");
        } else {
            diagnostics.error(
                    Code.SG0216,
                    request.method().position(),
                    "@Handle is not possible for " + name + ": " + obstacle
                            + "; leave it out, with @PassThrough if it is on" + " the interface");
        }
    }

    private static @Nullable String obstacle(BehaviourRequest request, List<Travel> arguments) {
        if (request.noReturn()) {
            return "it never returns";
        }
        if (request.bits() != WORD) {
            return "handlers need 64-bit programs, and " + request.facts().platform() + " has " + request.bits()
                    + " bits";
        }
        if (request.tail() instanceof CallPlan.ListTail
                || request.tail() instanceof CallPlan.StringsTail
                || request.tail() instanceof CallPlan.UnknownTail) {
            return "only the program knows how many arguments it passes";
        }
        Carrier result = request.function().result().carrier();
        if (result == Carrier.STRUCT || result == Carrier.OPAQUE || result == Carrier.VA_LIST) {
            return "it returns a " + request.function().result().spelling() + ", which cannot go to another process";
        }
        if (arguments.size() > HandlePlan.MOST_ARGUMENTS) {
            return "it has more than " + HandlePlan.MOST_ARGUMENTS + " parameters";
        }
        for (int i = 0; i < arguments.size(); i++) {
            String obstacle = Travels.obstacle(request.parameters().get(i), arguments.get(i));
            if (obstacle != null) {
                return obstacle;
            }
        }
        return null;
    }

    /** {@return the flag of a parameter that closes a new descriptor in a program that is executed: {@code O_CLOEXEC}} */
    private static HandlePlan.@Nullable Closing closing(BehaviourRequest request) {
        List<ParameterPlan> parameters = request.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).meaning() instanceof Meaning.Flags flags) {
                int place = i;
                HandlePlan.Closing found = request.constantSet(flags.constantSet()).stream()
                        .flatMap(set -> set.constants().stream())
                        .filter(constant ->
                                constant.name().endsWith("_CLOEXEC") && constant.value() instanceof ConstantFact.Int)
                        .map(constant -> new HandlePlan.Closing(place, ((ConstantFact.Int) constant.value()).value()))
                        .findFirst()
                        .orElse(null);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    // C
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Map<String, Object> view(HandlePlan plan, CallPlan call, EntryPlan entry) {
        return HandleView.of(plan, call, entry);
    }

    @Override
    public Map<String, Object> shimView(ShimPlan shim) {
        HandledCalls handled = HandledCalls.of(shim);
        Map<String, Object> view = new HashMap<>();
        List<Map<String, Object>> functions = new ArrayList<>();
        handled.calls().forEach(call -> functions.add(Map.of("name", call.name())));
        view.put("functions", functions);
        view.put("count", handled.calls().size());
        view.put("shim", shim.name());
        view.put("digest", "0x" + Long.toHexString(handled.digest()));
        return view;
    }
}
