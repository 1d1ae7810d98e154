package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.PublicHeaders;
import dev.shimgen.generator.header.measure.CompositeTypes;
import dev.shimgen.generator.header.measure.Measurement;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Facts from running jextract now, on the headers of this machine. */
public final class JextractSource implements HeaderSource {

    private final Setup setup;
    private final List<String> authors;
    private @Nullable IncludeRoots roots;

    /**
     * How to run jextract.
     *
     * @param jextract the program
     * @param platform GNU triplet of the target
     * @param includeFolders folders with the author's own headers, looked at before the system's
     * @param compiler the C compiler's command; it is asked for its include folders, for sizes and values, and for
     *     which public header includes another. If it is empty, this machine's usual folders are used, and the rest is
     *     unknown
     * @param limit how long one run may take
     */
    public record Setup(
            JextractLocator.Located jextract,
            String platform,
            List<Path> includeFolders,
            List<String> compiler,
            Duration limit) {

        public Setup {
            includeFolders = List.copyOf(includeFolders);
            compiler = List.copyOf(compiler);
        }
    }

    public JextractSource(Setup setup) {
        this.setup = setup;
        this.authors = setup.includeFolders().stream()
                .map(folder -> folder.toAbsolutePath().normalize().toString())
                .toList();
    }

    /**
     * {@return the folders that headers are looked for in}
     *
     * <p>The compiler is asked for them: a cross compiler's folders are not this machine's.
     */
    public IncludeRoots roots() throws GenerationException {
        IncludeRoots known = roots;
        if (known == null) {
            known = setup.compiler().isEmpty()
                    ? IncludeRoots.of(setup.platform()).after(authors)
                    : IncludeRoots.of(CCompiler.includePaths(setup.compiler(), setup.limit()))
                            .after(authors);
            roots = known;
        }
        return known;
    }

    /** Reads headers that parse together in this order, and takes sizes and values from the compiler. */
    private HeaderFacts live(Collection<String> headers) throws GenerationException {
        LiveRun run = new LiveRun(
                new JextractTool(setup.jextract().executable(), setup.limit()),
                authors,
                setup.platform(),
                roots(),
                !setup.compiler().isEmpty());
        HeaderFacts facts = run.read(headers);
        return setup.compiler().isEmpty()
                ? facts
                : CompositeTypes.of(Measurement.of(facts, headers, compiler()), headers, compiler(), roots());
    }

    private CCompiler compiler() {
        return CCompiler.located(setup.compiler(), setup.limit(), setup.platform())
                .including(setup.includeFolders());
    }

    @Override
    public String describe() {
        return "jextract " + setup.jextract().executable() + " (from "
                + setup.jextract().origin() + ")";
    }

    /** {@return the C library whose headers are read; empty if that is unknown} */
    public Optional<LibcVersion> libc() throws GenerationException {
        return setup.compiler().isEmpty() ? Optional.empty() : compiler().libcVersion();
    }

    /** {@return libc's public headers that this machine has} */
    public SortedSet<String> libcHeaders() throws GenerationException {
        SortedSet<String> libc = PublicHeaders.ofLibc();
        IncludeRoots folders = roots();
        libc.removeIf(header -> folders.find(header).isEmpty());
        return libc;
    }

    /**
     * Leaves out what cannot be included: musl's {@code <sys/kd.h>} needs a kernel header that Debian's package lacks.
     */
    private SortedSet<String> includable(SortedSet<String> headers) throws GenerationException {
        SortedSet<String> includable = new TreeSet<>();
        for (String header : headers) {
            if (!PublicHeaders.pathsOf(setup.compiler(), List.of(header), setup.limit())
                    .isEmpty()) {
                includable.add(header);
            }
        }
        return includable;
    }

    private HeaderFacts readLibc(SortedSet<String> libc) throws GenerationException {
        try {
            return live(libc);
        } catch (GenerationException all) {
            SortedSet<String> some = doesNotParse(all) && !setup.compiler().isEmpty() ? includable(libc) : libc;
            if (some.isEmpty() || some.size() == libc.size()) {
                throw all;
            }
            return live(some);
        }
    }

    /**
     * Reads all of libc's public headers that the machine has, then those that the author names: after libc's, or
     * alone, in whichever way they parse. A name that was asked for and that jextract left out is missing; if jextract
     * listed it, it is among the skipped ones.
     *
     * @throws GenerationException {@link Code#SG0302} to {@link Code#SG0307}
     */
    @Override
    public HeaderFacts read(HeaderRequest request) throws GenerationException {
        List<String> own = own(request);
        HeaderFacts libc = readLibc();
        return own.isEmpty() ? libc : libc.and(readOwn(own));
    }

