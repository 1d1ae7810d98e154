package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JextractLocatorTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path one;

    @SuppressWarnings("NullAway.Init")
    private Path two;

    @BeforeEach
    void install() throws Exception {
        one = FakeJextract.install(folder.resolve("one"), FakeJextract.Mode.REPLAY);
        two = FakeJextract.install(folder.resolve("two"), FakeJextract.Mode.REPLAY);
    }

    @Test
    void takesTheParameterBeforeTheEnvironment() throws Exception {
        assertThat(JextractLocator.locate(one, Map.of("JEXTRACT", two.toString())))
                .contains(new JextractLocator.Located(one, "parameter shimgen.jextract"));
    }

    @Test
    void takesAFolderForTheProgramInIt() throws Exception {
        assertThat(JextractLocator.locate(folder.resolve("one"), Map.of()))
                .map(JextractLocator.Located::executable)
                .contains(one);
    }

    @Test
    void takesJextractBeforeJextractHomeBeforePath() throws Exception {
        Map<String, String> path = Map.of("PATH", "/nowhere::" + one.getParent());

        assertThat(JextractLocator.locate(
                        null,
                        Map.of(
                                "JEXTRACT",
                                one.toString(),
                                "JEXTRACT_HOME",
                                folder.resolve("two").toString())))
                .contains(new JextractLocator.Located(one, "JEXTRACT"));
        assertThat(JextractLocator.locate(
                        null,
                        Map.of(
                                "JEXTRACT",
                                " ",
                                "JEXTRACT_HOME",
                                folder.resolve("two").toString())))
                .contains(new JextractLocator.Located(two, "JEXTRACT_HOME"));
        assertThat(JextractLocator.locate(null, path)).contains(new JextractLocator.Located(one, "PATH"));
        assertThat(JextractLocator.locate(null, Map.of("PATH", "/nowhere"))).isEmpty();
        assertThat(JextractLocator.locate(null, Map.of())).isEmpty();
    }

    @Test
    void passesOverAProgramOnThePathThatCannotBeExecuted() throws Exception {
        Files.createDirectories(folder.resolve("plain"));
        Files.writeString(folder.resolve("plain/jextract"), "#!/bin/sh\n");

        assertThat(JextractLocator.locate(null, Map.of("PATH", folder.resolve("plain") + ":" + two.getParent())))
                .contains(new JextractLocator.Located(two, "PATH"));
    }

    @Test
    void refusesWhatIsNamedAndIsNotThere() {
        assertThat(message(folder.resolve("three"), Map.of()))
                .contains("parameter shimgen.jextract")
                .contains("three does not exist");
        assertThat(message(null, Map.of("JEXTRACT", "/no/such/program", "PATH", one.getParent() + "")))
                .contains("JEXTRACT says: /no/such/program does not exist");
        assertThat(message(null, Map.of("JEXTRACT_HOME", folder.toString())))
                .contains("JEXTRACT_HOME")
                .contains("bin/jextract does not exist");
    }

    @Test
    void refusesWhatIsNamedAndCannotBeExecuted() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");

        assertThat(message(plain, Map.of())).contains("plain cannot be executed");
    }

    private static String message(@Nullable Path parameter, Map<String, String> environment) {
        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> JextractLocator.locate(parameter, environment));
        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0302);
        return failure.diagnostics().get(0).message();
    }
}
