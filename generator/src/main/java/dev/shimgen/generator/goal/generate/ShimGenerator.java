package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.emit.java.JavaEmitter;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.RunLog;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.source.HeaderSources;
import dev.shimgen.generator.output.OutputWriter;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.Planner;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecReader;
import dev.shimgen.generator.spec.SpecRequest;
import dev.shimgen.generator.toolchain.Background;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes generated sources from specs. */
public final class ShimGenerator {

    private final GenerationRequest request;
    private final RunLog log;

    private ShimGenerator(GenerationRequest request, RunLog log) {
        this.request = request;
        this.log = log;
    }

    /**
     * Generates the C and the Java of every spec. If nothing has changed since the last run, nothing is done.
     *
     * @param log takes a line for each thing that was done
     * @throws GenerationException with all errors of all specs; no file has then been changed
     */
    public static GenerationResult generate(GenerationRequest request, RunLog log) throws GenerationException {
        return new ShimGenerator(request, log).generate();
    }

    private GenerationResult generate() throws GenerationException {
        CCompiler compiler = new CCompilerLocator(
                        request.tools().environment(), request.tools().timeLimit())
                .locate(request.tools().cc(), request.tools().target())
                .including(request.tools().includeFolders());
        HeaderSource headers = HeaderSources.choose(choice(compiler));
        PreviousRun previous = PreviousRun.of(request, compiler, headers);
        Optional<List<Diagnostic>> remembered = previous.stillValid();
        if (remembered.isPresent()) {
            log.info("nothing has changed: the generated sources are up to date");
            List<Diagnostic> warnings = new ArrayList<>(remembered.get());
            warnings.addAll(headers.warnings());
            return new GenerationResult(List.of(), List.of(), warnings);
        }
        compiler.libcVersion().ifPresent(libc -> log.info("libc: " + libc));
        log.info("header facts: " + headers.describe());
        log.info("C compiler: " + compiler.describe());

        Diagnostics diagnostics = new Diagnostics();
        String source = headers.describe();
        headers.begin();
        Planner planner = new Planner(compiler, Behaviours.load(), log::info);
        List<ShimSpec> specs = readSpecs(diagnostics);
        LibraryNames.check(specs, compiler, diagnostics);
        List<ShimPlan> plans = plan(specs, planner, headers, diagnostics);
        diagnostics.throwIfErrors();
        EmittedFiles files = emit(plans);
        files.checkAgainst(request.sources().roots());
        List<Path> changed = OutputWriter.write(files.folders(request.outputs()));
        List<Diagnostic> ofSpecs = diagnostics.all();
        headers.warnings().forEach(diagnostics::report);
        remember(headers, source, previous, ofSpecs, diagnostics);

        plans.forEach(plan -> log.info(describe(plan)));
        return new GenerationResult(plans.stream().map(ShimPlan::name).sorted().toList(), changed, diagnostics.all());
    }

    /**
     * The files are written already, so a run that cannot remember them has not failed: it warns, and the next run does
     * the work again. A run that had to fall back to another source of header facts than the chosen one remembers
     * nothing on purpose, so that the next one tries the chosen source again.
     */
    private static void remember(
            HeaderSource headers,
            String chosen,
            PreviousRun previous,
            List<Diagnostic> ofSpecs,
            Diagnostics diagnostics) {
        try {
            headers.remember();
            if (headers.describe().equals(chosen)) {
                previous.replace(ofSpecs);
            }
        } catch (GenerationException e) {
            e.diagnostics().forEach(d -> diagnostics.warning(d.code(), d.position(), d.message()));
        }
    }

    private HeaderSources.Choice choice(CCompiler compiler) throws GenerationException {
        GenerationRequest.Tools tools = request.tools();
        return new HeaderSources.Choice(
                tools.jextract() == null ? null : Path.of(tools.jextract()),
                tools.catalogue(),
                tools.environment(),
                compiler.targetTriplet(),
                compiler.libcVersion(),
                tools.includeFolders(),
                compiler.command(),
                tools.timeLimit(),
                request.outputs().state());
    }

    private List<ShimSpec> readSpecs(Diagnostics diagnostics) {
        GenerationRequest.Sources sources = request.sources();
        return new SpecReader(new SpecRequest(
                        sources.roots(),
                        List.of(),
                        sources.classPath(),
                        sources.baseDirectory(),
                        sources.encoding(),
                        sources.used()))
                .read(diagnostics);
    }

    /** A spec that cannot be planned does not keep the others from being planned: one run reports all errors. */
    private List<ShimPlan> plan(List<ShimSpec> specs, Planner planner, HeaderSource headers, Diagnostics diagnostics) {
        List<ShimPlan> plans = new ArrayList<>();
        for (ShimSpec spec : specs) {
            Diagnostics own = new Diagnostics();
            try {
                plans.add(planner.plan(spec, headers, own));
                reportNew(own.all(), diagnostics);
            } catch (GenerationException e) {
                // The exception carries what was reported before, too.
                reportNew(e.diagnostics(), diagnostics);
            }
        }
        return plans;
    }

    /** An error in the headers, or in a group that several specs extend, is found for each spec, but reported once. */
    private static void reportNew(List<Diagnostic> found, Diagnostics diagnostics) {
        found.stream().filter(d -> !diagnostics.all().contains(d)).forEach(diagnostics::report);
    }

    private EmittedFiles emit(List<ShimPlan> plans) throws GenerationException {
        CEmitter c = new CEmitter(Templates.load(), Behaviours.load());
        EmittedFiles files = new EmittedFiles();
        for (ShimPlan plan : plans) {
            Background<List<GeneratedFile>> java =
                    Background.start(() -> request.outputs().bindings() ? JavaEmitter.emit(plan) : List.of());
            files.addC(c.emit(plan));
            files.addC(List.of(SymbolList.of(plan).toFile()));
            files.addJava(java.join());
        }
        return files;
    }

    private static String describe(ShimPlan plan) {
        int symbols =
                plan.calls().stream().mapToInt(call -> call.entries().size()).sum();
        return "lib" + plan.name() + ": "
                + count(plan.calls().size(), "function") + ", "
                + count(symbols, "symbol") + ", "
                + count(plan.structs().size(), "struct");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
