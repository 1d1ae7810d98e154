package dev.shimgen.generator.header.source;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.digest.Sha256;
import dev.shimgen.generator.header.PublicHeaders;
import dev.shimgen.generator.header.jextract.JextractSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A digest of all that jextract's reading of headers depends on: the program, how it is run, and every byte of every
 * header that the compiler reads for the public ones.
 */
final class ReadingKey {

    private ReadingKey() {}

    /**
     * {@return the key; empty if the compiler cannot say which files are read: then nobody can tell whether they have
     * changed}
     *
     * @param headers an author's; empty for libc's
     */
    static Optional<String> of(JextractSource source, List<String> headers) throws GenerationException {
        JextractSource.Setup setup = source.setup();
        if (setup.compiler().isEmpty()) {
            return Optional.empty();
        }
        List<String> libc = List.copyOf(source.libcHeaders());
        SortedSet<String> files = new TreeSet<>();
        for (List<String> unit : headers.isEmpty() ? List.of(libc) : each(headers)) {
            SortedSet<String> read = PublicHeaders.pathsOf(setup.compiler(), unit, setup.limit());
            if (read.isEmpty() && !headers.isEmpty()) {
                // A header that needs others before it is read after libc's.
                List<String> behind = new ArrayList<>(libc);
                behind.addAll(unit);
                read = PublicHeaders.pathsOf(setup.compiler(), behind, setup.limit());
            }
            if (read.isEmpty()) {
                return Optional.empty();
            }
            files.addAll(read);
        }
        try {
            return Optional.of(digest(source, headers, files));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read a header: " + e, e);
        }
    }

    private static List<List<String>> each(List<String> headers) {
        return headers.stream().map(List::of).toList();
    }

    private static String digest(JextractSource source, List<String> headers, SortedSet<String> files)
            throws IOException, GenerationException {
        JextractSource.Setup setup = source.setup();
        List<String> lines = new ArrayList<>(List.of(
                "shimgen " + code(),
                setup.platform(),
                String.valueOf(source.roots().folders()),
                headers.toString()));
        // The program is often a script that starts a run-time image: the image's modules change when jextract does.
        Path program = setup.jextract().executable().toRealPath();
        for (String part : List.of("", "../../runtime/lib/modules", "../../lib/modules")) {
            Path file = program.resolve(part).normalize();
            if (Files.isRegularFile(file)) {
                lines.add(file + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file).toMillis());
            }
        }
        for (String file : files) {
            lines.add(file + " " + Sha256.of(Files.readAllBytes(Path.of(file))));
        }
        return Sha256.of(String.join("\n", lines));
    }

    /** shimgen's own code is part of the key: another version may get more facts out of the same headers. */
    private static String code() throws IOException {
        var source = JextractSource.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "";
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            return Files.getLastModifiedTime(place).toMillis() + " " + Files.size(place);
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
