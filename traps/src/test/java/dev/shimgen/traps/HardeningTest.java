package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.toolchain.LibraryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 61: the shims of every platform are linked so that none of their calls is bound lazily, on a program's stack, and
 * no code can be written to. Breaks when {@code -z now} is left out: "its calls are bound lazily".
 */
final class HardeningTest {

    private static final Path SHIMS = Path.of("target/shimgen").toAbsolutePath();

    private static final Pattern LARGE = Pattern.compile("^(handled|redirected)[._]");

    @TempDir
    private Path folder;

    @Test
    void theLibrariesOfTheBuildAreHardened() throws Exception {
        assertHardened(SHIMS);
    }

    /** Those of the build are made by gcc. */
    @Test
    void theLibrariesThatClangMakesAreHardened() throws Exception {
        Under.require("clang", "clang is not installed");
        compile(SHIMS.resolve("c"), "clang", null);
        assertHardened(folder);
    }

    @ParameterizedTest(name = "for {0}")
    @EnumSource
    void theLibrariesForOtherPlatformsAreHardened(ForeignPlatform platform) throws Exception {
        assertHardened(PlatformsTest.shims(platform));
    }

    /**
     * clang can be every platform's cross compiler, if it finds the platform's libc. The two largest shims take three times as long as all
     * others; clang has compiled them for this machine, and gcc for the other one.
     */
    @ParameterizedTest(name = "for {0}, by clang")
    @EnumSource(names = {"AARCH64", "I386"})
    void theLibrariesThatClangMakesForOtherPlatformsAreHardened(ForeignPlatform platform) throws Exception {
        Under.require("clang", "clang is not installed");
        Path c = Files.createDirectory(folder.resolve("c"));
        try (Stream<Path> files = Files.list(PlatformsTest.shims(platform).resolve("c"))) {
            for (Path file : files.filter(file ->
                            !LARGE.matcher(file.getFileName().toString()).find())
                    .toList()) {
                Files.copy(file, c.resolve(file.getFileName()));
            }
        }
        String cross = platform.compiler().get(0).replaceFirst("-gcc$", "");
        compile(c, "clang --target=" + cross, platform.triplet());
        assertHardened(folder);
    }

    /** Shows that the check can fail: it must notice each option that is missing. */
    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"now", "relro", "noexecstack", "soname"})
    void anOptionThatIsMissingIsSeen(String missing) throws Exception {
        // Assembler code, to which no compiler has added the note that the stack need not be executable.
        Path source = Files.writeString(folder.resolve("part.s"), ".globl part\npart: .byte 0\n");
        Path library = folder.resolve("libpart.so");
        List<String> command = new ArrayList<>(List.of("gcc"));
        LibraryOptions.of("libpart.so").stream()
                .map(option -> option.contains(missing) ? opposite(missing) : option)
                .forEach(command::add);
        command.addAll(List.of("-nostartfiles", "-o", library.toString(), source.toString()));
        Path output = folder.resolve("output");
        assertThat(TrapProgram.run(new ProcessBuilder(command), output))
                .as(Files.readString(output))
                .isZero();
        assertThat(Hardening.faults(library)).hasSize(1);
    }

    private static String opposite(String option) {
        return switch (option) {
            case "now" -> "-Wl,-z,lazy";
            case "relro" -> "-Wl,-z,norelro";
            case "noexecstack" -> "-Wl,-z,execstack";
            default -> "-Wl,--no-undefined";
        };
    }

    private void compile(Path c, String compiler, @Nullable String target) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("CC");
        ShimCompiler.compile(
                new CompilationRequest(
                        c,
                        folder,
                        folder.resolve("state"),
                        compiler,
                        target,
                        List.of(),
                        Duration.ofMinutes(3),
                        environment,
                        "test"),
                System.out::println);
    }

    private static void assertHardened(Path folder) throws Exception {
        List<Path> libraries = libraries(folder);
        assertThat(libraries).hasSizeGreaterThan(2);
        for (Path library : libraries) {
            assertThat(Hardening.faults(library)).as(library.toString()).isEmpty();
        }
    }

    private static List<Path> libraries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".so"))
                    .sorted()
                    .toList();
        }
    }
}
