package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes a shared library: it is compiled in a folder beside its place, checked, and only then moved there. */
public final class SharedLibraryBuild {

    /** Beside {@link LibraryOptions}: every warning is an error. */
    private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Werror");

    private SharedLibraryBuild() {}

    /**
     * Compiles and links.
     *
     * @throws GenerationException {@link Code#SG0402} with the compiler's messages; {@link Code#SG0403} if the library
     *     does not export exactly what was planned; {@link Code#SG0501} if its folder cannot be written. The previous
     *     library, if there is one, is then still in its place
     */
    public static void run(CCompiler compiler, CompileRequest request) throws GenerationException {
        Path library = request.library().toAbsolutePath();
        Path folder = Objects.requireNonNull(library.getParent(), "a file has a folder");
        try {
            Files.createDirectories(folder);
            // The compiler's own temporary files are in it as well.
            Path workplace = ScratchFolder.create(folder, "compile");
            try {
                Path staged = workplace.resolve(library.getFileName());
                compile(compiler, request, staged);
                LinkCheck.check(library, ElfFile.read(staged), request.exports());
                // A temporary file is for its owner only, but everybody who runs the program must be able to read the
                // library.
                Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(staged, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                ScratchFolder.remove(workplace);
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write the library " + request.library() + ": " + e, e);
        }
    }

    private static void compile(CCompiler compiler, CompileRequest request, Path staged) throws GenerationException {
        List<String> arguments = new ArrayList<>(options(request));
        arguments.addAll(List.of("-o", staged.toString(), request.source().toString()));
        CommandResult result = compiler.runPlain(arguments, staged.getParent());
        if (!result.ok()) {
            throw new GenerationException(
                    Code.SG0402,
                    compiler.describe() + " refused " + request.source() + ":\n"
                            + result.stderr().strip(),
                    null);
        }
    }

    /** {@return all options of the compiler except for the source and the output file} */
    public static List<String> options(CompileRequest request) {
        List<String> arguments = new ArrayList<>(
                LibraryOptions.of(request.library().getFileName().toString()));
        arguments.addAll(STRICT);
        for (Path include : request.includeFolders()) {
            arguments.add("-I" + include);
        }
        if (request.versionScript() != null) {
            // Not -Wl, which would split a path at its commas.
            arguments.addAll(List.of(
                    "-DSHIMGEN_VERSIONS",
                    "-Xlinker",
                    "--version-script",
                    "-Xlinker",
                    request.versionScript().toString()));
        }
        return List.copyOf(arguments);
    }
}
