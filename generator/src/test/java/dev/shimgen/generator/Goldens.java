package dev.shimgen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file of the sources, or, when asked to, makes it the file's new content. */
public final class Goldens {

    private static final String SWITCH = "shimgen.updateGoldens";

    private Goldens() {}

    /** {@return a folder below {@code src/test/resources} of the module under test} */
    public static Path folder(String name) {
        return Path.of(System.getProperty("basedir", "."), "src/test/resources", name)
                .toAbsolutePath()
                .normalize();
    }

    /** Asserts that the text is what the file holds, byte for byte. */
    public static void assertMatches(Path file, String actual) throws IOException {
        if (Boolean.getBoolean(SWITCH)) {
            Files.writeString(file, actual);
            return;
        }
        assertThat(file)
                .as("expected text; run with -D%s=true to write it, then look at the diff", SWITCH)
                .exists();
        assertThat(actual)
                .as("%s; if the new text is right, run with -D%s=true and look at the diff", file, SWITCH)
                .isEqualTo(Files.readString(file));
    }
}
