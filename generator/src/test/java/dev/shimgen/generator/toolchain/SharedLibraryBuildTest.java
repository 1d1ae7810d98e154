package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLibraryBuildTest {

    private static final String VISIBLE = "__attribute__((visibility(\"default\"))) ";

    private static CompileRequest request(Path folder, String source, String... exports) throws IOException {
        Path file = folder.resolve("shim.c");
        Files.writeString(file, source);
        return new CompileRequest(
                file, List.of(), folder.resolve("out/libshim.so"), new TreeSet<>(List.of(exports)), null);
    }

    private static void build(CompileRequest request) throws GenerationException {
        SharedLibraryBuild.run(new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null), request);
    }

    private static List<String> written(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void makesALibraryThatExportsWhatItSays(@TempDir Path folder) throws Exception {
        CompileRequest request =
                request(folder, VISIBLE + "int shown(void);\nint shown(void) { return 1; }\n", "shown");
        build(request);
        assertThat(ElfFile.read(request.library()).exports()).containsExactly("shown");
        assertThat(Files.getPosixFilePermissions(request.library())).hasSize(7);
        assertThat(written(folder)).containsExactly("libshim.so");
    }

    /**
     * The fingerprint of a library is made of {@code options}; so they must be what the compiler hears, no more and no fewer.
     * Breaks when {@code compile} adds an option of its own.
     */
    @Test
    void theCompilerHearsTheOptionsThatTheFingerprintHas(@TempDir Path folder) throws Exception {
        Path heard = folder.resolve("heard");
        Path recorder = Files.writeString(
                folder.resolve("cc"),
                "#!/bin/sh\ncase \" $* \" in *' -shared '*) printf '%s\\n' \"$@\" > '" + heard
                        + "' ;; esac\nexec gcc \"$@\"\n");
        assertThat(recorder.toFile().setExecutable(true)).isTrue();
        CompileRequest request =
                request(folder, VISIBLE + "int shown(void);\nint shown(void) { return 1; }\n", "shown");
        SharedLibraryBuild.run(
                new CCompilerLocator(System.getenv(), Duration.ofMinutes(2)).locate(recorder.toString()), request);

        List<String> said = Files.readAllLines(heard);
        List<String> options = SharedLibraryBuild.options(request);
        assertThat(said.subList(0, options.size())).isEqualTo(options);
        assertThat(said.subList(options.size(), said.size()))
                .hasSize(3)
                .startsWith("-o")
                .endsWith(request.source().toString());
        assertThat(options).contains("-Wl,-z,now", "-Wl,-soname,libshim.so");
        assertThat(ElfFile.read(request.library()).soname()).isEqualTo("libshim.so");
    }

    /** Seen to fail without {@code removeAbandoned}: what the dead process left is still there. */
    @Test
    void whatAKilledCompileLeftIsRemovedByTheNext(@TempDir Path folder) throws Exception {
        CompileRequest request =
                request(folder, VISIBLE + "int shown(void);\nint shown(void) { return 1; }\n", "shown");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path out = Files.createDirectories(folder.resolve("out"));
        Path abandoned = Files.createDirectory(out.resolve(".shimgen-compile-" + dead.pid() + "-1"));
        Files.writeString(abandoned.resolve("cc1234.s"), "");
        Path living = Files.createDirectory(
                out.resolve(".shimgen-compile-" + ProcessHandle.current().pid() + "-1"));
        build(request);
        assertThat(abandoned).doesNotExist();
        assertThat(written(folder)).containsExactly(living.getFileName().toString(), "libshim.so");
    }

    @Test
    void findsHeadersInTheFoldersThatItIsGiven(@TempDir Path folder) throws Exception {
        Path headers = Files.createDirectories(folder.resolve("support"));
        Files.writeString(headers.resolve("own.h"), "#define OWN 1\n");
        CompileRequest plain = request(folder, "#include \"own.h\"\n" + VISIBLE + "int own = OWN;\n", "own");
        build(new CompileRequest(plain.source(), List.of(headers), plain.library(), plain.exports(), null));
        assertThat(plain.library()).exists();
    }

    @Test
    void aWarningIsAnErrorAndTheOldLibraryStays(@TempDir Path folder) throws Exception {
        CompileRequest first = request(folder, VISIBLE + "int shown(void);\nint shown(void) { return 1; }\n", "shown");
        build(first);
        byte[] before = Files.readAllBytes(first.library());
        CompileRequest second =
                request(folder, VISIBLE + "int shown(void);\nint shown(void) { int unused; return 2; }\n", "shown");
        assertThatThrownBy(() -> build(second))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0402]")
                .hasMessageContaining("refused " + second.source())
                .hasMessageContaining("unused variable");
        assertThat(Files.readAllBytes(first.library())).isEqualTo(before);
        assertThat(written(folder)).containsExactly("libshim.so");
    }

    @Test
    void missingAndSurplusSymbolsAreNamed(@TempDir Path folder) throws Exception {
        CompileRequest request = request(
                folder,
                VISIBLE + "int surplus(void);\nint surplus(void) { return 1; }\nint stat_like(void);\n"
                        + "int stat_like(void) { return 2; }\n",
                "stat_like",
                "open");
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(GenerationException.class)
                .hasMessage("error: [SG0403] libshim.so does not export exactly the planned symbols; missing: open,"
                        + " stat_like; not planned: surplus. Was the C file changed by hand, or made by another version"
                        + " of shimgen? Generate it again");
        assertThat(written(folder)).isEmpty();
    }

    @Test
    void anOldVersionIsASymbolOfItsOwn(@TempDir Path folder) throws Exception {
        CompileRequest plain = request(
                folder,
                VISIBLE + "int name(void);\nint name(void) { return 2; }\n" + VISIBLE + "int old(void);\n"
                        + "int old(void) { return 1; }\n__asm__(\".symver old, name@V1\");\n",
                "name@@V2",
                "name@V1",
                "version");
        Path script = Files.writeString(folder.resolve("a, b.map"), "V1 { local: old; };\nV2 { global: name; } V1;\n");
        CompileRequest versioned =
                new CompileRequest(plain.source(), List.of(), plain.library(), plain.exports(), script);
        assertThatThrownBy(() -> build(versioned))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("missing: version.");
        plain.exports().remove("version");
        build(versioned);
        assertThat(ElfFile.read(plain.library()).versionedExports()).containsExactly("name@@V2", "name@V1");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsAnErrorWithAPlace(@TempDir Path folder) throws Exception {
        CompileRequest request = request(folder, "int unused_name;\n");
        Files.writeString(folder.resolve("out"), "in the way");
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0501] cannot write the library " + request.library());
    }
}
