package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.catalogue.CatalogueReader.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A catalogue that lists only how it differs from another one, its base: of the headers of two versions of a library,
 * nine rows in ten are the same. Applying it to the base gives the text of the whole catalogue, byte for byte.
 */
final class Difference {

    private static final String FIRST_LINE = "shimgen-catalogue-difference 1";
    private static final String BASE = "base ";
    private static final List<String> SECTIONS = List.of(
            Format.PUBLIC,
            Format.TYPEDEFS,
            Format.STRUCTS,
            Format.FUNCTIONS,
            Format.CONSTANTS,
            Format.REACHED,
            Format.SKIPPED);

    private Difference() {}

    /** {@return whether a file's text is a difference, rather than a whole catalogue} */
    static boolean is(String text) {
        return text.startsWith(FIRST_LINE + "\n");
    }

    /**
     * {@return the differences of a catalogue from its base}
     *
     * @param baseName the base's file name, in the same folder
     * @param base its text
     * @param whole the text of the catalogue
     * @throws DamagedException if one of them is not a whole catalogue
     */
    static String between(String baseName, String base, String whole) throws DamagedException {
        Rows from = Rows.of(base);
        Rows to = Rows.of(whole);
        StringBuilder out = new StringBuilder(1 << 16);
        out.append(FIRST_LINE).append('\n');
        out.append(BASE).append(baseName).append(' ').append(checksum(base)).append('\n');
        to.head.forEach(line -> out.append(line).append('\n'));
        for (String section : SECTIONS) {
            out.append(section).append('\n');
            SortedMap<String, String> old = from.section(section);
            SortedMap<String, String> now = to.section(section);
            SortedMap<String, String> keys = new TreeMap<>(old);
            keys.putAll(now);
            keys.forEach((key, any) -> {
                String row = now.get(key);
                if (row == null) {
                    out.append('-').append(key).append('\n');
                } else if (!row.equals(old.get(key))) {
                    row.lines().forEach(line -> out.append('+').append(line).append('\n'));
                }
            });
        }
        return out.append(Format.END).append('\n').toString();
    }

    /** {@return the file name of the base that a difference is to be applied to} */
    static String baseName(String difference) throws DamagedException {
        return baseLine(difference)[0];
    }

    private static String[] baseLine(String difference) throws DamagedException {
        String line = difference.lines().skip(1).findFirst().orElse("");
        String[] words = line.split(" ", -1);
        if (!line.startsWith(BASE) || words.length != 3 || !words[1].matches("[\\w.-]+")) {
            throw new DamagedException("line 2: no base");
        }
        return new String[] {words[1], words[2]};
    }

    /**
     * {@return the whole catalogue}
     *
     * @param base the text of the file that {@link #baseName} names
     */
    static String applied(String difference, String base) throws DamagedException {
        String[] expected = baseLine(difference);
        if (!expected[1].equals(checksum(base))) {
            throw new DamagedException("line 2: " + expected[0] + " is not the file that it was made from");
        }
        Rows rows = Rows.of(base);
        rows.head.clear();
        String section = "";
        SortedMap<String, String> current = new TreeMap<>();
        String key = "";
        int number = 0;
        for (String line : difference.lines().toList()) {
            number++;
            if (number <= 2 || line.equals(Format.END)) {
                continue;
            }
            if (SECTIONS.contains(line)) {
                section = line;
                current = rows.section(line);
                key = "";
            } else if (section.isEmpty()) {
                rows.head.add(line);
            } else if (line.startsWith("-") && current.remove(line.substring(1)) != null) {
                key = "";
            } else if (line.startsWith("+\t") && !key.isEmpty()) {
                current.merge(key, line.substring(1), (row, field) -> row + "\n" + field);
            } else if (line.startsWith("+")) {
                key = key(line.substring(1));
                current.put(key, line.substring(1));
            } else {
                throw new DamagedException("line " + number + ": the base has no such row, or it says neither + nor -");
            }
        }
        if (!difference.endsWith("\n" + Format.END + "\n")) {
            throw new DamagedException("it ends after line " + number + " without " + Format.END);
        }
        return rows.text();
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static String key(String row) {
        int tab = row.indexOf('\t');
        return tab < 0 ? row : row.substring(0, tab);
    }

    /** The rows of a whole catalogue, by section and first column; the fields of a struct are part of its row. */
    private static final class Rows {

        final List<String> head = new ArrayList<>();
        private final SortedMap<String, SortedMap<String, String>> sections = new TreeMap<>();

        static Rows of(String text) throws DamagedException {
            if (!text.startsWith(Format.FIRST_LINE + "\n")) {
                throw new DamagedException("its base is no whole catalogue");
            }
            Rows rows = new Rows();
            SortedMap<String, String> current = null;
            String key = "";
            StringBuilder row = new StringBuilder();
            for (String line : text.lines().skip(1).toList()) {
                if (line.startsWith("\t") && current != null) {
                    row.append('\n').append(line);
                    continue;
                }
                if (current != null && row.length() > 0) {
                    current.put(key, row.toString());
                    row.setLength(0);
                }
                if (SECTIONS.contains(line)) {
                    current = rows.section(line);
                } else if (line.equals(Format.END)) {
                    return rows;
                } else if (current != null) {
                    key = key(line);
                    row.append(line);
                } else {
                    rows.head.add(line);
                }
            }
            throw new DamagedException("its base is no whole catalogue");
        }

        SortedMap<String, String> section(String title) {
            return sections.computeIfAbsent(title, t -> new TreeMap<>());
        }

        String text() {
            StringBuilder out = new StringBuilder(1 << 21);
            out.append(Format.FIRST_LINE).append('\n');
            head.forEach(line -> out.append(line).append('\n'));
            for (String section : SECTIONS) {
                out.append(section).append('\n');
                section(section).values().forEach(row -> out.append(row).append('\n'));
            }
            return out.append(Format.END).append('\n').toString();
        }
    }
}
