package dev.shimgen.generator.goal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.jextract.FakeJextract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal {@code shimgen:record}, up to Maven. */
class CatalogueRecorderTest {

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void recordsWithTheJextractOfTheEnvironmentAndSaysSo() throws Exception {
        Path program = FakeJextract.install(folder.resolve("jextract"), FakeJextract.Mode.REPLAY);
        Path file = folder.resolve("out/catalogue.txt");

        record(null, List.of(), Map.of("JEXTRACT", program.toString()), file);

        HeaderFacts facts = CatalogueSource.file(file).readAll();
        assertThat(facts.functions()).containsKey("access");
        assertThat(log)
                .containsExactly(
                        "header facts: jextract " + program + " (from JEXTRACT)",
                        file + ": " + facts.functions().size() + " functions, "
                                + facts.structs().size() + " structs, "
                                + facts.constants().size() + " constants of " + facts.platform());
    }

    @Test
    void recordsWhatARunLeftElsewhereWithoutAJextract() throws Exception {
        Path file = folder.resolve("catalogue.txt");

        record(Goldens.folder("recordings/small"), List.of(), Map.of(), file);

        assertThat(CatalogueSource.file(file).readAll().structs()).containsKey("struct stat");
    }

    @Test
    void namesTheWaysOutWhenThereIsNoJextract() {
        Diagnostic error = refused(null, List.of(), Map.of());

        assertThat(error.code()).isEqualTo(Code.SG0302);
        assertThat(error.message())
                .contains("shimgen.jextract", "JEXTRACT_HOME", "PATH", "shimgen.recording", "https://jdk.java.net/");
    }

    @Test
    void refusesHeadersThatARecordingCannotHave() throws Exception {
        Diagnostic error = refused(Goldens.folder("recordings/small"), List.of("zlib.h"), Map.of());

        assertThat(error.code()).isEqualTo(Code.SG0603);
        assertThat(error.message()).contains("shimgen.headers", "shimgen.recording", "zlib.h");
    }

    @Test
    void refusesAFolderAsTheFileToWrite() throws Exception {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> record(Goldens.folder("recordings/small"), List.of(), Map.of(), folder));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0501);
        assertThat(failure.diagnostics().get(0).message())
                .contains(folder + " (is a folder)", "shimgen.record.output")
                .doesNotContain("Exception");
        assertThat(folder).isEmptyDirectory();
    }

    private Diagnostic refused(@Nullable Path recording, List<String> headers, Map<String, String> environment) {
        Path file = folder.resolve("catalogue.txt");
        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> record(recording, headers, environment, file));
        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(file).doesNotExist();
        return failure.diagnostics().get(0);
    }

    private void record(@Nullable Path recording, List<String> headers, Map<String, String> environment, Path file)
            throws GenerationException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", "/usr/bin:/bin");
        CatalogueRecorder.record(
                new RecordRequest(
                        recording,
                        headers,
                        new GenerationRequest.Tools(null, null, null, List.of(), Duration.ofSeconds(60), all, "test"),
                        file,
                        null),
                log::add);
    }
}
