package dev.shimgen.generator.resolve.include;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ParameterNamesTest {

    private static final Path TEMPLATES = Path.of("../templates/src/main/resources/dev/shimgen/templates");

    /** A line that declares a variable in a function: {@code const long arg = …;}. */
    private static final Pattern DECLARATION = Pattern.compile(
            "^ +(?:(?:static|volatile|const|struct|enum|unsigned) )*"
                    + "(?!return\\b|goto\\b)[a-z_]\\w*(?: const)?[ *]+(?:const )?(?<name>[a-z_]\\w*)(?:\\[[^]]*])?(?: = [^;]*)?;");

    /** What templates call their own variables, no parameter may be called. Seen to fail with "stage" missing: of redirect/entry.mustache. */
    @Test
    void noParameterIsCalledAsAVariableOfTheTemplates() throws IOException {
        Set<String> declared = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".mustache")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher declaration = DECLARATION.matcher(line);
                    if (declaration.find()) {
                        declared.add(declaration.group("name"));
                    }
                }
            }
        }
        assertThat(declared).contains("call", "names", "rules", "arguments", "elsewhere", "before");
        assertThat(ParameterNames.WRAPPER_NAMES).containsAll(declared);
    }
}
