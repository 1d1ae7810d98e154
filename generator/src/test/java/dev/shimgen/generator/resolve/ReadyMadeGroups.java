package dev.shimgen.generator.resolve;

import dev.shimgen.spec.Shim;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The groups of {@code dev.shimgen.spec.libc}, found where their classes are, so that no test forgets a new one. */
public final class ReadyMadeGroups {

    private static final String FOLDER = "dev/shimgen/spec/libc";

    private ReadyMadeGroups() {}

    /** {@return their simple names, sorted} */
    public static List<String> names() throws IOException {
        Path place = Path.of(
                Shim.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isDirectory(place)) {
            return names(place.resolve(FOLDER));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return names(jar.getPath(FOLDER));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".class") && !name.contains("-") && !name.contains("$"))
                    .map(name -> name.replace(".class", ""))
                    .sorted()
                    .toList();
        }
    }
}
