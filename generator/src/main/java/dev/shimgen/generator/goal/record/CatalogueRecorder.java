package dev.shimgen.generator.goal.record;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.RunLog;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.Recorder;
import dev.shimgen.generator.header.jextract.JextractLocator;
import dev.shimgen.generator.header.jextract.JextractRecording;
import dev.shimgen.generator.header.jextract.JextractSource;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Makes catalogues of header facts for machines without jextract. */
public final class CatalogueRecorder {

    private CatalogueRecorder() {}

    /**
     * Makes a catalogue.
     *
     * @param log takes a line for each thing that was done
     * @throws GenerationException if there is no jextract or no C compiler, a header does not parse, or the file cannot
     *     be written; the file is then unchanged
     */
    public static void record(RecordRequest request, RunLog log) throws GenerationException {
        if (request.recording() != null && !request.headers().isEmpty()) {
            throw new GenerationException(
                    Code.SG0603,
                    "shimgen.headers: a recording has the headers that jextract read when it was made, and no others; leave"
                            + " shimgen.recording out to read " + String.join(", ", request.headers())
                            + " now, or make a recording of an umbrella.h that includes them",
                    null);
        }
        GenerationRequest.Tools tools = request.tools();
        CCompiler compiler = new CCompilerLocator(tools.environment(), tools.timeLimit())
                .locate(tools.cc(), tools.target())
                .including(tools.includeFolders());
        requireSameFolder(request);
        HeaderFacts facts = facts(request, compiler, log);
        log.info(request.file() + ": " + facts.functions().size() + " functions, "
                + facts.structs().size() + " structs, " + facts.constants().size() + " constants of "
                + facts.platform());
    }

    /** A catalogue that lists only differences is useless without its base, which its readers look for beside it. */
    private static void requireSameFolder(RecordRequest request) throws GenerationException {
        Path base = request.base();
        if (base != null
                && (!Files.isRegularFile(base)
                        || !Objects.equals(
                                base.toAbsolutePath().normalize().getParent(),
                                request.file().toAbsolutePath().normalize().getParent()))) {
            throw new GenerationException(
                    Code.SG0502,
                    "shimgen.record.base: there is no catalogue " + base.getFileName() + " in the folder of "
                            + request.file() + "; name a file that is there, or none to record a whole catalogue",
                    null);
        }
    }

    private static HeaderFacts facts(RecordRequest request, CCompiler compiler, RunLog log) throws GenerationException {
        if (request.recording() != null) {
            return Recorder.fromRecording(
                    JextractRecording.in(request.recording()),
                    compiler.targetTriplet(),
                    compiler.command(),
                    request.file(),
                    request.base());
        }
        JextractSource source = source(request.tools(), compiler);
        log.info("header facts: " + source.describe());
        return Recorder.fromJextract(source, request.headers(), request.file(), request.base());
    }

    private static JextractSource source(GenerationRequest.Tools tools, CCompiler compiler) throws GenerationException {
        String jextract = tools.jextract();
        JextractLocator.Located located = JextractLocator.locate(
                        jextract == null ? null : Path.of(jextract), tools.environment())
                .orElseThrow(() -> new GenerationException(
                        Code.SG0302,
                        "recording needs a jextract, and there is none: name one with the parameter shimgen.jextract or"
                                + " the environment variable JEXTRACT or JEXTRACT_HOME, or put it on PATH; or name what a"
                                + " run of it left elsewhere with the parameter shimgen.recording. The JDK project"
                                + " publishes builds of it at https://jdk.java.net/jextract/",
                        null));
        return new JextractSource(new JextractSource.Setup(
                located, compiler.targetTriplet(), tools.includeFolders(), compiler.command(), tools.timeLimit()));
    }
}
