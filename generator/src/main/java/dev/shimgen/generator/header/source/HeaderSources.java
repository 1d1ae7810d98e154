package dev.shimgen.generator.header.source;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.jextract.JextractLocator;
import dev.shimgen.generator.header.jextract.JextractSource;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order of sources: what a parameter names, a jextract of the environment, one on the path, the catalogue. */
public final class HeaderSources {

    private HeaderSources() {}

    /**
     * What the user's build says about sources.
     *
     * @param jextract jextract's program or folder, {@code null} if none is named
     * @param catalogue a catalogue file, {@code null} for the shipped one
     * @param environment the process's environment
     * @param platform GNU triplet of the target
     * @param libc the target's C library, empty if nobody knows it
     * @param includeFolders folders with the author's own headers
     * @param compiler the C compiler's command, empty if there is none
     * @param limit how long one run of jextract may take
     * @param memory folder in which a source may keep what it read for later runs, or {@code null}
     */
    public record Choice(
            @Nullable Path jextract,
            @Nullable Path catalogue,
            Map<String, String> environment,
            String platform,
            Optional<LibcVersion> libc,
            List<Path> includeFolders,
            List<String> compiler,
            Duration limit,
            @Nullable Path memory) {

        public Choice {
            environment = Map.copyOf(environment);
            includeFolders = List.copyOf(includeFolders);
            compiler = List.copyOf(compiler);
        }
    }

    /**
     * Chooses the source; a parameter that names one wins over everything that is merely found, and what is merely found
     * gives way to the shipped catalogue where it does not work ({@link Code#SG0310}).
     *
     * @throws GenerationException {@link Code#SG0302} if a jextract is named by parameter and is not there, {@link Code#SG0502} if a
     *     catalogue is, {@link Code#SG0301} if there is no source for the platform
     */
    public static HeaderSource choose(Choice choice) throws GenerationException {
        Path catalogue = choice.catalogue();
        if (choice.jextract() == null && catalogue != null) {
            if (!Files.isRegularFile(catalogue)) {
                throw new GenerationException(Code.SG0502, "there is no catalogue " + catalogue, null);
            }
            return CatalogueSource.file(catalogue);
        }
        Optional<CatalogueSource> shipped = CatalogueSource.embedded(choice.platform(), choice.libc());
        Optional<JextractLocator.Located> located;
        try {
            located = JextractLocator.locate(choice.jextract(), choice.environment());
        } catch (GenerationException e) {
            if (choice.jextract() == null && shipped.isPresent()) {
                return FoundJextract.missing(e, shipped.get());
            }
            throw e;
        }
        if (located.isPresent()) {
            HeaderSource jextract = jextract(located.get(), choice);
            return choice.jextract() == null && shipped.isPresent()
                    ? FoundJextract.orCatalogue(jextract, shipped.get())
                    : jextract;
        }
        if (shipped.isEmpty()) {
            throw new GenerationException(
                    Code.SG0301,
                    "no catalogue of header facts is shipped for " + choice.platform() + "; "
                            + waysOut("build for a platform that has one"),
                    null);
        }
        return shipped.get();
    }

    private static HeaderSource jextract(JextractLocator.Located located, Choice choice) {
        return new RememberingSource(
                new JextractSource(new JextractSource.Setup(
                        located, choice.platform(), choice.includeFolders(), choice.compiler(), choice.limit())),
                choice.memory());
    }

    /**
     * {@return the text of {@link Code#SG0301} for a header that the facts know nothing of, {@code null} if they know it}
     *
     * @param source where the facts came from
     */
    public static @Nullable String unknownHeader(String header, HeaderFacts facts, HeaderSource source) {
        if (facts.publicHeaders().contains(header) || facts.declaringHeaders().contains(header)) {
            return null;
        }
        return "nothing is known of the header <" + header + ">: it is not in the " + source.describe() + "; "
                + waysOut("drop it from @Shim(headers = …)");
    }

    /** {@return the text of {@link Code#SG0301} for a function that no header of the facts declares} */
    public static String unknownFunction(String function, HeaderSource source) {
        return "nothing is known of the function " + function + ": it is not in the " + source.describe() + "; "
                + waysOut("drop it from the spec");
    }

    private static String waysOut(String third) {
        return "either install jextract and name it (parameter shimgen.jextract, environment JEXTRACT or JEXTRACT_HOME, or"
                + " PATH), or record a catalogue that has it with the goal shimgen:record and name that"
                + " (parameter shimgen.catalogue), or " + third;
    }
}
