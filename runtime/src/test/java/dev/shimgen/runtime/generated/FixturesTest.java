package dev.shimgen.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fixtures under the strictest settings that a user can have. This module's own build compiles them too, but without
 * some of the compiler's warnings.
 */
class FixturesTest {

    private static final Path FIXTURES = Path.of("../generator/src/test/resources/fixtures/java");

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"files", "shapes"})
    void compileWithoutAWarning(String fixture) throws Exception {
        Map<String, String> sources = new TreeMap<>();
        Path folder = FIXTURES.resolve(fixture);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        assertThat(sources).hasSizeGreaterThan(3);
        assertThat(Compilation.compile(sources, classes, "-Xdoclint:all,-missing"))
                .isEmpty();
        // The newest that there is a compiler for has warnings of its own.
        assertThat(Compilation.compile(Runtime.version().feature(), sources, classes, "-Xdoclint:all,-missing"))
                .isEmpty();
    }
}
