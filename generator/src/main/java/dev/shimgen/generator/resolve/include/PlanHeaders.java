package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.Background;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The headers of a plan, in their order, and the preprocessor's output for them.
 *
 * @param prelude how the generated C begins
 * @param preprocessed macros and files
 * @param visible the constants that these headers define, judging by the files that are read
 */
public record PlanHeaders(Prelude prelude, Preprocessed preprocessed, VisibleConstants visible) {

    /**
     * Chooses and orders headers.
     *
     * @return the headers; empty if they parse together in no order, which has been reported
     */
    public static Optional<PlanHeaders> find(
            ShimSpec spec,
            List<Call> calls,
            HeaderFacts facts,
            IncludableHeaders publicHeaders,
            Platform platform,
            Diagnostics diagnostics)
            throws GenerationException {
        List<String> authors = AuthorHeaders.existing(spec, platform, diagnostics);
        RequiredHeaders required = new RequiredHeaders(facts, publicHeaders);
        HeaderCheck check = HeaderCheck.with(platform);
        SortedSet<String> headers = required.of(calls, StructDescriptions.of(spec), authors);
        Optional<PlanHeaders> first = ordered(headers, spec, facts, check, platform, diagnostics);
        if (first.isEmpty()) {
            return first;
        }
        SortedSet<String> more =
                required.ofConstants(constants(spec, calls, facts), first.get().visible(), headers);
        return headers.addAll(more) ? ordered(headers, spec, facts, check, platform, diagnostics) : first;
    }

    private static Collection<String> constants(ShimSpec spec, List<Call> calls, HeaderFacts facts) {
        SortedSet<String> names =
                ConstantNames.of(spec, StructDescriptions.of(spec).shown(calls, facts));
        // A word in a behaviour's annotation may look like a constant and not be one.
        names.removeIf(name -> !facts.constants().containsKey(name)
                && ConstantNames.startingWith(name, facts.constants()).isEmpty());
        return names;
    }

    private static Optional<PlanHeaders> ordered(
            Collection<String> headers,
            ShimSpec spec,
            HeaderFacts facts,
            HeaderCheck check,
            Platform platform,
            Diagnostics diagnostics)
            throws GenerationException {
        // Most sets parse in the first order that is tried, so its preprocessing is started at the same time.
        Prelude usual = Prelude.of(HeaderOrder.usual(headers));
        Background<Preprocessed> ahead =
                Background.start(() -> platform.compiler().preprocess(usual.text(), List.of()));
        HeaderOrder.Result order = HeaderOrder.find(headers, check);
        Optional<Code> failed = order.code();
        if (failed.isPresent()) {
            diagnostics.error(failed.get(), spec.headersPosition(), order.message());
            return Optional.empty();
        }
        Prelude prelude = Prelude.of(order.headers());
        Preprocessed preprocessed =
                prelude.equals(usual) ? ahead.join() : platform.compiler().preprocess(prelude.text(), List.of());
        return Optional.of(new PlanHeaders(prelude, preprocessed, VisibleConstants.of(facts, preprocessed, platform)));
    }
}
