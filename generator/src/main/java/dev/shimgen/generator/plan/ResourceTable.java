package dev.shimgen.generator.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A table in a text file: one entry per line, columns separated by {@code |}; lines with {@code #} are comments. */
public final class ResourceTable {

    /**
     * All tables are in one folder, whichever package reads them: they are side by side for whoever adds a function.
     */
    private static final String FOLDER = "/dev/shimgen/generator/resolve/";

    private ResourceTable() {}

    /** {@return the columns of each line, stripped; a line in square brackets is a row of one column} */
    public static List<List<String>> rows(String file) {
        try (InputStream in = Objects.requireNonNull(
                        ResourceTable.class.getResourceAsStream(FOLDER + file), () -> "resource " + file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<List<String>> rows = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(columns(line));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Splits at a single {@code |}; {@code ||} is C's operator. */
    private static List<String> columns(String line) {
        List<String> columns = new ArrayList<>();
        int start = 0;
        int bar = line.indexOf('|');
        while (bar >= 0) {
            int end = bar + 1;
            while (line.startsWith("|", end)) {
                end++;
            }
            if (end == bar + 1) {
                columns.add(line.substring(start, bar).strip());
                start = end;
            }
            bar = line.indexOf('|', end);
        }
        columns.add(line.substring(start).strip());
        return List.copyOf(columns);
    }
}
