package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.ElfFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a command with shims preloaded. */
public final class ShimLauncher {

    private static final String TABLES = "shimgen_table_schema";

    private ShimLauncher() {}

    /**
     * Runs a command to its end. It gets this process's standard input, output and error.
     *
     * @param warnings takes what is known before the command starts: that the shim will not be loaded, will not reach
     *     child processes, or has nowhere to write to
     * @return its exit status; 128 plus the signal's number if a signal ended it
     * @throws GenerationException {@link Code#SG0601} if there is no command or it cannot be started, {@link Code#SG0602}
     *     if a shim has not been built, {@link Code#SG0603} if the command line cannot be read, the shim must be named, or
     *     the trace cannot go where it is told to
     */
    public static int run(LaunchRequest request, Consumer<Diagnostic> warnings) throws GenerationException {
        List<String> words = words(request);
        Map<String, String> environment = new LinkedHashMap<>();
        List<Path> libraries = libraries(request);
        try (PreloadPath preload = prepare(request, libraries, environment)) {
            environment.put("LD_PRELOAD", preload.value());
            inspect(words, request, libraries.get(0)).forEach(warnings);
            String trace =
                    environment.getOrDefault("SHIMGEN_TRACE", System.getenv().getOrDefault("SHIMGEN_TRACE", ""));
            TraceSetting.inspect(trace, request.directory()).ifPresent(warnings);
            return waitFor(start(words, environment, request));
        } catch (IOException e) {
            throw failed(words, e);
        }
    }

    /**
     * Runs a command to its end under a program that supervises it. Both get this process's standard input, output and
     * error; the shims are preloaded into the command only.
     *
     * @return the exit status of the supervisor, as {@link #run(LaunchRequest, Consumer)}
     * @throws GenerationException as {@link #run(LaunchRequest, Consumer)}; {@link Code#SG0601} also if the
     *     supervisor cannot be started
     */
    public static int run(LaunchRequest request, Supervisor supervisor) throws GenerationException {
        return run(request, supervisor, warning -> {});
    }

    /**
     * The same with warnings, as {@link #run(LaunchRequest, Consumer)} has them.
     *
     * @throws GenerationException as {@link #run(LaunchRequest, Supervisor)}
     */
    public static int run(LaunchRequest request, Supervisor supervisor, Consumer<Diagnostic> warnings)
            throws GenerationException {
        List<String> words = words(request);
        Map<String, String> environment = new LinkedHashMap<>();
        List<Path> libraries = libraries(request);
        try (PreloadPath preload = prepare(request, libraries, environment)) {
            environment.put("LD_PRELOAD", preload.value());
            inspect(words, request, libraries.get(0)).forEach(warnings);
            requireProgram(words, request);
            return waitFor(start(supervisor.command(words, environment), Map.of(), request));
        } catch (IOException e) {
            throw failed(words, e);
        }
    }

    /**
     * {@return the words of the command to run, at least one}
     *
     * @throws GenerationException {@link Code#SG0601} if there is none, {@link Code#SG0603} if the line cannot be read
     */
    public static List<String> words(LaunchRequest request) throws GenerationException {
        List<String> words = CommandWords.split(request.command());
        if (words.isEmpty()) {
            throw new GenerationException(
                    Code.SG0601, "no command to run: say which, as in -Dshimgen.command=\"ls -l /\"", null);
        }
        return words;
    }

    /**
     * {@return whether one of the shims tells of calls: its library has the tables of {@code shimgen_call.h}}
     *
     * @throws GenerationException as {@link #run(LaunchRequest, Consumer)}, in the same order
     */
    public static boolean traces(LaunchRequest request) throws GenerationException {
        words(request);
        return libraries(request).stream().anyMatch(library -> ElfFile.hasSection(library, TABLES));
    }

    /** {@return the libraries of the request's shims, at least one} */
    private static List<Path> libraries(LaunchRequest request) throws GenerationException {
        return List.copyOf(request.built().named(request.shims()).values());
    }

    private static PreloadPath prepare(LaunchRequest request, List<Path> libraries, Map<String, String> environment)
            throws IOException {
        environment.putAll(request.environment());
        if (!request.trace().isEmpty()) {
            environment.put("SHIMGEN_TRACE", request.trace());
        }
        return PreloadPath.extending(
                libraries,
                environment.getOrDefault("LD_PRELOAD", System.getenv().get("LD_PRELOAD")));
    }

    private static List<Diagnostic> inspect(List<String> words, LaunchRequest request, Path shim) {
        return ProgramInspection.of(words, request.directory(), environment(request), shim);
    }

    /** A supervisor could say of a command that is not there only that it has failed itself. */
    private static void requireProgram(List<String> words, LaunchRequest request) throws GenerationException {
        if (ProgramInspection.locate(words.get(0), request.directory(), environment(request))
                .isEmpty()) {
            throw failed(words, new FileNotFoundException("there is no such program"));
        }
    }

    private static Map<String, String> environment(LaunchRequest request) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(request.environment());
        return environment;
    }

    private static Process start(List<String> words, Map<String, String> environment, LaunchRequest request)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(request.directory().toFile())
                .inheritIO();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static GenerationException failed(List<String> words, IOException cause) {
        return new GenerationException(Code.SG0601, "cannot run " + words.get(0) + ": " + cause.getMessage(), cause);
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
}
