package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import java.util.List;

/**
 * Which symbols can be traced without a wrapper in C: those of which {@code shimgen_trace_jump.h} finds arguments and result
 * in registers and on the stack, on every machine that it knows.
 */
final class Registers {

    private Registers() {}

    static boolean hold(CallPlan call, EntryPlan entry) {
        // Whoever is jumped to gets all that its caller passed, however much that is.
        boolean counted = !entry.variadic() || call.forwarding() instanceof CallPlan.Jumped;
        boolean travels = entry.parameters().stream().allMatch(Registers::travels);
        boolean known = call.parameters().stream()
                .noneMatch(
                        p -> p.meaning() instanceof Meaning.Opaque && p.type().carrier() != CType.Carrier.VA_LIST);
        CType result = entry.result();
        boolean returns = result.carrier() == CType.Carrier.VOID || isWord(result) || isFloating(result);
        return counted && travels && known && returns && inOrder(call, entry);
    }

    private static boolean travels(EntryPlan.Argument argument) {
        CType type = argument.type();
        boolean shown = argument.parameter() != null;
        return isWord(type) || type.carrier() == CType.Carrier.VA_LIST || (shown && isFloating(type));
    }

    /** The line has the arguments in the order of the call, the registers in that of the symbol. */
    private static boolean inOrder(CallPlan call, EntryPlan entry) {
        List<String> shown = Shown.of(call, entry).stream()
                .filter(Shown::fixed)
                .map(Shown::name)
                .toList();
        List<String> passed = entry.parameters().stream()
                .filter(argument -> argument.parameter() != null)
                .map(EntryPlan.Argument::name)
                .toList();
        return shown.equals(passed);
    }

    private static boolean isFloating(CType type) {
        return type.carrier() == CType.Carrier.FLOAT || type.carrier() == CType.Carrier.DOUBLE;
    }

    private static boolean isWord(CType type) {
        return switch (type.carrier()) {
            case BOOL, INT8, INT16, INT32, INT64, POINTER -> true;
            default -> false;
        };
    }
}
