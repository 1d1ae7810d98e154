package dev.shimgen.generator.goal.compile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to make libraries from generated C.
 *
 * @param cFolder the folder that C sources were generated to
 * @param libraryFolder where the libraries go: {@code lib<name>.so} for each shim
 * @param stateFolder where the run remembers what it has compiled
 * @param cc the C compiler, perhaps with options, or {@code null} to look for one
 * @param target the platform to compile for, or {@code null} for the compiler's
 * @param includeFolders folders with C headers beside those that the compiler knows
 * @param timeLimit how long one run of the compiler may take
 * @param environment where the compiler is looked for: {@code PATH}, {@code CC}
 * @param version the version of shimgen: a library that another version made is not up to date
 */
public record CompilationRequest(
        Path cFolder,
        Path libraryFolder,
        Path stateFolder,
        @Nullable String cc,
        @Nullable String target,
        List<Path> includeFolders,
        Duration timeLimit,
        Map<String, String> environment,
        String version) {

    public CompilationRequest {
        includeFolders = List.copyOf(includeFolders);
        environment = Map.copyOf(environment);
    }

    /** For the platform of the compiler. */
    public CompilationRequest(
            Path cFolder,
            Path libraryFolder,
            Path stateFolder,
            @Nullable String cc,
            List<Path> includeFolders,
            Duration timeLimit,
            Map<String, String> environment,
            String version) {
        this(cFolder, libraryFolder, stateFolder, cc, null, includeFolders, timeLimit, environment, version);
    }
}
