package dev.shimgen.generator.header.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.jextract.FakeJextract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSourcesTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void takesTheShippedCatalogueWhenThereIsNoJextract() throws Exception {
        HeaderSource source = HeaderSources.choose(choice(null, null, Map.of("PATH", "/nowhere"), PLATFORM));

        assertThat(source).isInstanceOf(CatalogueSource.class);
        assertThat(source.describe())
                .isEqualTo("recorded catalogue of x86_64-linux-gnu, glibc 2.36 (shipped with shimgen)");
    }

    @Test
    void takesAJextractOfTheEnvironmentBeforeTheShippedCatalogue() throws Exception {
        Path program = FakeJextract.install(folder, FakeJextract.Mode.REPLAY);

        HeaderSource source =
                HeaderSources.choose(choice(null, null, Map.of("JEXTRACT_HOME", folder.toString()), PLATFORM));

        assertThat(source.describe()).isEqualTo("jextract " + program + " (from JEXTRACT_HOME)");
    }

    @Test
    void takesANamedCatalogueBeforeAJextractThatIsMerelyFound() throws Exception {
        FakeJextract.install(folder, FakeJextract.Mode.REPLAY);
        Path file = Files.writeString(folder.resolve("my.txt"), "");

        HeaderSource source =
                HeaderSources.choose(choice(null, file, Map.of("JEXTRACT_HOME", folder.toString()), PLATFORM));

        assertThat(source.describe()).isEqualTo("recorded catalogue " + file);
    }

    @Test
    void takesANamedJextractBeforeANamedCatalogue() throws Exception {
        Path program = FakeJextract.install(folder, FakeJextract.Mode.REPLAY);
        Path file = Files.writeString(folder.resolve("my.txt"), "");

        assertThat(HeaderSources.choose(choice(program, file, Map.of(), PLATFORM))
                        .describe())
                .isEqualTo("jextract " + program + " (from parameter shimgen.jextract)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JEXTRACT", "JEXTRACT_HOME"})
    void takesTheCatalogueForAJextractThatIsNotWhereTheEnvironmentSays(String variable) throws Exception {
        HeaderSource source = HeaderSources.choose(
                choice(null, null, Map.of(variable, folder.resolve("gone").toString()), PLATFORM));

        assertThat(source.describe()).startsWith("recorded catalogue of x86_64-linux-gnu");
        assertThat(source.read(request()).functions()).containsKey("strlen");
        assertThat(source.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0310);
            assertThat(warning.severity()).isEqualTo(Diagnostic.Severity.WARNING);
            assertThat(warning.message()).contains("recorded catalogue of", "[SG0302]", variable, "gone");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH", "SILENT", "NONSENSE"})
    void takesTheCatalogueForAJextractOfTheEnvironmentThatDoesNotWork(FakeJextract.Mode mode) throws Exception {
        FakeJextract.install(folder, mode);

        for (Map<String, String> environment : List.of(
                Map.of("JEXTRACT_HOME", folder.toString()),
                Map.of("JEXTRACT", folder.resolve("bin/jextract").toString()),
                Map.of("PATH", folder.resolve("bin").toString()))) {
            HeaderSource source = HeaderSources.choose(choice(null, null, environment, PLATFORM));
            assertThat(source.describe()).startsWith("jextract ");
            assertThat(source.warnings()).isEmpty();

            HeaderFacts facts = source.read(request("sys/stat.h"));

            assertThat(facts.functions()).containsKey("strlen");
            assertThat(source.describe()).startsWith("recorded catalogue of x86_64-linux-gnu");
            assertThat(source.warnings())
                    .singleElement()
                    .extracting(Diagnostic::code)
                    .isEqualTo(Code.SG0310);
        }
    }

    @Test
    void aJextractThatWasAskedForMustWork() throws Exception {
        Path program = FakeJextract.install(folder, FakeJextract.Mode.CRASH);
        HeaderSource source = HeaderSources.choose(choice(program, null, Map.of(), PLATFORM));

        assertThat(code(() -> source.read(request()))).isEqualTo(Code.SG0303);
        assertThat(code(() -> HeaderSources.choose(choice(folder.resolve("gone"), null, Map.of(), PLATFORM))))
                .isEqualTo(Code.SG0302);
    }

    @Test
    void aJextractThatDoesNotWorkIsAnErrorWhereTheCatalogueCannotServe() throws Exception {
        FakeJextract.install(folder, FakeJextract.Mode.CRASH);
        Files.writeString(folder.resolve("own.h"), "int own(void);\n");
        HeaderSource source = HeaderSources.choose(new HeaderSources.Choice(
                null,
                null,
                Map.of("JEXTRACT_HOME", folder.toString()),
                PLATFORM,
                Optional.empty(),
                List.of(folder),
                List.of("cc"),
                Duration.ofSeconds(60),
                null));

        assertThat(code(() -> source.read(request("own.h")))).isEqualTo(Code.SG0303);
        assertThat(code(() ->
                        HeaderSources.choose(choice(null, null, Map.of("JEXTRACT", "/gone"), "riscv64-linux-gnu"))))
                .as("a platform without a catalogue")
                .isEqualTo(Code.SG0302);
    }

    private static HeaderRequest request(String... headers) {
        return new HeaderRequest(new TreeSet<>(List.of("strlen")), new TreeSet<>(), List.of(headers));
    }

    private static Code code(ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(GenerationException.class, call)
                .diagnostics()
                .get(0)
                .code();
    }

    @Test
    void refusesANamedCatalogueThatIsNotThere() {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> HeaderSources.choose(choice(null, folder.resolve("none.txt"), Map.of(), PLATFORM)));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0502);
        assertThat(failure.diagnostics().get(0).message()).contains("none.txt");
    }

    @Test
    void namesTheWaysOutForAPlatformWithoutCatalogue() {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> HeaderSources.choose(choice(null, null, Map.of(), "riscv64-linux-gnu")));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0301);
        assertThat(failure.diagnostics().get(0).message())
                .contains("riscv64-linux-gnu")
                .contains("shimgen.jextract")
                .contains("shimgen:record");
    }

    @Test
    void namesTheThreeWaysOutForAHeaderThatTheCatalogueDoesNotHave() throws Exception {
        CatalogueSource source = CatalogueSource.embedded(PLATFORM).orElseThrow();
        HeaderFacts facts = source.readAll();

        assertThat(HeaderSources.unknownHeader("sys/stat.h", facts, source)).isNull();
        assertThat(HeaderSources.unknownHeader("linux/close_range.h", facts, source))
                .as("a header that is not public and declares something")
                .isNull();
        assertThat(HeaderSources.unknownHeader("curl/curl.h", facts, source))
                .contains("<curl/curl.h>", "shipped with shimgen", "JEXTRACT_HOME", "shimgen:record", "drop it");
        assertThat(HeaderSources.unknownFunction("curl_easy_init", source))
                .contains("curl_easy_init", "JEXTRACT_HOME", "shimgen:record", "drop it from the spec");
    }

    private static HeaderSources.Choice choice(
            @Nullable Path jextract, @Nullable Path catalogue, Map<String, String> environment, String platform) {
        return new HeaderSources.Choice(
                jextract,
                catalogue,
                environment,
                platform,
                Optional.empty(),
                List.of(),
                List.of("cc"),
                Duration.ofSeconds(30),
                null);
    }
}
