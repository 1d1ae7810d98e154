package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.goal.generate.ShimGenerator;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shims of {@link TrapsTest} for other platforms: generated with each platform's facts, compiled by its compiler,
 * and run with the programs of {@code src/test/c}. A program that cannot test anything there is listed in {@code
 * left-out.txt}, with the reason.
 *
 * <p>A platform whose compiler or emulator is missing is skipped, and says so.
 */
final class PlatformsTest {

    private static final Path PLATFORMS = Path.of("src/test/platforms").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The shims of each platform, or why there are none. */
    private static final Map<String, Outcome> SHIMS = new HashMap<>();

    @TempDir
    private Path folder;

    private record Outcome(Optional<Path> libraries, String why) {}

    static Stream<Arguments> programs() throws IOException {
        List<String> leftOut = leftOut();
        List<TrapProgram> programs = TrapProgram.all();
        return Stream.of(ForeignPlatform.values()).flatMap(platform -> {
            List<String> names = platform.leavesOutAs();
            return programs.stream()
                    .filter(program ->
                            names.stream().noneMatch(name -> leftOut.contains(program.name() + " | " + name)))
                    .map(program -> Arguments.of(platform, program));
        });
    }

    /** Each line must name an existing program and a known platform. */
    @Test
    void whatIsLeftOutExists() throws Exception {
        List<String> pairs = TrapProgram.all().stream()
                .flatMap(program -> Stream.concat(
                                Stream.of(ForeignPlatform.values()).map(ForeignPlatform::triplet),
                                Stream.of("qemu-i386"))
                        .map(place -> program.name() + " | " + place))
                .toList();
        assertThat(pairs).containsAll(leftOut());
        assertThat(leftOut()).doesNotHaveDuplicates();
    }

    private static List<String> leftOut() throws IOException {
        return Files.readAllLines(PLATFORMS.resolve("left-out.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf('|')).strip())
                .toList();
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("programs")
    void programsDoNotNotice(ForeignPlatform platform, TrapProgram trap) throws Exception {
        Path shims = shims(platform);
        Optional<String> obstacle = platform.obstacle();
        if (obstacle.isPresent()) {
            skip(platform, obstacle.get());
        }
        Path program = trap.build(folder, platform.compiler());
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons; the build's folder may contain some, this one does
        // not.
        Path shim = Files.copy(shims.resolve(trap.shim()), folder.resolve(trap.shim()));
        for (boolean traced : List.of(false, true)) {
            run(platform, program, shim, traced);
        }
    }

    private void run(ForeignPlatform platform, Path program, Path shim, boolean traced) throws Exception {
        // The program's files go here, so that those of one run do not disturb the next.
        Path here = Files.createTempDirectory(folder, "run");
        Path trace = here.resolve("trace");
        List<String> command = new ArrayList<>(platform.starter(shim));
        ProcessBuilder builder = new ProcessBuilder(command).directory(here.toFile());
        Map<String, String> environment = builder.environment();
        environment.remove("SHIMGEN_TRACE");
        environment.putAll(Map.of("LC_ALL", "C", "TRAP_SHIM", shim.toString()));
        platform.emulator().ifPresent(emulator -> environment.put("TRAP_RUNNER", emulator));
        if (traced) {
            environment.put("SHIMGEN_TRACE", trace.toString());
            environment.put("TRAP_TRACE", trace.toString());
        }
        command.add(program.toString());
        Path output = here.resolve("output");
        int status = TrapProgram.run(builder, output);
        String printed = Files.readString(output);
        if (status == TrapProgram.SKIPPED) {
            skip(platform, program.getFileName() + ": " + printed);
        }
        new Ended(status, printed)
                .expectSuccess(program.getFileName() + " on " + platform + ", tracing " + (traced ? "on" : "off"));
        if (!traced) {
            assertThat(trace).doesNotExist();
        }
    }

    private static void skip(ForeignPlatform platform, String why) {
        System.out.println("SKIPPED on " + platform.triplet() + ": " + why);
        abort(why);
    }

    /** {@return the folder with a platform's shims, and with their C in {@code c}; skips the test if they cannot be made} */
    static synchronized Path shims(ForeignPlatform platform) throws GenerationException {
        Outcome outcome = SHIMS.get(platform.triplet());
        if (outcome == null) {
            outcome = make(platform);
            SHIMS.put(platform.triplet(), outcome);
        }
        if (outcome.libraries().isEmpty()) {
            skip(platform, outcome.why());
        }
        return outcome.libraries().orElseThrow();
    }

    /** This machine's specs, unless the platform has its own: musl lacks some of glibc's functions. */
    private static Path specs(ForeignPlatform platform, Path folder) {
        for (Path source : List.of(Path.of("src/main/java"), PLATFORMS.resolve(platform.triplet()))) {
            if (Files.isDirectory(source)) {
                copy(source, folder);
            }
        }
        return folder;
    }

    private static void copy(Path source, Path folder) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(source.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome make(ForeignPlatform platform) throws GenerationException {
        Path target = Path.of("target/platforms", platform.triplet()).toAbsolutePath();
        Path specs = specs(platform, target.resolve("specs"));
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Map<String, String> environment = new HashMap<>(System.getenv());
        // The platform's catalogue is to be tested here; jextract has its own test.
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
            ShimCompiler.compile(
                    new CompilationRequest(
                            target.resolve("c"),
                            target,
                            target.resolve("state/compile"),
                            null,
                            platform.triplet(),
                            List.of(),
                            LIMIT,
                            environment,
                            "test"),
                    System.out::println);
            return new Outcome(Optional.of(target), "");
        } catch (GenerationException e) {
            if (e.diagnostics().get(0).code() != Code.SG0408) {
                throw e;
            }
            return new Outcome(Optional.empty(), e.diagnostics().get(0).message());
        }
    }
}
