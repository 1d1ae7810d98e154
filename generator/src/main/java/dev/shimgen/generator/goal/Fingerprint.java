package dev.shimgen.generator.goal;

import dev.shimgen.generator.digest.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects all that a result depends on: two runs with the same fingerprint have the same result. */
public final class Fingerprint {

    private final List<String> lines = new ArrayList<>();

    public Fingerprint value(String name, Object value) {
        lines.add(name + '=' + value);
        return this;
    }

    Fingerprint values(Map<String, String> environment, List<String> names) {
        names.forEach(name -> value(name, environment.getOrDefault(name, "")));
        return this;
    }

    /** Adds a file by its content. */
    Fingerprint content(Path file) throws IOException {
        return value(file.toString(), Sha256.of(Files.readAllBytes(file)));
    }

    /** Adds the files below a folder whose names end in one of the suffixes, by their content. */
    public Fingerprint contents(Path folder, List<String> suffixes) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(f ->
                                suffixes.stream().anyMatch(s -> f.toString().endsWith(s)))
                        .sorted()
                        .toList()) {
                    content(file);
                }
            }
        }
        return this;
    }

    /** Adds a file by its size and modification time, which is enough for files that package managers install. */
    public Fingerprint stamp(Path file) throws IOException {
        return value(
                file.toString(),
                Files.isRegularFile(file)
                        ? Files.size(file) + " "
                                + Files.getLastModifiedTime(file).toMillis()
                        : "none");
    }

    /**
     * Adds the jars that these classes are from. Version numbers would not do, since a snapshot keeps its number when
     * it changes. In shimgen's own build the classes are in folders; their files are added by content.
     */
    public Fingerprint program(List<Class<?>> classes) throws IOException {
        SortedSet<Path> program = new TreeSet<>();
        for (Class<?> type : classes) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source != null) {
                try {
                    program.add(Path.of(source.getLocation().toURI()));
                } catch (URISyntaxException e) {
                    throw new IOException("no path: " + source.getLocation(), e);
                }
            }
        }
        for (Path place : program) {
            if (Files.isDirectory(place)) {
                contents(place, List.of(""));
            } else {
                stamp(place);
            }
        }
        return this;
    }

    /** {@return a SHA-256 in hex} */
    public String hash() {
        return Sha256.of(String.join("\n", lines));
    }
}
