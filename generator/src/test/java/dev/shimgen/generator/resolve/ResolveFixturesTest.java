package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Specs that this machine's headers and libraries contradict: each folder of {@code fixtures/resolve} is a source root and,
 * in {@code expected.txt}, all its messages.
 */
class ResolveFixturesTest {

    private static final Path FIXTURES = Goldens.folder("fixtures/resolve");

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
        String end;
        try {
            Machine.plan(
                    Machine.spec(folder),
                    diagnostics,
                    Behaviours.load().ordered().toArray(Behaviour[]::new));
            end = "";
        } catch (GenerationException e) {
            assertThat(e.diagnostics()).isEqualTo(diagnostics.all());
            end = "\n\nno plan";
        }
        return withoutCompilersWords(withoutVersions(Machine.text(diagnostics.all()) + end + "\n"));
    }

    /** The libc's, and that of the shipped catalogue which is nearest to it. */
    private static String withoutVersions(String text) {
        return text.replaceAll("(of|gnu,) glibc 2[\\d.]*", "$1 glibc <version>");
    }

    /** gcc and clang, and every release of the headers, say it in other words and with other line numbers. */
    private static String withoutCompilersWords(String text) {
        return text.replaceAll("(?m)^(?:<stdin>|/).*?: (?:fatal )?error: .*$", "<the compiler's first error>");
    }
}
