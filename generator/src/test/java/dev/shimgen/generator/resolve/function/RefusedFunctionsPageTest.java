package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.plan.ResourceTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/refused-functions.md} is made of the tables that the resolver reads, so it cannot go stale. */
class RefusedFunctionsPageTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("docs/refused-functions.md");

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        Goldens.assertMatches(PAGE, page());
    }

    private static String page() {
        List<List<String>> jumps = ResourceTable.rows("jump-functions.txt");
        return """
                # Functions that are refused, and functions that are jumped to

                <!-- Made of refused-functions.txt and jump-functions.txt by RefusedFunctionsPageTest; change those. -->

                shimgen wraps every function that the headers of glibc 2.36 on x86_64 declare and its libraries export, those
                with `long double` by the ready-made groups `LongDoubleMath`, `LongDoubleText`, `Float64xMath`, …

                ## Refused (SG0206)

                No header declares these, or not as a function of the library.

                """
                + table(
                        List.of("function", "why", "instead"),
                        ResourceTable.rows("refused-functions.txt").stream().map(row -> cells(row, 3)))
                + """

                On machines other than x86_64, i386 and aarch64, the functions below are refused too.

                ## Jumped to

                A wrapper in C has a frame of its own, and the real function returns to it. Where that would be wrong, the wrapper
                is a few instructions in assembler that leave stack, return address and arguments as they are, and jump.
                `@Trace` prints the arguments before the jump, and `= ?` for the result, which nobody sees; an `execl` that fails is
                printed once more, with its `errno`. `@Replace` answers without the function. What changes an argument or needs the result is not possible (SG0212).

                """
                + table(
                        List.of("function", "why"),
                        Stream.concat(
                                jumps.stream().map(row -> cells(row, 2)),
                                Stream.of(
                                        List.of(
                                                "variadic functions without rule or `va_list` twin: `error`, `strfmon`, …",
                                                "it takes any number of arguments, and only its caller knows how many there are and"
                                                        + " of which types"),
                                        List.of(
                                                "`execl` `execle` `execlp`",
                                                "it takes strings up to a NULL, and only its caller knows how many; `@Trace` prints them all"))))
                + jumps.stream()
                        .filter(row -> row.size() > 2)
                        .map(row -> "\n" + names(row.get(0)) + " is never traced: " + row.get(2) + ".\n")
                        .collect(Collectors.joining());
    }

    private static List<String> cells(List<String> row, int count) {
        return Stream.concat(Stream.of(names(row.get(0))), row.subList(1, count).stream())
                .toList();
    }

    private static String names(String names) {
        return Stream.of(names.split(" ", -1)).map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    private static String table(List<String> heads, Stream<List<String>> rows) {
        return line(heads)
                + line(heads.stream().map(head -> "---").toList())
                + rows.map(RefusedFunctionsPageTest::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
