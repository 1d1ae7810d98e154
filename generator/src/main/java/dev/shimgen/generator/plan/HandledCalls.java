package dev.shimgen.generator.plan;

import dev.shimgen.generator.digest.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls of a shim that Java may answer.
 *
 * @param calls in the order of the plan: the place of each is the number that it has in messages
 */
public record HandledCalls(List<CallPlan> calls) {

    public HandledCalls {
        calls = List.copyOf(calls);
    }

    /** {@return those of a shim} */
    public static HandledCalls of(ShimPlan shim) {
        return new HandledCalls(
                shim.calls().stream().filter(call -> plan(call).isPresent()).toList());
    }

    /** {@return how a call travels; empty if nobody handles it} */
    public static Optional<HandlePlan> plan(CallPlan call) {
        return call.behaviours().stream()
                .filter(HandlePlan.class::isInstance)
                .map(HandlePlan.class::cast)
                .findFirst();
    }

    /** {@return a number that is another one if the functions are others, or travel in another way} */
    public long digest() {
        List<String> lines = new ArrayList<>();
        for (CallPlan call : calls) {
            List<String> types = call.parameters().stream()
                    .map(parameter -> parameter.type().carrier().name())
                    .toList();
            lines.add(call.name() + " " + call.result().carrier() + " " + types + " "
                    + plan(call).orElseThrow().arguments());
        }
        return Long.parseUnsignedLong(Sha256.of(String.join("\n", lines)).substring(0, 16), 16);
    }
}
