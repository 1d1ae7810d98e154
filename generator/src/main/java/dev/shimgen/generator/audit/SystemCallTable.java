package dev.shimgen.generator.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which system calls the functions of libc make ({@code system-calls.txt}).
 *
 * <p>A function that has no row, but the name of a system call, makes that call.
 */
final class SystemCallTable {

    /** Other names that 32-bit machines have for a call, apart from those with a suffix: asm/unistd_32.h. */
    private static final Map<String, String> OLD_NAMES =
            Map.of("newfstatat", "fstatat64", "mmap", "mmap2", "lseek", "_llseek", "select", "_newselect");

    private static final List<String> SUFFIXES = List.of("32", "64", "_time32", "_time64");

    private final Map<String, SortedSet<String>> byFunction = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    SystemCallTable() {
        lines("system-call-names.txt").forEach(line -> names.addAll(words(line)));
        for (String line : lines("system-calls.txt")) {
            String[] columns = line.split("\\|", -1);
            for (String function : words(columns[0])) {
                SortedSet<String> calls = new TreeSet<>();
                words(columns[1]).stream()
                        .filter(call -> !call.equals("-"))
                        .forEach(call -> calls.add(call.equals("=") ? function : call));
                byFunction.put(function, calls);
            }
        }
    }

    /** {@return the calls that a function makes, perhaps none; empty if it is not known which} */
    Optional<SortedSet<String>> of(String function) {
        SortedSet<String> row = byFunction.get(function);
        if (row != null) {
            return Optional.of(row);
        }
        return names.contains(function) ? Optional.of(new TreeSet<>(Set.of(function))) : Optional.empty();
    }

    /** {@return the functions that have a row} */
    Set<String> functions() {
        return byFunction.keySet();
    }

    boolean isSystemCall(String name) {
        return names.contains(name);
    }

    /** {@return the calls, together with their names on other ABIs} */
    SortedSet<String> onEveryAbi(Set<String> calls) {
        SortedSet<String> all = new TreeSet<>(calls);
        for (String call : calls) {
            SUFFIXES.stream()
                    .map(suffix -> call + suffix)
                    .filter(names::contains)
                    .forEach(all::add);
            Optional.ofNullable(OLD_NAMES.get(call)).ifPresent(all::add);
        }
        return all;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split(" +")).filter(w -> !w.isEmpty()).toList();
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(
                        SystemCallTable.class.getResourceAsStream(file), () -> "resource " + file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
