package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.toolchain.Background;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts from a recorded catalogue: the one that is shipped for a platform, or a file. */
public final class CatalogueSource implements HeaderSource {

    /** The character that decoding puts in place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final String description;
    private final String file;
    private final Folder folder;

    /** The facts of the whole catalogue, shared by all specs of a run; {@code null} until somebody asks for them. */
    private @Nullable Background<HeaderFacts> reading;

    /** Where a catalogue file and its base are read from. */
    private interface Folder {

        InputStream open(String file) throws IOException;

        /** {@return a file's name for messages} */
        String describe(String file);
    }

    /** Those on the class path. */
    private static final class Shipped implements Folder {

        @Override
        public InputStream open(String file) throws IOException {
            InputStream stream = CatalogueSource.class.getResourceAsStream(file);
            if (stream == null) {
                throw new IOException("the resource " + file + " is gone");
            }
            return stream;
        }

        @Override
        public String describe(String file) {
            return "the shipped catalogue " + file;
        }
    }

    /** Those in a folder of the file system. */
    private record OnDisk(Path folder) implements Folder {

        @Override
        public InputStream open(String file) throws IOException {
            return Files.newInputStream(folder.resolve(file));
        }

        @Override
        public String describe(String file) {
            return "the catalogue " + folder.resolve(file);
        }
    }

    private CatalogueSource(String description, String file, Folder folder) {
        this.description = description;
        this.file = file;
        this.folder = folder;
    }

    /**
     * {@return the catalogue that is shipped for a platform; empty if there is none. If there are several, it is the
     * one that is recorded whole}
     *
     * @param platform GNU triplet, {@code x86_64-linux-gnu}
     */
    public static Optional<CatalogueSource> embedded(String platform) {
        return embedded(platform, Optional.empty());
    }

    /**
     * {@return the catalogue that is shipped for a platform and is nearest to a C library, empty if there is none}
     *
     * @param platform GNU triplet, {@code x86_64-linux-gnu}
     * @param libc the machine's C library; empty if it is unknown
     */
    public static Optional<CatalogueSource> embedded(String platform, Optional<LibcVersion> libc) {
        return Recordings.nearest(platform, libc)
                .map(recording -> new CatalogueSource(
                        "recorded catalogue of " + platform + ", " + recording.libc() + " (shipped with shimgen)",
                        recording.file(),
                        new Shipped()));
    }

    /** {@return the catalogue in a file, which {@code shimgen:record} wrote} */
    public static CatalogueSource file(Path file) {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        return new CatalogueSource(
                "recorded catalogue " + file,
                name == null ? "" : name.toString(),
                new OnDisk(folder == null ? whole : folder));
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

    /** Returns all facts, whatever is asked for. */
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
        return catalogue().facts();
    }

    /**
     * Reads the whole catalogue, and which C library it is of.
     *
     * @throws GenerationException as {@link #readAll}
     */
    public Catalogue catalogue() throws GenerationException {
        String text = wholeText();
        try {
            return CatalogueReader.read(text);
        } catch (CatalogueReader.DamagedException e) {
            throw damaged(file, e);
        }
    }

    /** {@return the text of the whole catalogue; if the file lists only differences, they are applied to its base} */
    String wholeText() throws GenerationException {
        String text = text(file);
        if (!Difference.is(text)) {
            return text;
        }
        try {
            return Difference.applied(text, text(Difference.baseName(text)));
        } catch (CatalogueReader.DamagedException e) {
            throw damaged(file, e);
        }
    }

    private String text(String wanted) throws GenerationException {
        try (InputStream stream = folder.open(wanted)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (text.indexOf(REPLACEMENT) >= 0) {
                throw damaged(wanted, new CatalogueReader.DamagedException("it is no UTF-8 text"));
            }
            return text;
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0502, "cannot read " + folder.describe(wanted) + ": " + e.getMessage(), e);
        }
    }

    private GenerationException damaged(String what, CatalogueReader.DamagedException why) {
        return new GenerationException(
                Code.SG0309,
                folder.describe(what) + " is damaged or was written by another version of shimgen (" + why.getMessage()
                        + "); record it again with the goal shimgen:record",
                why);
    }
}
