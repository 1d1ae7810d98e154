package dev.shimgen.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.generate.ShimGenerator;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from a spec to a program: what this machine's headers say of {@code epoll}, {@code poll} and others, the
 * bindings generated for that, and a program that uses them as a user's would, well and badly.
 */
class RealSpecTest {

    @TempDir
    private Path folder;

    @Test
    void aProgramOfAUserWorksOrIsTold() throws Exception {
        String spec = resource("Many.java");
        String program = resource("Program.java");
        Map<String, String> sources = generate(spec);
        sources.put("acme/Many.java", spec);
        sources.put("acme/Program.java", program);
        Path classes = folder.resolve("classes");
        Files.createDirectory(classes);
        assertThat(Compilation.compile(sources, classes, "-Xdoclint:all,-missing"))
                .isEmpty();

        try (URLClassLoader loader = Compilation.load(classes)) {
            Object main =
                    loader.loadClass("acme.Program").getDeclaredConstructor().newInstance();
            assertThat(((Callable<?>) main).call()).isEqualTo(resource("expected.txt"));
        }
    }

    private Map<String, String> generate(String spec) throws Exception {
        Path source = folder.resolve("src/acme/Many.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, spec);
        Path java = folder.resolve("java");
        ShimGenerator.generate(
                new GenerationRequest(
                        new GenerationRequest.Sources(List.of(folder.resolve("src")), classPath(), folder),
                        new GenerationRequest.Outputs(java, folder.resolve("c"), folder.resolve("state")),
                        new GenerationRequest.Tools(
                                null, null, null, List.of(), Duration.ofMinutes(5), Map.of("PATH", path()), "test")),
                line -> {});
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(java)) {
            for (Path file : walk.filter(f -> f.toString().endsWith(".java")).toList()) {
                files.put(java.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static List<Path> classPath() {
        return Stream.of(Objects.requireNonNull(System.getProperty("java.class.path"))
                        .split(":", -1))
                .filter(element -> !element.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static String path() {
        return Objects.requireNonNull(System.getenv("PATH"), "PATH");
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(RealSpecTest.class.getResourceAsStream("/cases/acme/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
