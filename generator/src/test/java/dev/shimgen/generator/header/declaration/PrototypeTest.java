package dev.shimgen.generator.header.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shape of declarator is a fixture: a prototype, and how it is split. A new one is a new file. */
class PrototypeTest {

    private static final Path FIXTURES = Goldens.folder("fixtures/declarators");

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.filter(f -> f.toString().endsWith(".c")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void splitsAroundTheNames(Path fixture) throws Exception {
        Prototype prototype = Prototype.parse(Files.readString(fixture).strip());

        StringBuilder actual = new StringBuilder();
        actual.append("name      ").append(prototype.name()).append('\n');
        actual.append("result    ").append(prototype.resultBefore()).append(" @ ");
        actual.append(prototype.resultAfter()).append('\n');
        for (Declaration parameter : prototype.parameters()) {
            actual.append("parameter ").append(parameter.before()).append(" @ ").append(parameter.after());
            actual.append("   name: ").append(parameter.name()).append('\n');
        }
        actual.append("variadic  ").append(prototype.variadic()).append('\n');
        String text = actual.toString().replaceAll(" +\n", "\n");
        Path expected = FIXTURES.resolve(fixture.getFileName().toString().replace(".c", ".split"));
        Goldens.assertMatches(expected, text);
    }

    @Test
    void thereAreFixtures() throws IOException {
        assertThat(fixtures()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "int",
                "int x",
                "extern int f(int",
                "extern int f(int,)",
                "extern int f(,int)",
                "extern f(int)",
                "extern int f(int a) # b",
                "extern int (int)"
            })
    void refusesWhatIsNoPrototype(String text) {
        assertThatThrownBy(() -> Prototype.parse(text)).isInstanceOf(DeclarationException.class);
    }
}
