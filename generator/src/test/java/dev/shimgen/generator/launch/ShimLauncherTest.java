package dev.shimgen.generator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShimLauncherTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void twoShims() throws Exception {
        // Two C files make two real libraries: each says at exit that it was there.
        build("one");
        build("two");
    }

    @Test
    void preloadsTheShimAndKeepsOtherPreloads() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.move(folder.resolve("libtwo.so"), other.resolve("libtwo.so"));

        int status = run(request(
                "sh -c 'printf %s \"$LD_PRELOAD\" > preload; exit 3'",
                List.of("one"), Map.of("LD_PRELOAD", other.resolve("libtwo.so").toString())));

        assertThat(status).isEqualTo(3);
        assertThat(folder.resolve("preload"))
                .hasContent(folder.resolve("libone.so") + ":" + other.resolve("libtwo.so"));
        assertThat(folder.resolve("one")).exists();
        assertThat(folder.resolve("two")).exists();
    }

    @Test
    void ldSoFindsALibraryWhosePathHasASpaceOrAColon() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("my shims: $ORIGIN"));
        Files.move(folder.resolve("libone.so"), odd.resolve("libone.so"));

        int status = run(new LaunchRequest("true", BuiltShims.in(odd), List.of(), folder, "", Map.of()));

        assertThat(status).isZero();
        assertThat(folder.resolve("one")).exists();
    }

    @Test
    void setsTheTraceVariableWhenAsked() throws Exception {
        run(new LaunchRequest(
                "sh -c 'printf %s \"$SHIMGEN_TRACE\" > trace'",
                BuiltShims.in(folder), List.of("one"), folder, "t.%p", Map.of()));
        assertThat(folder.resolve("trace")).hasContent("t.%p");
    }

    /** Seen to fail without the inspection: no warning, and a file "STDERR". */
    @Test
    void saysBeforeTheStartThatTheTraceCannotBeWritten() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("sub"));
        assertThat(traceWarnings("sub/t.%p")).isEmpty();
        assertThat(traceWarnings("stderr")).isEmpty();
        assertThat(traceWarnings("/dev/full")).isEmpty();
        assertThat(traceWarnings("no/t"))
                .singleElement()
                .asString()
                .contains("[SG0608]", "there is no folder " + folder.resolve("no"), "-Dshimgen.trace=stderr");
        assertThat(traceWarnings("sub")).singleElement().asString().contains("[SG0608]", "is a folder");
        assertThat(traceWarnings("link")).singleElement().asString().contains("[SG0608]", "is a symbolic link");
        for (String word : List.of("stdout", "STDERR", "Stderr")) {
            assertThatThrownBy(() -> traceWarnings(word))
                    .isInstanceOf(GenerationException.class)
                    .hasMessageContaining("[SG0603]")
                    .hasMessageContaining("\"./" + word + "\"");
            assertThat(folder.resolve(word)).doesNotExist();
        }
    }

    private List<String> traceWarnings(String trace) throws Exception {
        List<String> warnings = new ArrayList<>();
        ShimLauncher.run(
                new LaunchRequest("true", BuiltShims.in(folder), List.of("one"), folder, trace, Map.of()),
                warning -> warnings.add(warning.format()));
        return warnings;
    }

    @Test
    void severalShimsMustBeNamed() {
        assertThatThrownBy(() -> run(request("true", List.of(), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0603]")
                .hasMessageContaining("one, two")
                .hasMessageContaining("shimgen.shim");
    }

    @Test
    void aShimThatWasNotBuiltIsAnError() {
        assertThatThrownBy(() -> run(request("true", List.of("three"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0602]")
                .hasMessageContaining("\"three\"")
                .hasMessageContaining("there is: one, two");
    }

    @Test
    void noShimAtAllIsAnError() {
        assertThatThrownBy(() -> run(new LaunchRequest(
                        "true", BuiltShims.in(folder.resolve("missing")), List.of(), folder, "", Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0602]");
    }

    @Test
    void noCommandIsAnError() {
        assertThatThrownBy(() -> run(request(" ", List.of("one"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("-Dshimgen.command");
    }

    @Test
    void aCommandThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> run(request("no-such-program-x", List.of("one"), Map.of())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("no-such-program-x");
        // Under a supervisor, too, which is not even started.
        assertThatThrownBy(() -> ShimLauncher.run(
                        request("no-such-program-x", List.of("one"), Map.of()), (words, variables) -> List.of("true")))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("no-such-program-x");
    }

    @Test
    void saysBeforeTheStartThatAProgramPassesByEveryShim() throws Exception {
        Path program = compile("prog", "-static");
        List<Diagnostic> warnings = new ArrayList<>();
        int status = ShimLauncher.run(request(program.toString(), List.of("one"), Map.of()), w -> warnings.add(w));

        assertThat(status).isZero();
        assertThat(folder.resolve("one")).doesNotExist();
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0606);
            assertThat(warning.severity()).isEqualTo(Diagnostic.Severity.WARNING);
            assertThat(warning.message()).contains(program + " is linked statically", "strace(1)");
        });
    }

    @Test
    void looksAtTheInterpreterOfAScript() throws Exception {
        Path program = compile("prog", "-static");
        Path script = Files.writeString(folder.resolve("script"), "#!" + program + " -x\n");
        Path other = Files.writeString(folder.resolve("other"), "#! /usr/bin/env  -S A=1 prog\n");
        for (Path file : List.of(script, other)) {
            assertThat(file.toFile().setExecutable(true)).isTrue();
            List<Diagnostic> warnings = ProgramInspection.of(
                    List.of(file.toString()), folder, Map.of("PATH", folder.toString()), folder.resolve("libone.so"));
            assertThat(warnings)
                    .as(file.toString())
                    .extracting(Diagnostic::code)
                    .containsExactly(Code.SG0606);
        }
        Path loop = Files.writeString(folder.resolve("loop"), "#!" + folder.resolve("loop") + "\n");
        assertThat(inspect(loop)).isEmpty();
    }

    @Test
    void aProgramForAnotherMachineIsNamed() throws Exception {
        byte[] elf = Files.readAllBytes(compile("prog"));
        elf[18] = (byte) 0xb7; // EM_AARCH64
        Path foreign = Files.write(folder.resolve("foreign"), elf);
        assertThat(inspect(foreign)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0607);
            assertThat(warning.message()).contains("another machine", "machine 183");
        });
    }

    @Test
    void aSetUserIdProgramOfAnotherUserIsNamed() throws Exception {
        Path program = compile("prog");
        Files.setAttribute(program, "unix:mode", 04755);
        assertThat(inspect(program))
                .as("our own set-user-ID program has no more rights than we")
                .isEmpty();
        try {
            Files.setAttribute(program, "unix:uid", 12345);
        } catch (IOException e) {
            System.out.println("SKIPPED: only root can give a file away");
            abort("only root can give a file away");
        }
        Files.setAttribute(program, "unix:mode", 04755);
        assertThat(inspect(program)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0607);
            assertThat(warning.message()).contains("rights of its owner", "ld.so(8)");
        });
    }

    @Test
    void aGoProgramIsKnownByItsNote() throws Exception {
        Path source = Files.writeString(folder.resolve("go.c"), """
                __attribute__((section(".note.go.buildid"), aligned(4))) const struct {
                    int name, description, type;
                    char text[4], id[4];
                } note = {4, 4, 4, "Go", "id"};
                int main(void) { return 0; }
                """);
        Path program = folder.resolve("go");
        run(List.of("cc", "-o", program.toString(), source.toString()));
        assertThat(inspect(program))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("Go compiler", "cgo"));
    }

    /**
     * The library is one of that name only; what counts is that the program needs it. Seen to fail when another name is looked
     * for: "Expected size: 1 but was: 0".
     */
    @Test
    void aProgramWithIoUringIsKnownByItsLibrary() throws Exception {
        Path library = folder.resolve("liburing.so.2");
        Path source = Files.writeString(folder.resolve("ring.c"), "int io_uring_get_events(void) { return 0; }\n");
        run(List.of(
                "cc", "-shared", "-fPIC", "-Wl,-soname,liburing.so.2", "-o", library.toString(), source.toString()));
        Path main = Files.writeString(
                folder.resolve("main.c"),
                "int io_uring_get_events(void);\nint main(void) { return io_uring_get_events(); }\n");
        Path program = folder.resolve("ring");
        run(List.of("cc", "-o", program.toString(), main.toString(), library.toString()));
        assertThat(inspect(program)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0606);
            assertThat(warning.message()).contains("liburing", "io_uring(7)");
        });
    }

    @Test
    void nothingIsSaidOfOrdinaryPrograms() throws Exception {
        assertThat(inspect(compile("prog"))).isEmpty();
        for (String word : List.of("ls", "env", "no-such-program-x", "./missing", "/")) {
            assertThat(ProgramInspection.of(List.of(word), folder, System.getenv(), folder.resolve("libone.so")))
                    .as(word)
                    .isEmpty();
        }
        assertThat(inspect(Files.writeString(folder.resolve("short"), "\177ELF")))
                .isEmpty();
    }

    private List<Diagnostic> inspect(Path program) {
        return ProgramInspection.of(List.of(program.toString()), folder, System.getenv(), folder.resolve("libone.so"));
    }

    private Path compile(String name, String... options) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".c"), "int main(void) { return 0; }\n");
        Path program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("cc", "-o", program.toString(), source.toString()));
        command.addAll(List.of(options));
        run(command);
        return program;
    }

    private static void run(List<String> command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(command.toString())
                .isZero();
    }

    /** A run of which no warning is expected. */
    private static int run(LaunchRequest request) throws GenerationException {
        return ShimLauncher.run(request, warning -> fail(warning.format()));
    }

    private LaunchRequest request(String command, List<String> shims, Map<String, String> environment) {
        return new LaunchRequest(command, BuiltShims.in(folder), shims, folder, "", environment);
    }

    private void build(String name) throws Exception {
        Path source = Files.writeString(
                folder.resolve(name + ".c"),
                "#include <fcntl.h>\n#include <unistd.h>\n"
                        + "__attribute__((constructor)) static void here(void) { close(creat(\"" + folder.resolve(name)
                        + "\", 0644)); }\n");
        Process cc = new ProcessBuilder(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        folder.resolve("lib" + name + ".so").toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).as("cc compiles " + name).isZero();
    }
}
