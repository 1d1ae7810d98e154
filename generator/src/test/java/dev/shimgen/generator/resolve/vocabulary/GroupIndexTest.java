package dev.shimgen.generator.resolve.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code of-groups.txt} says what the groups say. */
class GroupIndexTest {

    private static final String HEAD = """
            # What the ready-made groups say that holds for methods of authors' own as well. GroupIndexTest derives this from them:
            # run it with -Dshimgen.updateGoldens=true after a change of the groups.
            #
            #   field | mask | values      what a @Flags.Field declares
            #   fails | when | functions   what @Fails says

            """;

    @Test
    void theTableIsDerivedFromTheGroups() throws Exception {
        StringBuilder text = new StringBuilder(HEAD);
        fields().forEach(row -> text.append("field | ").append(row).append('\n'));
        text.append('\n');
        failures()
                .forEach((when, functions) -> text.append("fails | ")
                        .append(when)
                        .append(" | ")
                        .append(String.join(" ", functions))
                        .append('\n'));
        Goldens.assertMatches(
                Path.of(
                        System.getProperty("basedir", "."),
                        "src/main/resources/dev/shimgen/generator/resolve/of-groups.txt"),
                text.toString());
    }

    private static Set<String> fields() {
        Set<String> rows = new LinkedHashSet<>();
        methods()
                .flatMap(method -> method.parameters().stream())
                .flatMap(parameter -> SpecNames.annotation(parameter, SpecNames.FLAGS).stream())
                .flatMap(flags -> flags.annotations("fields").stream())
                .forEach(field -> rows.add(field.string("mask") + " | " + String.join(" ", field.strings("values"))));
        return rows;
    }

    private static Map<String, Set<String>> failures() {
        Map<String, Set<String>> failures = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        methods().filter(method -> seen.add(method.name())).forEach(method -> {
            for (SpecAnnotation annotation : method.annotations()) {
                if (annotation.type().equals(SpecNames.FAILS)) {
                    failures.computeIfAbsent(annotation.string("value"), when -> new TreeSet<>())
                            .add(method.name());
                }
            }
        });
        return failures;
    }

    private static Stream<SpecMethod> methods() {
        List<ReadyMadeGroup> groups = ReadyMadeGroups.load();
        return groups.stream().flatMap(group -> group.methods().values().stream());
    }

    @Test
    void aFunctionForLargeFilesFailsAsTheOtherOne() {
        assertThat(GroupIndex.failure("mmap64")).isEqualTo(GroupIndex.failure("mmap"));
        assertThat(GroupIndex.failure("mmap")).contains("MINUS_ONE");
        assertThat(GroupIndex.failure("posix_fadvise")).contains("ERROR_NUMBER");
        assertThat(GroupIndex.failure("getaddrinfo")).contains("NEVER");
        assertThat(GroupIndex.failure("stat")).isEmpty();
    }
}
