package dev.shimgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.spec.libc.Structs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The module's own types, found in its folders, so that no test forgets a new one. */
final class Classes {

    static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src/main/java");

    private Classes() {}

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(sources).hasSizeGreaterThan(20);
            return sources;
        }
    }

    private static Stream<Class<?>> all() throws IOException {
        return sources().stream()
                .map(file ->
                        SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'))
                .filter(name -> !name.endsWith("package-info") && !name.equals("module-info"))
                .map(Classes::load);
    }

    /** {@return every ready-made group} */
    static List<Class<?>> groups() throws IOException {
        return all().filter(type -> type.getPackageName().equals("dev.shimgen.spec.libc"))
                .filter(type -> type != Structs.class)
                .toList();
    }

    /** {@return every annotation} */
    static List<Class<?>> annotations() throws IOException {
        return all().filter(Class::isAnnotation).toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
