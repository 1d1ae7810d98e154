package dev.shimgen.cli.export;

import dev.shimgen.cli.output.PlacedFile;
import dev.shimgen.runtime.session.SessionFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * {@return where a file of the session is, or will be}
     *
     * @param name of the file
     */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Begins a file, which appears when it is complete: others may read the folder meanwhile. */
    public PlacedFile begin(String name) throws IOException {
        Files.createDirectories(folder);
        return PlacedFile.begin(file(name));
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
