package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {

    private static CCompiler compiler() throws GenerationException {
        return new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null);
    }

    private static ElfFile libc() throws GenerationException {
        return ElfFile.read(compiler().libraryFile("libc.so.6").orElseThrow());
    }

    static Stream<TinyElf> shapes() {
        return Stream.of(
                new TinyElf(32, ByteOrder.LITTLE_ENDIAN),
                new TinyElf(32, ByteOrder.BIG_ENDIAN),
                new TinyElf(64, ByteOrder.LITTLE_ENDIAN),
                new TinyElf(64, ByteOrder.BIG_ENDIAN));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readsEveryClassAndByteOrder(TinyElf shape) throws Exception {
        ElfFile file = ElfFile.parse(shape.library());
        assertThat(file.exports()).containsExactly("answer");
        assertThat(file.dynamicSymbols())
                .contains(
                        new ElfSymbol(
                                "answer",
                                0x1234,
                                ElfSymbol.Kind.FUNCTION,
                                ElfSymbol.Binding.GLOBAL,
                                true,
                                true,
                                "",
                                true),
                        new ElfSymbol(
                                "question", 0, ElfSymbol.Kind.FUNCTION, ElfSymbol.Binding.WEAK, true, false, "", true));
        assertThat(file.needed()).containsExactly("libc.so.6");
        assertThat(file.soname()).isEqualTo("libtiny.so");
    }

    @Test
    void theRealLibcHasItsVersions() throws Exception {
        ElfFile libc = libc();
        assertThat(libc.soname()).isEqualTo("libc.so.6");
        assertThat(libc.exports()).contains("open", "open64", "__open_2", "printf", "exit");
        List<ElfSymbol> open = libc.dynamicSymbols().stream()
                .filter(s -> s.name().equals("open"))
                .toList();
        assertThat(open).hasSize(1);
        assertThat(open.get(0).version()).startsWith("GLIBC_2.");
        assertThat(open.get(0).defaultVersion()).isTrue();
        assertThat(libc.dynamicSymbols())
                .anyMatch(s ->
                        s.kind() == ElfSymbol.Kind.INDIRECT_FUNCTION && s.name().equals("memcpy"))
                .anyMatch(s -> s.version().equals("GLIBC_PRIVATE"))
                .anyMatch(s -> s.kind() == ElfSymbol.Kind.OBJECT && s.name().equals("environ"));
    }

    @Test
    void aLibraryOfOurOwnIsReadAsItWasLinked(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("versions.c");
        Path map = folder.resolve("versions.map");
        Path library = folder.resolve("libversions.so");
        Files.writeString(source, """
                __asm__(".symver old, name@V1");
                __asm__(".symver current, name@@V2");
                int old(void) { return 1; }
                int current(void) { return 2; }
                static int (*choose(void))(void) { return current; }
                int chosen(void) __attribute__((ifunc("choose")));
                __attribute__((visibility("hidden"))) int hidden(void) { return 3; }
                __attribute__((weak)) int weak(void) { return puts_like() + hidden(); }
                int data = 4;
                """.replace("__asm__(\".symver old", "int puts_like(void);\n__asm__(\".symver old"));
        Files.writeString(map, "V1 { global: name; };\nV2 { global: name; chosen; weak; data; local: *; } V1;\n");
        CommandResult linked = compiler()
                .runPlain(List.of(
                        "-shared",
                        "-fPIC",
                        "-Wl,--version-script=" + map,
                        "-Wl,-soname,libown.so.1",
                        "-o",
                        library.toString(),
                        source.toString()));
        assertThat(linked.stderr()).as(linked.stderr()).doesNotContain("error");

        ElfFile file = ElfFile.read(library);
        assertThat(file.soname()).isEqualTo("libown.so.1");
        assertThat(file.exports()).containsExactlyInAnyOrder("V1", "V2", "chosen", "data", "name", "weak");
        assertThat(file.dynamicSymbols())
                .filteredOn(s -> s.name().equals("name"))
                .extracting(s -> s.version() + (s.defaultVersion() ? " default" : " hidden"))
                .containsExactlyInAnyOrder("V1 hidden", "V2 default");
        assertThat(file.dynamicSymbols())
                .anyMatch(s -> s.name().equals("chosen") && s.kind() == ElfSymbol.Kind.INDIRECT_FUNCTION)
                .anyMatch(s -> s.name().equals("weak") && s.binding() == ElfSymbol.Binding.WEAK && s.isFunction())
                .anyMatch(s -> s.name().equals("data") && s.kind() == ElfSymbol.Kind.OBJECT)
                .anyMatch(s -> s.name().equals("puts_like") && !s.defined());
        assertThat(file.symbols()).anyMatch(s -> s.name().equals("hidden") && !s.exported());
    }

    @Test
    void aTextFileIsNoLibrary(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("libc.so");
        Files.writeString(script, "/* GNU ld script */\nGROUP ( /lib/x86_64-linux-gnu/libc.so.6 )\n");
        assertThatThrownBy(() -> ElfFile.read(script))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("error: [SG0404] " + script
                        + " is not an ELF file that can be used: it does not" + " begin with 0x7f \"ELF\"")
                .hasMessageContaining("script for the link editor");
        assertThatThrownBy(() -> ElfFile.read(folder.resolve("missing.so")))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("error: [SG0404] cannot read the library");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aFileThatIsCutShortIsRefused(TinyElf shape) {
        byte[] whole = shape.library();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ElfFile.parse(cut)).as("%d bytes", length).isInstanceOf(ElfFormatException.class);
        }
    }

    /** Whatever the bytes are: an answer or a refusal, soon, and never another exception. */
    @ParameterizedTest
    @MethodSource("shapes")
    void damagedBytesNeverBreakTheReader(TinyElf shape) {
        Random random = new Random(20_240_501);
        byte[] whole = shape.library();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refused += refused(damaged);
        }
        assertThat(refused).isBetween(100, 20_000);
    }

    @Test
    void damagedVersionTablesNeverBreakTheReader() throws Exception {
        Random random = new Random(7);
        byte[] whole =
                Files.readAllBytes(compiler().libraryFile("libresolv.so.2").orElseThrow());
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 400; i++) {
                damaged[64 + random.nextInt(damaged.length - 64)] = (byte) random.nextInt(256);
            }
            assertThat(refused(damaged)).isBetween(0, 1);
        }
    }

    private static int refused(byte[] content) {
        try {
            ElfFile.parse(content);
            return 0;
        } catch (ElfFormatException e) {
            return 1;
        }
    }
}
