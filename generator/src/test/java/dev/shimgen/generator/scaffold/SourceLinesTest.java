package dev.shimgen.generator.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.SpecMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The ready-made groups are formatted by palantir-java-format, as the build sees to: a scaffold of one of their methods
 * has to have the same lines. (A whole scaffold meets the formatter itself in the project {@code scaffold-everything}.)
 */
class SourceLinesTest {

    private static final Path SOURCES =
            Path.of(System.getProperty("basedir", "."), "../spec/src/main/java/dev/shimgen/spec/libc");

    @Test
    void aMethodIsLaidOutAsInItsGroup() throws IOException {
        List<String> wide = new ArrayList<>();
        for (ReadyMadeGroup group : ReadyMadeGroups.load()) {
            List<String> source = Files.readAllLines(SOURCES.resolve(group.simpleName() + ".java"));
            for (String declared : group.declared()) {
                SpecMethod method = group.methods().get(declared);
                List<String> expected = source(source, method);
                assertThat(declaration(SourceLines.method(method)))
                        .as(group.simpleName() + "." + declared)
                        .isEqualTo(expected);
                if (expected.stream().anyMatch(line -> line.contains("fields ="))) {
                    wide.add(declared);
                }
            }
        }
        assertThat(wide).as("annotations of several lines").contains("clone", "syslog", "open", "fanotify_init");
    }

    /** Of the source, without the indent. */
    private static List<String> source(List<String> source, SpecMethod method) {
        String head = "    " + method.result().simpleName() + " " + method.name() + "(";
        int first = 0;
        while (!source.get(first).startsWith(head)) {
            first++;
        }
        int last = first;
        while (!source.get(last).endsWith(");")) {
            last++;
        }
        return source.subList(first, last + 1).stream()
                .map(line -> line.substring(4))
                .toList();
    }

    /** Without the method's own annotations. */
    private static List<String> declaration(List<String> lines) {
        int first = 0;
        while (lines.get(first).startsWith("@") || lines.get(first).startsWith(" ")) {
            first++;
        }
        return lines.subList(first, lines.size());
    }
}
