package dev.shimgen.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wrong specs: each folder of {@code fixtures/spec} is a source root and, in {@code expected.txt}, all its messages. */
class SpecFixturesTest {

    private static final Path FIXTURES = Goldens.folder("fixtures/spec");

    @TestFactory
    Stream<DynamicTest> messages() throws IOException {
        List<Path> cases;
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            cases = folders.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(cases).as("cases in %s", FIXTURES).isNotEmpty();
        return cases.stream()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.getFileName().toString(),
                        folder.toUri(),
                        () -> Goldens.assertMatches(folder.resolve("expected.txt"), messages(folder))));
    }

    private static String messages(Path folder) {
        Diagnostics diagnostics = new Diagnostics();
        new SpecReader(new SpecRequest(List.of(folder), TestClassPath.entries(), folder)).read(diagnostics);
        return diagnostics.all().stream().map(Diagnostic::format).collect(Collectors.joining("\n\n", "", "\n"));
    }
}
