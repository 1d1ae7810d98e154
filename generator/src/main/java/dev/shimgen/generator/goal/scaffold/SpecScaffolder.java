package dev.shimgen.generator.goal.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.RunLog;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.source.HeaderSources;
import dev.shimgen.generator.output.SourceFile;
import dev.shimgen.generator.scaffold.InterfaceName;
import dev.shimgen.generator.scaffold.Scaffold;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes specs: turns a selection of functions into an interface in a folder of Java sources. */
public final class SpecScaffolder {

    private SpecScaffolder() {}

    /**
     * Writes a spec.
     *
     * @param log takes a line for each thing that was done
     * @return the file
     * @throws GenerationException with all that is wrong with the request; nothing has then been written
     */
    public static Path scaffold(ScaffoldRequest request, RunLog log) throws GenerationException {
        InterfaceName name = InterfaceName.parse(request.interfaceName());
        request.selection().check();
        Path file = request.sourceRoot().resolve(name.file());
        requireFree(file, request.overwrite());

        GenerationRequest.Tools tools = request.tools();
        CCompiler compiler = new CCompilerLocator(tools.environment(), tools.timeLimit())
                .locate(tools.cc(), tools.target())
                .including(tools.includeFolders());
        HeaderSource headers = HeaderSources.choose(choice(tools, compiler));
        compiler.libcVersion().ifPresent(libc -> log.info("libc: " + libc));
        log.info("header facts: " + headers.describe());
        log.info("C compiler: " + compiler.describe());
        Scaffold scaffold = Scaffold.of(name, request.selection(), compiler, headers);
        headers.warnings().forEach(warning -> log.info(warning.toString()));
        SourceFile.write(file, scaffold.source());
        scaffold.notes().forEach(log::info);
        log.info(file + ": " + scaffold.summary());
        return file;
    }

    private static HeaderSources.Choice choice(GenerationRequest.Tools tools, CCompiler compiler)
            throws GenerationException {
        String jextract = tools.jextract();
        return new HeaderSources.Choice(
                jextract == null ? null : Path.of(jextract),
                tools.catalogue(),
                tools.environment(),
                compiler.targetTriplet(),
                compiler.libcVersion(),
                tools.includeFolders(),
                compiler.command(),
                tools.timeLimit(),
                null);
    }

    private static void requireFree(Path file, boolean overwrite) throws GenerationException {
        if (Files.exists(file) && !overwrite) {
            throw new GenerationException(
                    Code.SG0708,
                    file + " exists, and is perhaps somebody's work: -Dshimgen.force replaces it,"
                            + " -Dshimgen.interface gives the new one another name, -Dshimgen.output another folder",
                    null);
        }
    }
}
