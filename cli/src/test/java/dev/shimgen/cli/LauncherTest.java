package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.launcher.Launcher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The jar's first class. */
class LauncherTest {

    /** Seen as {@code UnsupportedClassVersionError} and a stack trace. */
    @Test
    void anOldJavaIsSaid() throws Exception {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("maven.java.home")));
        String release = Files.readString(home.resolve("release"));
        assumeTrue(
                release.matches("(?s).*JAVA_VERSION=\"(1[1-9]|2[01])\\D.*"),
                "SKIPPED: the JDK that runs Maven is not one of 11 to 21");
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "--version")
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(errors)
                .startsWith("shimgen: this is Java ")
                .contains("needs 22")
                .hasLineCount(1);
    }

    @Test
    void aNewOneRunsTheCommand() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "trace",
                        "--help")
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).contains("shimgen trace");
    }
}
