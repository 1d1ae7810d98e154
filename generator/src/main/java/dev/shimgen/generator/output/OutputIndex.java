package dev.shimgen.generator.output;

import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.emit.GeneratedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the last run left in a folder: a line with SHA-256 and path for each file, as {@code sha256sum} writes it. The
 * file is called {@code .shimgen.sha256} for the only run of a build, {@code .shimgen-x.sha256} for the run {@code x}
 * of several.
 *
 * @param hashes SHA-256 in hex by relative path
 */
public record OutputIndex(SortedMap<String, String> hashes) {

    private static final String PREFIX = ".shimgen";
    private static final String SUFFIX = ".sha256";

    private static final String SEPARATOR = "  ";

    /** {@return the name of a run's index in its folder} */
    static String fileName(String owner) {
        return PREFIX + (owner.equals(Ownership.ONLY) ? "" : "-" + owner) + SUFFIX;
    }

    /** {@return the runs that have an index in a folder} */
    static SortedSet<String> owners(Path folder) throws IOException {
        SortedSet<String> owners = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return owners;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                String owner = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
                owners.add(owner.isEmpty() ? Ownership.ONLY : owner.substring(1));
            }
        }
        return owners;
    }

    /** {@return the index of files that are about to be written} */
    static OutputIndex of(List<GeneratedFile> files) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (GeneratedFile file : files) {
            hashes.put(file.path(), Sha256.of(file.text()));
        }
        return new OutputIndex(hashes);
    }

    /**
     * {@return a run's index of a folder, empty if it has none}
     *
     * @throws IOException if there is one and it cannot be read
     */
    public static OutputIndex read(Path folder, String owner) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        Path file = folder.resolve(fileName(owner));
        if (!Files.exists(file)) {
            return new OutputIndex(hashes);
        }
        for (String line : Files.readAllLines(file)) {
            int at = line.indexOf(SEPARATOR);
            String path = at < 0 ? "" : line.substring(at + SEPARATOR.length());
            // A path outside the folder can only be damage: it must not make shimgen remove a file that is not its own.
            if (!path.isEmpty() && folder.resolve(path).normalize().startsWith(folder.normalize())) {
                hashes.put(path, line.substring(0, at));
            }
        }
        return new OutputIndex(hashes);
    }

    /** {@return whether every file of the index is in the folder, with the content that was written} */
    public boolean matches(Path folder) throws IOException {
        for (Map.Entry<String, String> entry : hashes.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            if (!Files.isRegularFile(file)
                    || !Sha256.of(Files.readAllBytes(file)).equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    GeneratedFile toFile(String owner) {
        List<String> lines = new ArrayList<>();
        hashes.forEach((path, hash) -> lines.add(hash + SEPARATOR + path + "\n"));
        return new GeneratedFile(fileName(owner), String.join("", lines));
    }
}
