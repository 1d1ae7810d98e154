package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.jextract.FakeJextract;
import dev.shimgen.generator.header.jextract.JextractLocator;
import dev.shimgen.generator.header.jextract.JextractRecording;
import dev.shimgen.generator.header.jextract.JextractSource;
import dev.shimgen.generator.toolchain.CCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final String PLATFORM = "x86_64-linux-gnu";
    private static final List<String> COMPILER = List.of("cc");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void recordsWhatARunLeftBehind() throws Exception {
        Path file = folder.resolve("out/small.txt");

        HeaderFacts recorded = Recorder.fromRecording(small(), PLATFORM, COMPILER, file, null);

        assertThat(CatalogueSource.file(file).readAll()).isEqualTo(recorded);
        assertThat(recorded.functions()).containsKey("access");
        assertThat(recorded.reachedBy().get("bits/types/struct_timespec.h")).contains("time.h");
        assertThat(recorded.reachedBy()).doesNotContainKey("unistd.h");
    }

    @Test
    void replacesAnOldFileAsAWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("catalogue.txt"), "old");
        Path held = Files.createLink(folder.resolve("link"), file);

        Recorder.fromRecording(small(), PLATFORM, COMPILER, file, null);

        assertThat(file).content().startsWith("shimgen-catalogue 1\n").endsWith("[end]\n");
        assertThat(held).as("the old file, which was not written into").hasContent("old");
        assertThat(files()).containsExactlyInAnyOrder(file, held);
    }

    @Test
    void recordsALiveRunTheSameWay() throws Exception {
        Path program = FakeJextract.install(folder.resolve("home"), FakeJextract.Mode.REPLAY);
        JextractSource source = new JextractSource(new JextractSource.Setup(
                new JextractLocator.Located(program, "test"), PLATFORM, List.of(), COMPILER, Duration.ofSeconds(60)));

        Recorder.fromJextract(source, List.of(), folder.resolve("live.txt"), null);
        Recorder.fromRecording(small(), PLATFORM, COMPILER, folder.resolve("recorded.txt"), null);

        // A live run asks for the public headers that this machine has; the recording is of one with more than glibc
        // 2.31's.
        List<String> live = Files.readAllLines(folder.resolve("live.txt"));
        List<String> recorded = Files.readAllLines(folder.resolve("recorded.txt"));
        List<Path> folders =
                CCompiler.located(COMPILER, Duration.ofSeconds(20), PLATFORM).includePaths();
        recorded.subList(recorded.indexOf("[public]") + 1, recorded.indexOf("[typedefs]"))
                .removeIf(header -> folders.stream().noneMatch(folder -> Files.exists(folder.resolve(header))));
        assertThat(live).isEqualTo(recorded);
    }

    @Test
    void recordsWhatDiffersFromABase() throws Exception {
        Path base = folder.resolve("base.txt");
        Path file = folder.resolve("other.txt");
        HeaderFacts recorded = Recorder.fromRecording(small(), PLATFORM, COMPILER, base, null);

        Recorder.fromRecording(small(), PLATFORM, COMPILER, file, base);

        assertThat(file)
                .content()
                .startsWith("shimgen-catalogue-difference 1\nbase base.txt ")
                .doesNotContain("\n+");
        assertThat(CatalogueSource.file(file).readAll()).isEqualTo(recorded);
    }

    @Test
    void namesTheCLibraryOfTheHeaders() throws Exception {
        Path file = folder.resolve("small.txt");

        Recorder.fromRecording(small(), PLATFORM, COMPILER, file, null);

        assertThat(CatalogueSource.file(file).catalogue().libc())
                .isEqualTo(CCompiler.located(COMPILER, Duration.ofSeconds(20), PLATFORM)
                        .libcVersion())
                .isPresent();
    }

    @Test
    void leavesTheOldFileWhenTheRecordingIsNotWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("old.txt"), "old");
        JextractRecording broken =
                new JextractRecording(small().bindings(), small().umbrella(), small().warnings(), small().umbrella());

        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> Recorder.fromRecording(broken, PLATFORM, COMPILER, file, null));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0305);
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void reportsAFolderThatCannotBeWritten() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> Recorder.fromRecording(small(), PLATFORM, COMPILER, notAFolder.resolve("catalogue.txt"), null));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0501);
        assertThat(files()).containsExactly(notAFolder);
    }

    @Test
    void leavesNothingHalfWritten() throws Exception {
        Path target = folder.resolve("taken");
        Files.createDirectories(target.resolve("by a folder"));

        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> Recorder.fromRecording(small(), PLATFORM, COMPILER, target, null));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0501);
        assertThat(files()).containsExactly(target);
    }

    @Test
    void reportsARecordingThatIsNotThere() {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> Recorder.fromRecording(
                        JextractRecording.in(folder.resolve("none")),
                        PLATFORM,
                        COMPILER,
                        folder.resolve("a.txt"),
                        null));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0502);
        assertThat(failure.diagnostics().get(0).message()).contains("none");
    }

    @Test
    void reportsACompilerThatIsNotThere() {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> Recorder.fromRecording(
                        small(), PLATFORM, List.of("/no/such/cc"), folder.resolve("catalogue.txt"), null));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0401);
        assertThat(folder.resolve("catalogue.txt")).doesNotExist();
    }

    private static JextractRecording small() {
        return JextractRecording.in(Goldens.folder("recordings/small"));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
