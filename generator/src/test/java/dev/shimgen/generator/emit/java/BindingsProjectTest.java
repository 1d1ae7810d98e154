package dev.shimgen.generator.emit.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindingsProjectTest {

    private static final String RUNTIME = "dev/shimgen/runtime/Downcalls.class";

    @TempDir
    private Path folder;

    private static List<Diagnostic> check(@Nullable String release, boolean compiled, List<Path> classPath) {
        Diagnostics diagnostics = new Diagnostics();
        new BindingsProject(release, classPath).check("1.2", compiled, diagnostics);
        return diagnostics.all();
    }

    private Path runtimeJar() throws Exception {
        Path jar = folder.resolve("runtime.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(RUNTIME));
        }
        return jar;
    }

    @ParameterizedTest
    @CsvSource({"8, true", "1.8, true", "17, true", "21, true", "22, false", "25, false", "${x}, false"})
    void aReleaseBeforeTheForeignFunctionApiIsTooOld(String release, boolean tooOld) throws Exception {
        assertThat(check(release, true, List.of(runtimeJar())))
                .extracting(Diagnostic::code)
                .isEqualTo(tooOld ? List.of(Code.SG0801) : List.of());
    }

    @Test
    void theRuntimeMayBeAJarOrAFolder() throws Exception {
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve(RUNTIME).getParent());
        Path text = Files.writeString(folder.resolve("no.jar"), "no jar");
        assertThat(check(null, true, List.of(classes, text, folder.resolve("missing"))))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.code()).isEqualTo(Code.SG0802);
                    assertThat(d.severity()).isEqualTo(Diagnostic.Severity.ERROR);
                    assertThat(d.message())
                            .contains("<artifactId>shimgen-runtime</artifactId>", "<version>1.2</version>");
                });
        assertThat(check(null, false, List.of()))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Diagnostic.Severity.WARNING));
        Files.createFile(classes.resolve(RUNTIME));
        assertThat(check(null, true, List.of(classes))).isEmpty();
        assertThat(check(null, true, List.of(runtimeJar()))).isEmpty();
    }
}
