package dev.shimgen.cli.export;

import dev.shimgen.runtime.session.SessionFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A folder with the exports of many sessions of many machines, laid out as Hive, Spark, Trino and DuckDB expect it. */
public final class ExportFolder {

    private static final String PLAIN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

    private final Path folder;

    /**
     * Names the folder of a session.
     *
     * @param root the folder of all sessions
     */
    public ExportFolder(Path root, SessionFacts facts) {
        // The day when the session was made: one session is one file, even over midnight.
        String date = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(facts.made());
        this.folder = root.resolve("run=" + escaped(facts.run()))
                .resolve("date=" + date)
                .resolve("host=" + escaped(facts.host()));
    }

    /** Writes a part of an export. */
    public interface Writer {

        /** Writes all of it. */
        void write(OutputStream to) throws IOException;
    }

    /**
     * Writes a file, which appears when it is complete: others may read the folder meanwhile. The same export again
     * replaces it.
     *
     * @param name of the file
     */
    public void write(String name, Writer writer) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(name + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                writer.write(out);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** {@return as Hive writes a value in a name: what is special as a percent sign and two digits} */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            // A name that begins with a point would be hidden.
            boolean plain = b == '.' ? !escaped.isEmpty() : PLAIN.indexOf(b) >= 0;
            escaped.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return escaped.isEmpty() ? "__HIVE_DEFAULT_PARTITION__" : escaped.toString();
    }
}
