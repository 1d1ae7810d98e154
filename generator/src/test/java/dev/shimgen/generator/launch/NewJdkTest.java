package dev.shimgen.generator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewJdkTest {

    @TempDir
    private Path folder;

    /** A JVM that is new enough itself always finds itself. */
    @BeforeEach
    void thisOneIsOlder() {
        assumeTrue(Runtime.version().feature() < 22, "this JVM is Java 22 or newer, and is found first");
    }

    @Test
    void theFirstThatIsNewEnoughIsTaken() throws Exception {
        jdk("jvm/a-17", "\"17.0.15\"");
        Path packaged = jdk("jvm/b-22", "\"22\"");
        jdk("jvm/c-25", "\"25.0.3\"");
        Files.createDirectories(folder.resolve("jvm/empty"));
        Files.writeString(
                Files.createDirectories(folder.resolve("jvm/odd")).resolve("release"), "JAVA_VERSION=\\u00g1");
        assertThat(find(Map.of())).isEqualTo(packaged);
        Path named = jdk("named", "\"24.0.1\"");
        assertThat(find(Map.of("JAVA_HOME", named.getParent().getParent().toString())))
                .isEqualTo(named);
    }

    @Test
    void thoseOfTheUserComeLast() throws Exception {
        Path own = jdk("home/.sdkman/candidates/java/25-tem", "\"25.0.3\"");
        assertThat(find(Map.of("JAVA_HOME", ""))).isEqualTo(own);
    }

    @Test
    void whereNoneIsItIsSaidWhereItWasLookedFor() throws Exception {
        jdk("jvm/a-17", "\"17.0.15\"");
        assertThatThrownBy(() -> find(Map.of()))
                .isInstanceOf(GenerationException.class)
                .hasMessageContainingAll("JDK 22", folder.resolve("jvm").toString(), "-Dshimgen.trace=stderr");
    }

    private Path find(Map<String, String> environment) throws GenerationException {
        return NewJdk.find(environment, folder.resolve("home"), List.of(folder.resolve("jvm")));
    }

    /** {@return its program} */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java =
                Files.createFile(Files.createDirectories(home.resolve("bin")).resolve("java"));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=" + version + "\n");
        return java;
    }
}
