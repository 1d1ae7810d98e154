package dev.shimgen.generator.header.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.jextract.FakeJextract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderSourcesTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void takesTheShippedCatalogueWhenThereIsNoJextract() throws Exception {
        HeaderSource source = HeaderSources.choose(choice(null, null, Map.of("PATH", "/nowhere"), PLATFORM));

        assertThat(source).isInstanceOf(CatalogueSource.class);
        assertThat(source.describe()).isEqualTo("recorded catalogue of x86_64-linux-gnu, glibc 2.36 (shipped with shimgen)");
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
                jextract, catalogue, environment, platform, Optional.empty(), List.of(), List.of("cc"), Duration.ofSeconds(30), null);
    }
}
