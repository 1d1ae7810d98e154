package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.GroupIndex;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.Optional;

/** How a function's result tells a failure: what the author says, else what a ready-made group says, else what its type says. */
public final class Failures {

    private final HeaderFacts facts;
    private final Diagnostics diagnostics;

    public Failures(HeaderFacts facts, Diagnostics diagnostics) {
        this.facts = facts;
        this.diagnostics = diagnostics;
    }

    public CallPlan.Failure of(Call call, boolean noReturn) {
        CType result = call.function().result();
        Optional<SpecAnnotation> said = call.method().annotations().stream()
                .filter(a -> a.type().equals(SpecNames.FAILS))
                .findFirst();
        if (said.isPresent()) {
            CallPlan.Failure failure = CallPlan.Failure.valueOf(said.get().string("value"));
            if (!possible(failure, result)) {
                diagnostics.error(
                        Code.SG0205,
                        said.get().position(),
                        call.function().name() + " returns \"" + result.spelling() + "\", which cannot be "
                                + inWords(failure) + "; leave @Fails out, or say what its man page says under RETURN"
                                + " VALUE");
            }
            return failure;
        }
        if (noReturn) {
            return CallPlan.Failure.NEVER;
        }
        // An author's own method need not say what a ready-made group knows: mmap's NULL is no failure, mmap(2).
        return GroupIndex.failure(call.function().name())
                .map(CallPlan.Failure::valueOf)
                .filter(failure -> possible(failure, result))
                .orElseGet(() -> usual(result));
    }

    private CallPlan.Failure usual(CType result) {
        return switch (result.carrier()) {
            // NULL is SIG_DFL, and a failure SIG_ERR, man 2 signal.
            case POINTER -> result.isSignalHandler() ? CallPlan.Failure.MINUS_ONE : CallPlan.Failure.NULL;
            case INT8, INT16, INT32, INT64 ->
                Integers.isUnsigned(result, facts) ? CallPlan.Failure.NEVER : CallPlan.Failure.MINUS_ONE;
            case VOID, BOOL, FLOAT, DOUBLE, STRUCT, VA_LIST, OPAQUE -> CallPlan.Failure.NEVER;
        };
    }

    private static boolean possible(CallPlan.Failure failure, CType result) {
        boolean integer = Integers.isInteger(result);
        boolean pointer = result.carrier() == CType.Carrier.POINTER;
        return switch (failure) {
            // mmap and shmat return (void *) -1, man 2 mmap.
            case MINUS_ONE -> integer || pointer;
            case NULL -> pointer;
            case ERROR_NUMBER -> integer;
            case NEVER -> true;
        };
    }

    private static String inWords(CallPlan.Failure failure) {
        return switch (failure) {
            case MINUS_ONE -> "-1";
            case NULL -> "NULL";
            case ERROR_NUMBER -> "an error number";
            case NEVER -> "anything";
        };
    }
}
