package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @TempDir
    private Path folder;

    @Test
    void takesWholeSeconds() throws Exception {
        assertThat(Values.seconds("shimgen.timeout", "120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(Values.seconds("shimgen.timeout", " 1 ")).isEqualTo(Duration.ofSeconds(1));
        assertThat(Values.seconds("shimgen.timeout", "9999999999").toMillis()).isEqualTo(9999999999000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "2m", "soon", "99999999999", "0x10"})
    void refusesOtherTimeLimits(String value) {
        assertThat(refused(() -> Values.seconds("shimgen.timeout", value)))
                .startsWith("shimgen.timeout: \"" + value + "\"")
                .contains("a whole number from 1 on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ture", "yes", "1", "TRUE"})
    void refusesWhatIsNeitherTrueNorFalse(String value) throws Exception {
        assertThat(Values.flag("shimgen.skip", "true")).isTrue();
        assertThat(Values.flag("shimgen.skip", "false")).isFalse();
        assertThat(refused(() -> Values.flag("shimgen.skip", value)))
                .isEqualTo("shimgen.skip: \"" + value + "\" is neither true nor false");
    }

    @Test
    void refusesFoldersThatAreNotThere() throws Exception {
        File file = Files.createFile(folder.resolve("file")).toFile();

        assertThat(Values.folders("shimgen.includes", List.of(folder.toFile()))).containsExactly(folder);
        assertThat(refused(() -> Values.folders("shimgen.includes", List.of(folder.toFile(), file))))
                .contains("shimgen.includes", "is no folder");
        assertThat(refused(() -> Values.folder(
                        "shimgen.directory", folder.resolve("none").toFile())))
                .contains("none\" does not exist");
    }

    @Test
    void refusesFilesThatAreNotThere() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(Values.file("shimgen.catalogue", null)).isNull();
        assertThat(Values.file("shimgen.catalogue", file.toFile())).isEqualTo(file);
        assertThat(refused(() -> Values.file("shimgen.catalogue", folder.toFile())))
                .contains("is no file that can be read");
        assertThat(refused(() ->
                        Values.file("shimgen.catalogue", folder.resolve("none").toFile())))
                .contains("shimgen.catalogue", "none\" does not exist");
    }

    @Test
    void refusesToWriteAmongTheProjectsFiles() throws Exception {
        assertThat(generated("target/c")).isEqualTo(folder.resolve("target/c"));
        for (String path : List.of("", "..", "../..", "target/..")) {
            assertThat(refused(() -> generated(path))).contains("shimgen.cOutput", "the project's own folder");
        }
        for (String path : List.of("src", "src/main/java", "src/main/java/c", "src/more", "src/test/java")) {
            assertThat(refused(() -> generated(path))).contains("shimgen.cOutput", "a folder of the project's sources");
        }
        assertThat(generated("target/generated-sources/other/c"))
                .isEqualTo(folder.resolve("target/generated-sources/other/c"));
    }

    @Test
    void refusesToWriteWhereAFileIs() throws Exception {
        Files.createFile(folder.resolve("target"));

        GenerationException failure = catchThrowableOfType(GenerationException.class, () -> generated("target/a/c"));

        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0501);
        assertThat(failure.diagnostics().get(0).message())
                .contains("shimgen.cOutput", folder.resolve("target") + " is a file", "no file was changed");
    }

    private Path generated(String path) throws GenerationException {
        Build build = new Build();
        build.setDirectory(folder.resolve("target").toString());
        build.setSourceDirectory(folder.resolve("src/main/java").toString());
        build.setTestSourceDirectory(folder.resolve("src/test/java").toString());
        Model model = new Model();
        model.setBuild(build);
        MavenProject project = new MavenProject(model);
        project.setFile(folder.resolve("pom.xml").toFile());
        project.addCompileSourceRoot(folder.resolve("src/more").toString());
        project.addCompileSourceRoot(
                folder.resolve("target/generated-sources/other").toString());
        return Values.generated("shimgen.cOutput", folder.resolve(path).toFile(), project);
    }

    @Test
    void takesEncodings() throws Exception {
        assertThat(Values.charset("encoding", "ISO-8859-1")).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(refused(() -> Values.charset("encoding", "latin"))).contains("encoding: \"latin\"", "UTF-8");
    }

    @Test
    void keepsKindsOfGeneratedFilesApart() throws Exception {
        Values.apart("shimgen.javaOutput", folder.resolve("a"), "shimgen.cOutput", folder.resolve("b"));
        assertThat(refused(() -> Values.apart(
                        "shimgen.javaOutput", folder.resolve("a"), "shimgen.cOutput", folder.resolve("b/../a"))))
                .contains("shimgen.javaOutput", "the folder of shimgen.cOutput, too");
    }

    @Test
    void takesVariables() throws Exception {
        assertThat(Values.variables("shimgen.environment", List.of("A=1", "B=", "C=x=y")))
                .isEqualTo(Map.of("A", "1", "B", "", "C", "x=y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=1", "A=\0"})
    void refusesWhatIsNoVariable(String value) {
        assertThat(refused(() -> Values.variables("shimgen.environment", List.of(value))))
                .contains("NAME=value");
    }

    private static String refused(ThrowingCallable call) {
        GenerationException failure = catchThrowableOfType(GenerationException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0603);
        return failure.diagnostics().get(0).message();
    }
}