    /**
     * {@return the headers of a request that are not libc's, each once}
     *
     * @throws GenerationException {@link Code#SG0306} for those that no folder has
     */
    public List<String> own(HeaderRequest request) throws GenerationException {
        List<String> own = new ArrayList<>(new LinkedHashSet<>(request.headers()));
        own.removeAll(libcHeaders());
        requireAll(own);
        return own;
    }

    /**
     * Reads all of libc's public headers that the machine has.
     *
     * @throws GenerationException {@link Code#SG0302} to {@link Code#SG0307}
     */
    public HeaderFacts readLibc() throws GenerationException {
        SortedSet<String> libc = libcHeaders();
        if (libc.isEmpty()) {
            throw new GenerationException(
                    Code.SG0405,
                    "the C library's headers are not installed; on Debian the package libc6-dev has them",
                    null);
        }
        HeaderFacts facts = readLibc(libc);
        return withReach(facts, facts.declaringHeaders());
    }

    /**
     * Reads an author's headers: together, each alone, or after libc's, in whichever way they parse.
     *
     * @param headers none of libc's, at least one
     * @return what they declare, and what the headers of libc that they include declare
     * @throws GenerationException {@link Code#SG0302} to {@link Code#SG0307}
     */
    public HeaderFacts readOwn(List<String> headers) throws GenerationException {
        SortedSet<String> libc = libcHeaders();
        HeaderFacts facts = readOwn(libc, headers);
        // A public header of libc is included by programs directly: which other header includes it does not matter.
        SortedSet<String> declaring = new TreeSet<>(facts.declaringHeaders());
        declaring.removeAll(libc);
        return withReach(facts, declaring);
    }

    /** {@return how jextract is run} */
    public Setup setup() {
        return setup;
    }

    /**
     * Reads headers alone, without libc's: for a catalogue of another library.
     *
     * @param headers in an order in which they parse
     * @throws GenerationException {@link Code#SG0302} to {@link Code#SG0307}
     */
    public HeaderFacts readOnly(List<String> headers) throws GenerationException {
        requireAll(headers);
        return live(new LinkedHashSet<>(headers));
    }

    private void requireAll(List<String> headers) throws GenerationException {
        Diagnostics missing = new Diagnostics();
        for (String header : headers) {
            if (roots().find(header).isEmpty()) {
                missing.error(Code.SG0306, null, missing(header, roots()));
            }
        }
        missing.throwIfErrors();
    }

    /** {@return the message for a header that no folder has} */
    public static String missing(String header, IncludeRoots roots) {
        return "there is no header <" + header + "> in " + String.join(", ", roots.folders())
                + "; install the package that has it, or name the folder that it is in";
    }

    /**
     * The kernel's headers ({@code linux/…}) and libc's often contradict each other, and some need others before them.
     * For facts it is enough that each header parses in some company.
     */
    private HeaderFacts readOwn(Set<String> libc, List<String> own) throws GenerationException {
        try {
            return live(own);
        } catch (GenerationException together) {
            if (!doesNotParse(together)) {
                throw together;
            }
        }
        HeaderFacts facts = readOne(libc, own.get(0));
        for (String header : own.subList(1, own.size())) {
            facts = facts.and(readOne(libc, header));
        }
        return facts;
    }

    private HeaderFacts readOne(Set<String> libc, String header) throws GenerationException {
        try {
            return live(List.of(header));
        } catch (GenerationException alone) {
            if (!doesNotParse(alone)) {
                throw alone;
            }
            Set<String> all = new LinkedHashSet<>(libc);
            all.add(header);
            try {
                return live(all);
            } catch (GenerationException behindLibc) {
                alone.addSuppressed(behindLibc);
                throw alone;
            }
        }
    }

    private static boolean doesNotParse(GenerationException failure) {
        return failure.diagnostics().stream().anyMatch(d -> d.code() == Code.SG0307);
    }

    /**
     * Adds which public headers include others, for every header, as in a catalogue, and not only for those asked for.
     */
    private HeaderFacts withReach(HeaderFacts facts, SortedSet<String> declaring) throws GenerationException {
        if (setup.compiler().isEmpty()) {
            return facts;
        }
        return facts.withReachedBy(
                PublicHeaders.reachedBy(setup.compiler(), facts.publicHeaders(), declaring, roots(), setup.limit()));
    }
}
