package dev.shimgen.samples.eatmydata;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that the tests need and a machine may lack. */
final class Tools {

    /** One PATH for all, so that a test does not depend on who runs it. */
    static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private Tools() {}

    /** Skips the test, saying why, if a tool is not on this machine. */
    static void assumeInstalled(String tool) {
        boolean found = Stream.of(PATH.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        if (!found) {
            System.out.println("SKIPPED: no " + tool + " on this machine");
        }
        assumeTrue(found, "no " + tool + " on this machine");
    }
}
