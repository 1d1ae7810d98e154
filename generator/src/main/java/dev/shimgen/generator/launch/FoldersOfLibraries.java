package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders with libraries, each {@code lib<shim>.so}. Several of them are one place where none comes before another, as
 * with the folders of several executions: if two shims are in two of them, it has to be said which is meant, as if they
 * were in one.
 *
 * @param folders where a shim is in several, the first of these counts
 */
public record FoldersOfLibraries(List<Path> folders) implements LibraryPlace {

    public FoldersOfLibraries {
        folders = folders.stream().map(Path::toAbsolutePath).toList();
    }

    @Override
    public List<String> names() {
        return folders.stream().map(Path::toString).toList();
    }

    @Override
    public SortedMap<String, Path> libraries() throws GenerationException {
        SortedMap<String, Path> libraries = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                LibraryFile.shim(String.valueOf(file.getFileName()))
                        .ifPresent(shim -> libraries.putIfAbsent(shim, file));
            }
        }
        return libraries;
    }

    private static List<Path> files(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
