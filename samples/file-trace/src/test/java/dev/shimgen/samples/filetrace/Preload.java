package dev.shimgen.samples.filetrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environments that commands get. */
final class Preload {

    /** What {@code shimgen:compile} made; tests run in the project's folder. */
    private static final Path LIBRARY = Path.of("target/shimgen/libfiletrace.so").toAbsolutePath();

    private Preload() {}

    /** {@return an environment without the shim, in which a program prints the same whoever runs it} */
    static Map<String, String> plain(Path home) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", Program.PATH);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.put("HOME", home.toString());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_" + who + "_NAME", "A");
            environment.put("GIT_" + who + "_EMAIL", "a@example.org");
            environment.put("GIT_" + who + "_DATE", "2020-02-02T20:20:20Z");
        }
        String already = System.getenv("LD_PRELOAD");
        if (already != null && !already.isEmpty()) {
            environment.put("LD_PRELOAD", already);
        }
        return environment;
    }

    /** {@return a copy of the library in a folder without spaces and colons in its name} */
    static Path library(Path folder) throws IOException {
        Path library = folder.resolve(LIBRARY.getFileName());
        if (!Files.exists(library)) {
            Files.copy(LIBRARY, library);
        }
        return library;
    }

    /**
     * {@return what is added for the shim: before the other preloads, and a file for each process}
     *
     * <p>{@code ld.so(8)} splits {@code LD_PRELOAD} at spaces and colons, and a project's folder may have them in its
     * name. So a copy is used.
     *
     * @param logs a folder without such characters in its name
     */
    static Map<String, String> traced(Path logs) throws IOException {
        Path library = library(logs);
        String already = System.getenv("LD_PRELOAD");
        return Map.of(
                "LD_PRELOAD",
                already == null || already.isEmpty() ? library.toString() : library + ":" + already,
                "SHIMGEN_TRACE",
                logs.resolve("trace.%p").toString());
    }
}
