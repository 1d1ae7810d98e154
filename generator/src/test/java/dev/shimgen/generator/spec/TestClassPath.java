package dev.shimgen.generator.spec;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the tests' specs are compiled with: the spec module and the groups of {@code spec.groups}. */
final class TestClassPath {

    private TestClassPath() {}

    static List<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
