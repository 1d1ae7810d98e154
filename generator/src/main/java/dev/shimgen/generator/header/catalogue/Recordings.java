package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.toolchain.LibcVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The catalogues that are shipped. A table lists them, so that not every file has to be opened for its first lines. */
public final class Recordings {

    private static final String TABLE = "recordings.txt";

    private Recordings() {}

    /**
     * One of them.
     *
     * @param platform GNU triplet, {@code x86_64-linux-gnu}
     * @param libc the C library whose headers were read
     * @param file the resource
     */
    public record Recording(String platform, LibcVersion libc, String file) {}

    /** {@return the recordings of a platform, the oldest C library first; empty if nobody has recorded it} */
    public static List<Recording> of(String platform) {
        return all().stream()
                .filter(recording -> recording.platform().equals(platform))
                .sorted(Comparator.comparing(Recording::libc))
                .toList();
    }

    /**
     * {@return the recording that fits a C library best: the newest that is not newer than it, or the oldest if all
     * are}
     *
     * @param libc the machine's; if it is empty, because unknown, the catalogue that is recorded whole is returned
     */
    public static Optional<Recording> nearest(String platform, Optional<LibcVersion> libc) {
        List<Recording> recordings = of(platform);
        if (recordings.isEmpty()) {
            return Optional.empty();
        }
        if (libc.isEmpty()) {
            return recordings.stream()
                    .filter(recording -> recording.file().equals(platform + ".txt"))
                    .findFirst();
        }
        return recordings.stream()
                .filter(recording -> recording.libc().compareTo(libc.get()) <= 0)
                .reduce((older, newer) -> newer)
                .or(() -> Optional.of(recordings.get(0)));
    }

    private static List<Recording> all() {
        List<Recording> recordings = new ArrayList<>();
        try (InputStream stream = Recordings.class.getResourceAsStream(TABLE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + TABLE + " is not on the class path");
            }
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] columns = line.split("\t+", -1);
                    recordings.add(new Recording(columns[0], LibcVersion.parse(columns[1]), columns[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recordings;
    }
}
