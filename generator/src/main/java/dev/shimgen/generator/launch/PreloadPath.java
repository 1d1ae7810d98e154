package dev.shimgen.generator.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code LD_PRELOAD}, or of {@code LD_AUDIT}.
 *
 * <p>{@code ld.so(8)}: entries are separated by spaces or colons, there is no way to escape either, and {@code $ORIGIN},
 * {@code $LIB} and {@code $PLATFORM} are replaced. A library whose path has such a character gets a symbolic link from a
 * temporary folder, which lives as long as this object.
 */
public final class PreloadPath implements AutoCloseable {

    private final String value;
    private final @Nullable Path links;

    private PreloadPath(String value, @Nullable Path links) {
        this.value = value;
        this.links = links;
    }

    /**
     * Puts libraries before those that are already there.
     *
     * @param libraries absolute paths
     * @param existing the variable's value so far, or {@code null}
     */
    public static PreloadPath extending(List<Path> libraries, @Nullable String existing) throws IOException {
        Path links = null;
        List<String> entries = new ArrayList<>();
        for (Path library : libraries) {
            Path entry = library;
            if (!canBeNamed(library)) {
                links = links == null ? Files.createTempDirectory("shimgen") : links;
                entry = Files.createSymbolicLink(links.resolve(String.valueOf(library.getFileName())), library);
            }
            entries.add(entry.toString());
        }
        if (existing != null && !existing.isBlank()) {
            entries.add(existing);
        }
        return new PreloadPath(String.join(":", entries), links);
    }

    private static boolean canBeNamed(Path library) {
        return library.toString().chars().noneMatch(c -> c == ':' || c == '$' || Character.isWhitespace(c));
    }

    /** {@return the variable's new value} */
    public String value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        if (links == null) {
            return;
        }
        try (var entries = Files.list(links)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(links);
    }
}
