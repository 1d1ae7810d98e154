package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.CompilationRequest;
import dev.shimgen.generator.GenerationRequest;
import dev.shimgen.generator.ShimCompiler;
import dev.shimgen.generator.ShimGenerator;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shim of {@link TrapsTest} for other platforms: generated with the facts of each, compiled by its compiler, and run with
 * the programs of {@code src/test/c}. A program that cannot say anything there stands in {@code left-out.txt}, with the reason.
 *
 * <p>A platform whose compiler or emulator is missing is skipped, and says so.
 */
final class PlatformsTest {

    private static final Path PROGRAMS = Path.of("src/test/c").toAbsolutePath();
    private static final Path PLATFORMS = Path.of("src/test/platforms").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SKIPPED = 77;

    /** By platform: its shim, or why there is none. */
    private static final Map<String, Outcome> SHIMS = new HashMap<>();

    @TempDir
    private Path folder;

    private record Outcome(Optional<Path> library, String why) {}

    static Stream<Arguments> programs() throws IOException {
        List<String> leftOut = leftOut();
        List<Arguments> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".c"))
                    .map(name -> name.substring(0, name.length() - 2))
                    .sorted()
                    .toList();
            for (ForeignPlatform platform : ForeignPlatform.values()) {
                for (String name : names) {
                    if (!leftOut.contains(name + " | " + platform.triplet())) {
                        all.add(Arguments.of(platform, name));
                    }
                }
            }
        }
        return all.stream();
    }

    private static List<String> leftOut() throws IOException {
        return Files.readAllLines(PLATFORMS.resolve("left-out.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf('|')).strip())
                .toList();
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("programs")
    void programsDoNotNotice(ForeignPlatform platform, String name) throws Exception {
        Path shim = shim(platform);
        Optional<String> obstacle = platform.obstacle();
        if (obstacle.isPresent()) {
            skip(platform, obstacle.get());
        }
        Path program = new TrapProgram(PROGRAMS, name).build(folder, platform.compiler());
        for (boolean traced : List.of(false, true)) {
            run(platform, program, shim, traced);
        }
    }

    private void run(ForeignPlatform platform, Path program, Path shim, boolean traced) throws Exception {
        Path copy = folder.resolve("libtraps.so");
        Files.copy(shim, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> variables = new HashMap<>(Map.of("LC_ALL", "C", "TRAP_SHIM", copy.toString()));
        if (traced) {
            String trace = folder.resolve("trace").toString();
            variables.put("SHIMGEN_TRACE", trace);
            variables.put("TRAP_TRACE", trace);
        }
        List<String> command = platform.command(program, copy);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("SHIMGEN_TRACE");
        builder.environment().putAll(variables);
        Path output = folder.resolve("output");
        int status = TrapProgram.run(builder, output);
        String printed = Files.readString(output);
        if (status == SKIPPED) {
            skip(platform, printed);
        }
        assertThat(status).as("%s, traced: %s%n%s", command, traced, printed).isZero();
        if (!traced) {
            assertThat(folder.resolve("trace")).doesNotExist();
        }
    }

    private static void skip(ForeignPlatform platform, String why) {
        System.out.println("SKIPPED on " + platform.triplet() + ": " + why);
        abort(why);
    }

    private static synchronized Path shim(ForeignPlatform platform) throws GenerationException {
        Outcome outcome = SHIMS.get(platform.triplet());
        if (outcome == null) {
            outcome = make(platform);
            SHIMS.put(platform.triplet(), outcome);
        }
        if (outcome.library().isEmpty()) {
            skip(platform, outcome.why());
        }
        return outcome.library().orElseThrow();
    }

    private static Outcome make(ForeignPlatform platform) throws GenerationException {
        // musl has not all of glibc's functions, and a spec names what there is.
        Path own = PLATFORMS.resolve(platform.triplet());
        Path specs = Files.isDirectory(own) ? own : Path.of("src/main/java").toAbsolutePath();
        Path target = Path.of("target/platforms", platform.triplet()).toAbsolutePath();
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Map<String, String> environment = new HashMap<>(System.getenv());
        // The catalogue of the platform is what is tried here; a jextract has a test of its own.
        List.of("CC", "JEXTRACT", "JEXTRACT_HOME").forEach(environment::remove);
        try {
            ShimGenerator.generate(
                    new GenerationRequest(
                            new GenerationRequest.Sources(List.of(specs), classPath, specs),
                            new GenerationRequest.Outputs(
                                    target.resolve("java"), target.resolve("c"), target.resolve("state/generate")),
                            new GenerationRequest.Tools(
                                    null, null, null, platform.triplet(), List.of(), LIMIT, environment, "test")),
                    System.out::println);
            List<Path> libraries = ShimCompiler.compile(
                    new CompilationRequest(
                            target.resolve("c"),
                            target,
                            target.resolve("state/compile"),
                            null,
                            platform.triplet(),
                            List.of(),
                            LIMIT,
                            environment),
                    System.out::println);
            return new Outcome(Optional.of(libraries.get(0)), "");
        } catch (GenerationException e) {
            if (e.diagnostics().get(0).code() != Code.SG0408) {
                throw e;
            }
            return new Outcome(Optional.empty(), e.diagnostics().get(0).message());
        }
    }
}
