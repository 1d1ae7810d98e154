package dev.shimgen.generator.header.source;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.Catalogue;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.catalogue.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What jextract read, kept by an earlier run: a catalogue, and beside it a key that says what it was read from. There
 * is one for each list of headers; a newer one replaces it.
 */
final class KeptReading {

    private final Path catalogue;
    private final Path key;

    /**
     * Names the files in a folder.
     *
     * @param headers the author's headers that were read; empty for libc's
     */
    KeptReading(Path folder, List<String> headers) {
        String name = "jextract"
                + (headers.isEmpty()
                        ? ""
                        : "-" + Sha256.of(String.join("\n", headers)).substring(0, 16));
        this.catalogue = folder.resolve(name + ".catalogue");
        this.key = folder.resolve(name + ".key");
    }

    /** {@return the facts that were kept under a key, if they are still what was written} */
    Optional<HeaderFacts> find(String wanted) {
        try {
            if (!Files.isRegularFile(key) || !Files.readString(key).equals(seal(wanted))) {
                return Optional.empty();
            }
            return Optional.of(CatalogueSource.file(catalogue).readAll());
        } catch (IOException | GenerationException e) {
            // Unreadable is as good as missing: jextract reads the headers again, and these files are replaced.
            return Optional.empty();
        }
    }

    /** Keeps facts under a key; replaces those that were kept under another one. */
    void keep(String name, HeaderFacts facts) throws GenerationException {
        Recorder.write(new Catalogue(Optional.empty(), facts), catalogue);
        try {
            Files.writeString(key, seal(name));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write " + key + ": " + e, e);
        }
    }

    /**
     * The key file contains the catalogue's hash, so that one build's key and a parallel build's catalogue do not
     * match.
     */
    private String seal(String name) throws IOException {
        return name + " " + Sha256.of(Files.readString(catalogue, StandardCharsets.UTF_8)) + "\n";
    }
}
