package dev.shimgen.generator.goal.compile;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.goal.Fingerprint;
import dev.shimgen.generator.goal.RunLog;
import dev.shimgen.generator.goal.RunState;
import dev.shimgen.generator.goal.generate.SymbolList;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.CompileRequest;
import dev.shimgen.generator.toolchain.SharedLibraryBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Compiles generated C to preload libraries. */
public final class ShimCompiler {

    private ShimCompiler() {}

    /**
     * Compiles and links one library for each shim, and checks that it exports what was planned. A library that is up to
     * date is left alone.
     *
     * <p>Several runs of a build may have different folders of C and the same folder of libraries: each removes only
     * libraries that it has made itself and no longer makes.
     *
     * @return the libraries, sorted by shim; none if nothing was generated
     * @throws GenerationException {@code SG04xx} if there is no compiler, it refuses the C, or a library's symbols are
     *     wrong; the library that was there before is then still there
     */
    public static List<ShimLibrary> compile(CompilationRequest request, RunLog log) throws GenerationException {
        List<SymbolList> shims = SymbolList.in(request.cFolder());
        RunState state = new RunState(request.stateFolder().resolve(folders(request)));
        removeStale(request, shims, state, log);
        if (shims.isEmpty()) {
            log.info("no generated C in " + request.cFolder() + ": nothing to compile");
            return List.of();
        }
        CCompiler compiler = new CCompilerLocator(request.environment(), request.timeLimit())
                .locate(request.cc(), request.target())
                .including(request.includeFolders());
        List<ShimLibrary> libraries = new ArrayList<>();
        for (SymbolList shim : shims) {
            Path library = compile(request, compiler, shim, state, log);
            libraries.add(new ShimLibrary(shim.shim(), compiler.targetTriplet(), library));
        }
        return List.copyOf(libraries);
    }

    /** {@return a name for the pair of folders} It depends on relative paths only, so that a project can be moved. */
    private static String folders(CompilationRequest request) {
        Path state = request.stateFolder().toAbsolutePath();
        return new Fingerprint()
                .value("c", state.relativize(request.cFolder().toAbsolutePath()))
                .value("libraries", state.relativize(request.libraryFolder().toAbsolutePath()))
                .hash()
                .substring(0, 8);
    }

    private static Path compile(
            CompilationRequest request, CCompiler compiler, SymbolList shim, RunState state, RunLog log)
            throws GenerationException {
        String name = libraryName(shim);
        Path library = request.libraryFolder().resolve(name);
        CompileRequest build = library(compiler, request.cFolder(), shim, library);
        String inputs = inputs(request, compiler, shim, SharedLibraryBuild.options(build));
        if (state.remembers(name, inputs + outcome(library))) {
            log.info(name + " is up to date");
            return library;
        }
        SharedLibraryBuild.run(compiler, build);
        state.remember(name, inputs + outcome(library));
        log.info(compiler.describe() + " made " + library + ", whose symbols are the planned ones");
        return library;
    }

    /** {@return how the compiler is to make a library from a shim's files} */
    public static CompileRequest library(CCompiler compiler, Path cFolder, SymbolList shim, Path library)
            throws GenerationException {
        Path source = cFolder.resolve(shim.shim() + ".c");
        Path versionScript = cFolder.resolve(CEmitter.versionScript(shim.shim()));
        return new CompileRequest(
                source,
                List.of(),
                library,
                shim.with(compiler, source),
                Files.isRegularFile(versionScript) ? versionScript : null);
    }

    /** A library whose spec is gone must not be run by mistake. */
    private static void removeStale(CompilationRequest request, List<SymbolList> shims, RunState state, RunLog log)
            throws GenerationException {
        SortedSet<String> stale = state.names();
        shims.forEach(shim -> stale.remove(libraryName(shim)));
        for (String name : stale) {
            Path library = request.libraryFolder().resolve(name);
            try {
                if (Files.deleteIfExists(library)) {
                    log.info("removed " + library + ": no spec makes it any more");
                }
            } catch (IOException e) {
                throw new GenerationException(Code.SG0501, "cannot remove " + library + ": " + e, e);
            }
            state.forget(name);
        }
    }

    private static String libraryName(SymbolList shim) {
        return "lib" + shim.shim() + ".so";
    }

    /**
     * {@return a hash of all that a library is made from}
     *
     * @param options the compiler options of {@link SharedLibraryBuild}
     */
    public static String inputs(CompilationRequest request, CCompiler compiler, SymbolList shim, List<String> options)
            throws GenerationException {
        try {
            Fingerprint fingerprint = new Fingerprint();
            Optional<Path> libc = compiler.libc();
            if (libc.isPresent()) {
                fingerprint.stamp(libc.get());
            }
            return fingerprint
                    .program(List.of(ShimCompiler.class))
                    .value("version", request.version())
                    .value("compiler", compiler.describe())
                    .value("options", options)
                    .value("target", compiler.targetTriplet())
                    .value("symbols", shim)
                    .contents(request.cFolder(), List.of(".c", ".h", CEmitter.versionScript("")))
                    .hash();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the generated files: " + e, e);
        }
    }

    /** The library's hash: one that was removed or changed since is made again. */
    private static String outcome(Path library) throws GenerationException {
        try {
            return Files.isRegularFile(library) ? ' ' + Sha256.of(Files.readAllBytes(library)) : "";
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read " + library + ": " + e.getMessage(), e);
        }
    }
}
