package dev.shimgen.samples.eatmydata;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that the tests need and a machine may lack. */
final class Tools {

    /** One PATH for all, so that a test does not depend on who runs it. */
    static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private Tools() {}

    /** Skips the test, saying why, if a tool is not on this machine. */
    static void assumeInstalled(String tool) {
        if (find(tool).isEmpty()) {
            System.out.println("SKIPPED: no " + tool + " on this machine");
            abort("no " + tool + " on this machine");
        }
    }

    /** {@return where in {@link #PATH} a tool is; {@code ProcessBuilder} would look along the PATH of this process} */
    static Optional<Path> find(String tool) {
        return Stream.of(PATH.split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
