package dev.shimgen.generator.goal.audit;

import dev.shimgen.generator.audit.Audit;
import dev.shimgen.generator.audit.AuditReport;
import dev.shimgen.generator.audit.ReportText;
import dev.shimgen.generator.audit.Strace;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.RunLog;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.goal.generate.SymbolList;
import dev.shimgen.generator.launch.BuiltShims;
import dev.shimgen.generator.launch.LaunchRequest;
import dev.shimgen.generator.launch.ShimLauncher;
import dev.shimgen.generator.resolve.function.RefusedFunctions;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.SharedLibraryBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out which system calls of a command go past its shims. */
public final class ShimAuditor {

    /**
     * Without it, a wrapper in C that does nothing after the call would jump, and not be on the stack of the system
     * call.
     */
    private static final String KEEP_FRAMES = "-fno-optimize-sibling-calls";

    private ShimAuditor() {}

    /**
     * Runs a command under its shims and strace, and writes the report to a file, as well as to the log.
     *
     * @throws GenerationException {@code SG06xx} if the command, the shims or strace are missing or fail; {@code SG04xx} if
     *     the C compiler does; {@link Code#SG0501} if the report cannot be written
     */
    public static AuditReport audit(AuditRequest request, RunLog log) throws GenerationException {
        LaunchRequest launch = request.launch();
        ShimLauncher.words(launch);
        List<String> shims = List.copyOf(launch.built().named(launch.shims()).keySet());
        Strace strace = Strace.find(
                request.strace(), request.stackTraces(), request.compilation().timeLimit());
        CCompiler compiler = build(request.compilation(), shims);
        RefusedFunctions refused = new RefusedFunctions();
        Audit audit = new Audit(
                strace, function -> Optional.ofNullable(refused.of(function)).map(RefusedFunctions.Refusal::reason));
        AuditReport report = audit.run(
                new LaunchRequest(
                        launch.command(),
                        BuiltShims.in(request.compilation().libraryFolder()),
                        shims,
                        launch.directory(),
                        launch.trace(),
                        launch.environment()),
                request.compilation().libraryFolder(),
                compiler);
        List<String> lines = ReportText.lines(report);
        lines.forEach(log::info);
        Path file = request.reportFolder().resolve(String.join("+", shims) + ".txt");
        write(file, lines);
        log.info("written to " + file);
        return report;
    }

    private static CCompiler build(CompilationRequest request, List<String> shims) throws GenerationException {
        Map<String, SymbolList> generated = new TreeMap<>();
        SymbolList.in(request.cFolder()).forEach(list -> generated.put(list.shim(), list));
        CCompiler compiler = new CCompilerLocator(request.environment(), request.timeLimit())
                .locate(request.cc(), request.target())
                .including(request.includeFolders())
                .with(KEEP_FRAMES);
        for (String shim : shims) {
            SymbolList symbols = generated.get(shim);
            if (symbols == null) {
                throw new GenerationException(
                        Code.SG0602,
                        "the C of the shim \"" + shim + "\" is not in " + request.cFolder()
                                + "; an audit compiles it once more. Generate it first: mvn package",
                        null);
            }
            SharedLibraryBuild.run(
                    compiler,
                    ShimCompiler.library(
                            compiler, request.cFolder(), symbols, BuiltShims.library(request.libraryFolder(), shim)));
        }
        return compiler;
    }

    private static void write(Path file, List<String> lines) throws GenerationException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write the report " + file + ": " + e, e);
        }
    }
}
