package dev.shimgen.generator.header.source;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A jextract that was found in the environment, without the build asking for it. It is preferred to the catalogue where
 * it works; where it does not, that is no reason to fail a build for which the catalogue will do.
 */
final class FoundJextract implements HeaderSource {

    /** What is wrong with a jextract, or with libc's headers when it reads them. */
    private static final Set<Code> TROUBLES = Set.of(Code.SG0302, Code.SG0303, Code.SG0304, Code.SG0305, Code.SG0307);

    private final @Nullable HeaderSource jextract;
    private final CatalogueSource catalogue;
    private @Nullable GenerationException trouble;

    private FoundJextract(
            @Nullable HeaderSource jextract, CatalogueSource catalogue, @Nullable GenerationException trouble) {
        this.jextract = jextract;
        this.catalogue = catalogue;
        this.trouble = trouble;
    }

    /** A jextract that is there, and may work. */
    static HeaderSource orCatalogue(HeaderSource jextract, CatalogueSource catalogue) {
        return new FoundJextract(jextract, catalogue, null);
    }

    /** A jextract that is not where the environment says. */
    static HeaderSource missing(GenerationException trouble, CatalogueSource catalogue) {
        return new FoundJextract(null, catalogue, trouble);
    }

    private HeaderSource source() {
        return jextract == null || trouble != null ? catalogue : jextract;
    }

    @Override
    public String describe() {
        return source().describe();
    }

    @Override
    public void begin() {
        source().begin();
    }

    /**
     * Reads with jextract; if that fails, from the catalogue, provided it knows all headers that the author names.
     *
     * @throws GenerationException jextract's, if neither can serve
     */
    @Override
    public HeaderFacts read(HeaderRequest request) throws GenerationException {
        GenerationException failure = trouble;
        if (jextract != null && failure == null) {
            try {
                return jextract.read(request);
            } catch (GenerationException e) {
                failure = e;
            }
        }
        HeaderFacts facts = catalogue.read(request);
        boolean serves = request.headers().stream()
                .allMatch(header -> HeaderSources.unknownHeader(header, facts, catalogue) == null);
        if (failure != null && (!serves || !isTroubleOfJextract(failure))) {
            throw failure;
        }
        trouble = failure;
        return facts;
    }

    private static boolean isTroubleOfJextract(GenerationException failure) {
        return failure.diagnostics().stream().allMatch(diagnostic -> TROUBLES.contains(diagnostic.code()));
    }

    @Override
    public List<Diagnostic> warnings() {
        GenerationException failure = trouble;
        return failure == null
                ? List.of()
                : failure.diagnostics().stream()
                        .map(diagnostic -> Diagnostic.warning(
                                Code.SG0310,
                                null,
                                "the " + catalogue.describe() + " is used, for jextract does not work: ["
                                        + diagnostic.code() + "] " + diagnostic.message()))
                        .toList();
    }

    @Override
    public void remember() throws GenerationException {
        if (jextract != null && trouble == null) {
            jextract.remember();
        }
    }
}
