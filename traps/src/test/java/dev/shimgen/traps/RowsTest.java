package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares {@code ROWS.md} with the tests, so that no row is forgotten. Each of its rules has been seen to fail. */
final class RowsTest {

    private static final int ROWS = 69;
    private static final Path PROGRAMS = Path.of("src/test/c");

    private final Map<Integer, String> tests = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        Pattern row = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| ([^|]*) \\|");
        for (String line : Files.readAllLines(Path.of("ROWS.md"))) {
            Matcher match = row.matcher(line);
            if (match.matches()) {
                String other = tests.put(Integer.parseInt(match.group(1)), match.group(2));
                assertThat(other).as("row %s is there twice", match.group(1)).isNull();
            }
        }
    }

    @Test
    void everyRowIsThere() {
        assertThat(tests.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void everyRowHasATestThatExists() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Integer, String> row : tests.entrySet()) {
            List<String> names = names(row.getValue());
            if (names.isEmpty()) {
                wrong.add("row " + row.getKey() + " has no test");
            }
            for (String name : names) {
                if (!exists(name)) {
                    wrong.add("row " + row.getKey() + ": there is no " + name);
                }
                if (name.endsWith(".c") && Integer.parseInt(name.substring(0, 2)) != row.getKey()) {
                    wrong.add("row " + row.getKey() + " names a program of another row: " + name);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyProgramIsNamedInItsRow() throws IOException {
        assertThat(programs()).isNotEmpty().allSatisfy(program -> {
            String number = program.substring(0, 2);
            assertThat(names(tests.getOrDefault(Integer.parseInt(number), "")))
                    .as("row %s of ROWS.md does not name %s", number, program)
                    .containsAnyOf(program, number + "_*.c");
        });
    }

    private static List<String> names(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(r -> r.group(1))
                .toList();
    }

    private static List<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".c"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean exists(String name) throws IOException {
        if (name.endsWith("_*.c")) {
            return programs().stream().anyMatch(p -> p.startsWith(name.substring(0, 3)));
        }
        if (name.endsWith(".c")) {
            return programs().contains(name);
        }
        String[] parts = name.substring(name.indexOf(':') + 1).split("\\.", 2);
        Path tests = name.indexOf(':') < 0
                ? Path.of("src/test/java")
                : Path.of("..", name.substring(0, name.indexOf(':')), "src/test/java");
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(f -> f.endsWith(parts[0] + ".java")).toList()) {
                String method = parts.length == 1 ? "Test" : " " + parts[1] + "(";
                return Files.readString(file).contains(method);
            }
        }
        return false;
    }
}
