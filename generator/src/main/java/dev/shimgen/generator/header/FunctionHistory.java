package dev.shimgen.generator.header;

import dev.shimgen.generator.toolchain.LibcVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since which version glibc has a function.
 *
 * <p>A libc that lacks a function cannot say when it was added; the symbol versions of the newest libc do. The first
 * version counts: {@code pthread_create} moved to another library in 2.34, but is as old as the platform. {@code stat}
 * became a symbol only in 2.33, but programs could call it before, through {@code __xstat}; so it is not listed.
 */
public final class FunctionHistory {

    private static final String TABLE = "since.txt";

    private FunctionHistory() {}

    /** Read when it is first needed: a libc that has all functions of a spec does not need the table. */
    private static final class Table {
        static final SortedMap<String, LibcVersion> ROWS = read();
    }

    /**
     * {@return the first glibc in which C programs could call a function: {@code glibc 2.34} for {@code close_range}}
     *
     * <p>Empty for a function that glibc has had since its first version for x86_64 (2.2.5), for one that is newer than
     * this table, and for a name that is not glibc's. It says nothing of other C libraries.
     *
     * @param function as C programs know it
     */
    public static Optional<LibcVersion> since(String function) {
        return Optional.ofNullable(Table.ROWS.get(function));
    }

    /** {@return all that is known, by the functions' names} */
    static SortedMap<String, LibcVersion> all() {
        return Table.ROWS;
    }

    private static SortedMap<String, LibcVersion> read() {
        SortedMap<String, LibcVersion> rows = new TreeMap<>();
        try (InputStream stream = FunctionHistory.class.getResourceAsStream(TABLE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + TABLE + " is not on the class path");
            }
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int tab = line.indexOf('\t');
                if (tab > 0 && !line.startsWith("#")) {
                    rows.put(line.substring(0, tab), LibcVersion.parse("glibc " + line.substring(tab + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableSortedMap(rows);
    }
}
