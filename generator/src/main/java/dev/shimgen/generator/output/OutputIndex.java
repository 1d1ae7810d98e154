package dev.shimgen.generator.output;

import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.emit.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last run left in a folder: the file {@value #FILE_NAME}, a line of SHA-256 and path for each file, as {@code
 * sha256sum} writes it.
 *
 * @param hashes SHA-256 in hex by relative path
 */
public record OutputIndex(SortedMap<String, String> hashes) {

    /** The index's own name in its folder. */
    public static final String FILE_NAME = ".shimgen.sha256";

    private static final String SEPARATOR = "  ";

    /** {@return the index of files that are about to be written} */
    static OutputIndex of(List<GeneratedFile> files) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (GeneratedFile file : files) {
            hashes.put(file.path(), Sha256.of(file.text()));
        }
        return new OutputIndex(hashes);
    }

    /**
     * {@return the folder's index, empty if it has none}
     *
     * @throws IOException if there is one and it cannot be read
     */
    public static OutputIndex read(Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return new OutputIndex(hashes);
        }
        for (String line : Files.readAllLines(file)) {
            int at = line.indexOf(SEPARATOR);
            String path = at < 0 ? "" : line.substring(at + SEPARATOR.length());
            // A damaged line must not make us remove a file that is not ours.
            if (!path.isEmpty() && folder.resolve(path).normalize().startsWith(folder.normalize())) {
                hashes.put(path, line.substring(0, at));
            }
        }
        return new OutputIndex(hashes);
    }

    /** {@return whether every file of the index is in the folder as it was written} */
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

    GeneratedFile toFile() {
        List<String> lines = new ArrayList<>();
        hashes.forEach((path, hash) -> lines.add(hash + SEPARATOR + path + "\n"));
        return new GeneratedFile(FILE_NAME, String.join("", lines));
    }
}
