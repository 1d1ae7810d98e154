package dev.shimgen.generator.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused with a code, and with a way out. */
class BadScaffoldTest {

    private static final Path LS = Path.of("/bin/ls");

    @TempDir
    private Path folder;

    private static void refused(Code code, ThrowingCallable work, String... parts) {
        assertThatThrownBy(work).isInstanceOfSatisfying(GenerationException.class, e -> {
            assertThat(e.diagnostics()).extracting(Diagnostic::code).containsOnly(code);
            assertThat(e.getMessage()).contains(parts);
        });
    }

    private static ThrowingCallable scaffold(Selection selection) {
        return () -> Scaffolds.of("example.Bad", selection);
    }

    private Path file(String name, byte... content) throws Exception {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void nothingSelected() {
        refused(
                Code.SG0701,
                scaffold(Scaffolds.functions()),
                "-Dshimgen.functions=",
                "-Dshimgen.header=",
                "-Dshimgen.imports=");
    }

    @Test
    void everythingAndMore() {
        refused(Code.SG0701, scaffold(Scaffolds.functions("*", "stat")), "selects all of libc already");
        refused(Code.SG0701, scaffold(new Selection(List.of("*"), List.of("fcntl.h"), List.of())), "leave the * out");
        refused(Code.SG0701, scaffold(new Selection(List.of("*"), List.of(), List.of(LS))), "leave the * out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "com.acme.",
                "com..Acme",
                "1st",
                "com.class.Acme",
                "com.acme.All-Of",
                "com/acme/All",
                "Ünter"
            })
    void noNameOfAnInterface(String name) {
        refused(Code.SG0702, () -> InterfaceName.parse(name), "com.acme.FileTrace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.Path", "com.acme.Shim", "com.acme.Pointer", "com.acme.String"})
    void aNameThatASpecNeedsItself(String name) {
        refused(Code.SG0702, () -> InterfaceName.parse(name), "give it another name");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(scaffold(new Selection(
                        List.of("acess", "zzzzzzzzzz"), List.of("sys/sockt.h"), List.of(Path.of("/no/such")))))
                .hasMessageContaining("[SG0706] no function \"acess\"")
                .hasMessageContaining("did you mean \"access\" (unistd.h)?")
                .hasMessageContaining("[SG0706] no function \"zzzzzzzzzz\"")
                .hasMessageContaining("[SG0707] nothing is known of a public header <sys/sockt.h>")
                .hasMessageContaining("did you mean \"sys/socket.h\"?")
                .hasMessageContaining("[SG0703] /no/such does not exist");
    }

    @Test
    void aHeaderWithoutItsFolder() {
        refused(Code.SG0707, scaffold(Scaffolds.headers("socket.h")), "did you mean \"sys/socket.h\"?");
    }

    /** The compiler's own header stands for any other library's. */
    @Test
    void aHeaderOfAnotherLibrary() {
        refused(
                Code.SG0707,
                scaffold(Scaffolds.headers("stdarg.h")),
                "<stdarg.h> (/",
                "no public header of the C library",
                "shimgen.imports");
    }

    @Test
    void aMacro() {
        refused(
                Code.SG0706,
                scaffold(Scaffolds.functions("major")),
                "major is a macro of <sys/sysmacros.h>",
                "gnu_dev_major");
    }

    @Test
    void aHeaderOfTypesAlone() {
        refused(Code.SG0707, scaffold(Scaffolds.headers("elf.h")), "<elf.h> declares no function");
    }

    @Test
    void noElfFile() throws Exception {
        refused(Code.SG0703, scaffold(Scaffolds.programs(file("empty"))), "is not an ELF file");
        refused(Code.SG0703, scaffold(Scaffolds.programs(folder)), "is no file");
    }

    @Test
    void aScript() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/usr/bin/perl -w\nprint 1;\n");
        refused(Code.SG0703, scaffold(Scaffolds.programs(script)), "is a script", "-Dshimgen.imports=/usr/bin/perl");
        Path env = Files.writeString(folder.resolve("env"), "#! /usr/bin/env python3\n");
        refused(Code.SG0703, scaffold(Scaffolds.programs(env)), "is a script", "\"python3\"");
    }

    @Test
    void aProgramOfAnotherPlatform() throws Exception {
        byte[] program = Files.readAllBytes(LS);
        byte[] narrow = program.clone();
        narrow[4] = 1;
        refused(Code.SG0704, scaffold(Scaffolds.programs(file("narrow", narrow))), "32-bit");
        byte[] foreign = program.clone();
        foreign[18] = 22;
        foreign[19] = 0;
        refused(Code.SG0704, scaffold(Scaffolds.programs(file("foreign", foreign))), "S/390");
    }

    @Test
    void aStaticProgram() throws Exception {
        Path source = Files.writeString(folder.resolve("main.c"), "int main(void) { return 0; }\n");
        Path program = folder.resolve("main");
        Process cc = new ProcessBuilder(
                        "cc", "-static", "-nostartfiles", "-Wl,-emain", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).isZero();
        refused(Code.SG0705, scaffold(Scaffolds.programs(program)), "imports nothing: it is linked statically");
    }
}
