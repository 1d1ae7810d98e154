package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a command with shims preloaded. */
public final class ShimLauncher {

    private static final String PREFIX = "lib";
    private static final String SUFFIX = ".so";

    private ShimLauncher() {}

    /**
     * Runs a command to its end. It has this process's standard input, output and error.
     *
     * @param warnings takes what is known before the command starts: that the shim will not be loaded, or not be passed
     * @return its exit status; 128 plus the signal's number if a signal ended it
     * @throws GenerationException {@link Code#SG0601} if there is no command or it cannot be started, {@link Code#SG0602}
     *     if a shim has not been built, {@link Code#SG0603} if the command line cannot be read or the shim must be named
     */
    public static int run(LaunchRequest request, Consumer<Diagnostic> warnings) throws GenerationException {
        List<String> words = CommandWords.split(request.command());
        if (words.isEmpty()) {
            throw new GenerationException(
                    Code.SG0601, "no command to run: say which, as in -Dshimgen.command=\"ls -l /\"", null);
        }
        List<Path> libraries = libraries(request);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(request.directory().toFile())
                .inheritIO();
        Map<String, String> environment = builder.environment();
        environment.putAll(request.environment());
        if (!request.trace().isEmpty()) {
            environment.put("SHIMGEN_TRACE", request.trace());
        }
        try (PreloadPath preload = PreloadPath.extending(libraries, environment.get("LD_PRELOAD"))) {
            environment.put("LD_PRELOAD", preload.value());
            ProgramInspection.of(words, request.directory(), environment, libraries.get(0))
                    .forEach(warnings);
            return waitFor(builder.start());
        } catch (IOException e) {
            throw new GenerationException(Code.SG0601, "cannot run " + words.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the command was running", e);
        }
    }

    private static List<Path> libraries(LaunchRequest request) throws GenerationException {
        Path folder = request.libraryFolder().toAbsolutePath();
        List<String> built = built(folder);
        if (request.shims().isEmpty() && built.size() > 1) {
            throw new GenerationException(
                    Code.SG0603,
                    "there are several shims in " + folder + ": " + String.join(", ", built)
                            + "; say which with shimgen.shim",
                    null);
        }
        List<String> wanted = request.shims().isEmpty() ? built : request.shims();
        List<Path> libraries = new ArrayList<>();
        for (String name : wanted) {
            if (!built.contains(name)) {
                throw new GenerationException(
                        Code.SG0602,
                        "no shim \"" + name + "\" in " + folder
                                + (built.isEmpty() ? "" : "; there is: " + String.join(", ", built))
                                + ". Build it first: mvn package",
                        null);
            }
            libraries.add(folder.resolve(PREFIX + name + SUFFIX));
        }
        if (libraries.isEmpty()) {
            throw new GenerationException(
                    Code.SG0602, "no shim has been built in " + folder + ". Build it first: mvn package", null);
        }
        return libraries;
    }

    private static List<String> built(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
