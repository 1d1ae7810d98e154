package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.resolve.facts.RenamedFunctions;
import dev.shimgen.generator.resolve.function.AbsentFunctions;
import dev.shimgen.generator.resolve.function.JumpFunctions;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.vocabulary.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps the calls whose functions this machine's headers declare, and says of the others what hides them. */
public final class Declarations {

    private Declarations() {}

    /**
     * The calls, told apart.
     *
     * @param present those that can be compiled
     * @param absent those of ready-made groups that this libc has and does not declare any more
     */
    public record Found(List<Call> present, List<AbsentCall> absent) {}

    /**
     * {@return the calls that can be compiled, and those that are left out; the others have their error}
     *
     * @param declared what the headers declare with the options of the build
     */
    public static Found present(
            List<Call> calls,
            Set<String> declared,
            PlanHeaders headers,
            HeaderFacts facts,
            Platform platform,
            Diagnostics diagnostics)
            throws GenerationException {
        List<Call> present = new ArrayList<>();
        List<AbsentCall> absent = new ArrayList<>();
        List<Call> hidden = new ArrayList<>();
        for (Call call : calls) {
            String name = call.function().name();
            (declared.contains(name) || RenamedFunctions.has(name) ? present : hidden).add(call);
        }
        JumpFunctions jumps = new JumpFunctions();
        if (!hidden.isEmpty()) {
            List<String> names = hidden.stream().map(c -> c.function().name()).toList();
            Set<String> withoutExceptions = DeclarationProbe.declared(
                    names, headers.prelude(), headers.preprocessed(), platform, List.of("-fno-exceptions"));
            for (Call call : hidden) {
                String name = call.function().name();
                boolean byExceptions = withoutExceptions.contains(name);
                if (byExceptions && jumps.of(name, call.tail()).isPresent()) {
                    // Whoever jumps needs no prototype to be right; the assertion that proves it is left out.
                    present.add(call);
                } else if (!byExceptions && AbsentFunctions.mayBe(call.method())) {
                    absent.add(AbsentFunctions.of(call.method(), "the headers of " + platform.libc()));
                } else {
                    report(call, byExceptions, facts, diagnostics);
                }
            }
        }
        return new Found(present, absent);
    }

    private static void report(Call call, boolean byExceptions, HeaderFacts facts, Diagnostics diagnostics) {
        String name = call.function().name();
        String header = call.function().header();
        if (byExceptions) {
            diagnostics.error(
                    Code.SG0206,
                    call.method().position(),
                    name + " cannot be wrapped: <" + header
                            + "> declares it only without -fexceptions, and every shim is"
                            + " compiled with -fexceptions, so that C++ exceptions and cancelled threads pass through its"
                            + " wrappers. Instead, wrap what programs call themselves; this is a function of the macros in"
                            + " that header");
        } else {
            diagnostics.error(
                    Code.SG0102,
                    call.method().position(),
                    "no function \"" + name + "\" in <" + header + "> of this machine, although the facts of "
                            + facts.platform() + " have one: the recorded headers are of another release than the"
                            + " installed ones. mvn shimgen:record records those of this machine");
        }
    }
}
