package dev.shimgen.generator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which of the places where libraries may be those to run with are found. */
class BuiltShimsTest {

    private static final String GNU = "META-INF/native/x86_64-linux-gnu/";
    private static final String MUSL = "META-INF/native/x86_64-linux-musl/";
    private static final String FOREIGN = "META-INF/native/aarch64-linux-gnu/";

    @TempDir
    private Path folder;

    @Test
    void theFirstPlaceThatHasOneCounts() throws Exception {
        Path second = library("b", "one");
        library("c", "one");
        library("c", "two");

        assertThat(shims("a", "b", "c").named(List.of())).isEqualTo(Map.of("one", second));
    }

    /** Seen to fail when one folder had to have all of the named ones: [SG0602]. */
    @Test
    void eachNamedOneMayBeSomewhereElse() throws Exception {
        Path two = library("a", "two");
        Path one = library("b", "one");
        library("b", "two");

        assertThat(shims("a", "b").named(List.of("one", "two")))
                .containsExactly(Map.entry("one", one), Map.entry("two", two));
    }

    /** Seen to fail when only the first folder of a place counts: there is no error. */
    @Test
    void foldersOfOnePlaceAreAsOneFolder() throws Exception {
        Path one = library("a", "one");
        library("b", "one");
        BuiltShims shims =
                new BuiltShims(List.of(new FoldersOfLibraries(List.of(folder.resolve("a"), folder.resolve("b")))));
        assertThat(shims.named(List.of())).isEqualTo(Map.of("one", one));

        library("b", "two");
        assertThatThrownBy(() -> shims.named(List.of()))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0603]")
                .hasMessageContaining("in " + folder.resolve("a") + ", " + folder.resolve("b") + ": one, two;");
    }

    /** Seen to fail when only the first place was named. */
    @Test
    void everyPlaceThatWasLookedAtIsNamedOnce() throws Exception {
        String places = folder.resolve("a") + ", " + folder.resolve("b");
        assertThatThrownBy(() -> shims("a", "b", "a").named(List.of()))
                .hasMessageContaining("[SG0602]")
                .hasMessageContaining("no shim has been built in " + places + ". Build it first");
        library("b", "one");
        assertThatThrownBy(() -> shims("a", "b", "a").named(List.of("two")))
                .hasMessageContaining("[SG0602]")
                .hasMessageContaining("no shim \"two\" in " + places + "; there is: one. Build it first");
    }

    @Test
    void aJarIsUnpackedForThisMachine() throws Exception {
        Path jar =
                jar("a.jar", MUSL + "libone.so", GNU + "libone.so", FOREIGN + "libtwo.so", GNU + "lib.so", "x/liby.so");
        JarsOfLibraries place = jars(List.of(jar("empty.jar"), jar));
        Path copy = folder.resolve("copies/x86_64-linux-gnu/libone.so");

        assertThat(new BuiltShims(List.of(place)).named(List.of())).isEqualTo(Map.of("one", copy));
        assertThat(copy).hasContent("a.jar " + GNU + "libone.so");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rwxr-xr-x");
        try (Stream<Path> files = Files.walk(folder.resolve("copies"))) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(copy);
        }
    }

    /** Seen to fail when a copy that is there is left as it is, and when it is always written. */
    @Test
    void aCopyIsRenewedIfTheJarHasAnother() throws Exception {
        Path copy = jars(List.of(jar("a.jar", GNU + "libone.so"))).libraries().get("one");
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(copy, before);

        jars(List.of(jar("a.jar", GNU + "libone.so"))).libraries();
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(before);
        jars(List.of(jar("b.jar", GNU + "libone.so"))).libraries();
        assertThat(copy).hasContent("b.jar " + GNU + "libone.so");
    }

    @Test
    void aJarThatIsNotNeededIsNotUnpacked() throws Exception {
        library("a", "one");
        new BuiltShims(List.of(
                        new FoldersOfLibraries(List.of(folder.resolve("a"))),
                        jars(List.of(jar("a.jar", GNU + "libone.so")))))
                .named(List.of("one"));

        assertThat(folder.resolve("copies")).doesNotExist();
    }

    /** Seen to fail without the pattern of a platform: it tries to write beside the folder of copies, [SG0501]. */
    @Test
    void aJarWritesNowhereElse() throws Exception {
        Path jar = jar("a.jar", "META-INF/native/../libone.so");

        assertThat(new JarsOfLibraries("jar", List.of(jar), target -> true, folder.resolve("copies")).libraries())
                .isEmpty();
        assertThat(folder.resolve("libone.so")).doesNotExist();
    }

    @Test
    void whatIsNoJarIsAnError() throws Exception {
        Path jar = Files.writeString(folder.resolve("a.jar"), "half a jar");

        assertThatThrownBy(() -> jars(List.of(jar)).libraries())
                .hasMessageContaining("[SG0502]")
                .hasMessageContaining(jar.toString());
    }

    @Test
    void anArtifactIsKnownByTheNameInIt() throws Exception {
        Path source = Files.writeString(folder.resolve("a.c"), "int a;\n");
        Path artifact = folder.resolve("project-1-linux-x86_64-gnu.so");
        assertThat(new ProcessBuilder(
                                "cc", "-shared", "-Wl,-soname,libone.so", "-o", artifact.toString(), source.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        Path text = Files.writeString(folder.resolve("project-1-text.so"), "INPUT(libc.so)\n");

        assertThat(new ArtifactsOfLibraries("artifacts", List.of(text, folder.resolve("none.so"), artifact))
                        .libraries())
                .isEqualTo(Map.of("one", artifact));
    }

    private BuiltShims shims(String... folders) {
        return new BuiltShims(Stream.of(folders)
                .<LibraryPlace>map(name -> new FoldersOfLibraries(List.of(folder.resolve(name))))
                .toList());
    }

    private JarsOfLibraries jars(List<Path> jars) {
        return new JarsOfLibraries("jar", jars, target -> target.startsWith("x86_64-"), folder.resolve("copies"));
    }

    private Path library(String parent, String shim) throws Exception {
        Files.createDirectories(folder.resolve(parent));
        return Files.createFile(folder.resolve(parent).resolve("lib" + shim + ".so"));
    }

    private Path jar(String name, String... entries) throws Exception {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write((name + " " + entry).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
