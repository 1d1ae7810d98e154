package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.toolchain.Background;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts from a recorded catalogue: the one that is shipped for a platform, or a file. */
public final class CatalogueSource implements HeaderSource {

    /** What decoding leaves where bytes are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final String description;
    private final String name;
    private final Opener opener;

    /** The whole catalogue, which all specs of a run share; {@code null} if it has not been begun. */
    private @Nullable Background<HeaderFacts> reading;

    private interface Opener {
        InputStream open() throws IOException;
    }

    private CatalogueSource(String description, String name, Opener opener) {
        this.description = description;
        this.name = name;
        this.opener = opener;
    }

    /**
     * {@return the catalogue that is shipped for a platform, empty if there is none}
     *
     * @param platform GNU triplet, {@code x86_64-linux-gnu}
     */
    public static Optional<CatalogueSource> embedded(String platform) {
        String resource = platform + ".txt";
        if (!platform.matches("[\\w.-]+") || CatalogueSource.class.getResource(resource) == null) {
            return Optional.empty();
        }
        return Optional.of(new CatalogueSource(
                "recorded catalogue of " + platform + " (shipped with shimgen)",
                "the shipped catalogue " + resource,
                () -> {
                    InputStream stream = CatalogueSource.class.getResourceAsStream(resource);
                    if (stream == null) {
                        throw new IOException("the resource " + resource + " is gone");
                    }
                    return stream;
                }));
    }

    /** {@return the catalogue in a file, which {@code shimgen:record} wrote} */
    public static CatalogueSource file(Path file) {
        return new CatalogueSource(
                "recorded catalogue " + file, "the catalogue " + file, () -> Files.newInputStream(file));
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public void begin() {
        if (reading == null) {
            reading = Background.start(this::readAll);
        }
    }

    /** Gives all facts, whatever is asked. */
    @Override
    public HeaderFacts read(HeaderRequest request) throws GenerationException {
        Background<HeaderFacts> all = reading;
        return all == null ? readAll() : all.join();
    }

    /**
     * Reads the whole catalogue.
     *
     * @throws GenerationException {@link Code#SG0502} if it cannot be read, {@link Code#SG0309} if it is damaged or of
     *     another version
     */
    public HeaderFacts readAll() throws GenerationException {
        try (InputStream stream = opener.open()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (text.indexOf(REPLACEMENT) >= 0) {
                throw new GenerationException(Code.SG0309, damaged("it is no UTF-8 text"), null);
            }
            return CatalogueReader.read(text);
        } catch (CatalogueReader.DamagedException e) {
            throw new GenerationException(Code.SG0309, damaged(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private String damaged(String what) {
        return name + " is damaged or was written by another version of shimgen (" + what
                + "); record it again with the goal shimgen:record";
    }
}
