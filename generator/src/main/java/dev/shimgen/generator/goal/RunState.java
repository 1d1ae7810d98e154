package dev.shimgen.generator.goal;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What earlier runs remember: one file for each thing that they made, with the fingerprint of what it was made from.
 */
public record RunState(Path folder) {

    private static final String SUFFIX = ".fingerprint";

    /** {@return whether the last successful run of this name had the same fingerprint} */
    public boolean remembers(String name, String fingerprint) throws GenerationException {
        try {
            return Files.readString(file(name)).strip().equals(fingerprint);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read " + file(name) + ": " + e.getMessage(), e);
        }
    }

    public void remember(String name, String fingerprint) throws GenerationException {
        try {
            Files.createDirectories(folder);
            Files.writeString(file(name), fingerprint + "\n");
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write " + file(name) + ": " + e, e);
        }
    }

    public void forget(String name) throws GenerationException {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot remove " + file(name) + ": " + e, e);
        }
    }

    /** {@return the names of everything that is remembered, sorted} */
    public SortedSet<String> names() throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the folder " + folder + ": " + e, e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
