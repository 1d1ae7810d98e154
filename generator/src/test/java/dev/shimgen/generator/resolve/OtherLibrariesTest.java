package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.CCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs that name functions of other libraries than libc, which no shim can have today. */
class OtherLibrariesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void build() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("gadget.h"), "int gdopen(int n);\nint gdvanish(int n);\n");
        Path source = Files.writeString(
                folder.resolve("gadget.c"),
                "int gdopen(int n) { return n; }\nstatic const char *text = \"gdhidden\";\n"
                        + "int gddata = 1;\nconst char *gdtext(void) { return text; }\n");
        Process cc = new ProcessBuilder(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-o",
                        folder.resolve("libgadget.so.4").toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).isZero();
        Files.createSymbolicLink(folder.resolve("libgadget.so"), Path.of("libgadget.so.4"));
        Files.writeString(folder.resolve("libscript.so"), "INPUT(libgadget.so)\n");
    }

    /** The link editor's folders of a compiler are those, too, that {@code -B} names. */
    private String refused(String name, String annotation, String method) throws GenerationException {
        CCompiler compiler = Machine.compiler().with("-B" + folder).including(List.of(folder));
        ShimSpec spec = Machine.spec(name, annotation, "", method);
        Diagnostics diagnostics = new Diagnostics();
        assertThatThrownBy(() ->
                        new Planner(compiler, new Behaviours(List.of())).plan(spec, Machine.catalogue(), diagnostics))
                .isInstanceOf(GenerationException.class);
        return Machine.text(diagnostics.all());
    }

    /** Seen to say: no function "gdopen" in the headers of x86_64-linux-gnu; did you mean "dlopen" (dlfcn.h)? */
    @Test
    void aFunctionOfAnotherLibrary() throws Exception {
        assertThat(refused("Gadget", "@Shim(\"gadget\")", "int gdopen(int n);"))
                .startsWith("Gadget.java:8:9: error: [SG0102] gdopen is a function of libgadget.so.4, and not of the C"
                        + " library: shimgen wraps functions of the C library alone today.")
                .contains("-Dshimgen.imports=" + folder.resolve("libgadget.so.4"))
                .doesNotContain("dlopen");
    }

    /** Seen to say that it is declared in gadget.h, and a macro, an inline function or in a part of libc. */
    @Test
    void aFunctionWhosePrototypeTheAuthorHasWritten() throws Exception {
        assertThat(refused(
                        "WrittenGadget",
                        "@Shim(\"writtengadget\")",
                        "@Wrap(prototype = \"int gdopen(int n)\", header = \"gadget.h\") int gdopen(int n);"))
                .contains("[SG0208] gdopen is a function of libgadget.so.4, and not of the C library");
    }

    @Test
    void aFunctionThatIsOnlyDeclared() throws Exception {
        assertThat(refused(
                        "Vanished",
                        "@Shim(\"vanished\")",
                        "@Wrap(prototype = \"int gdvanish(int n)\", header = \"gadget.h\") int gdvanish(int n);"))
                .contains("[SG0208] gdvanish is declared in <gadget.h>, which is no header of the C library")
                .contains("another library exports it")
                .doesNotContain("inline");
    }

    /** Seen to say: no function "gdvanish" in the headers of x86_64-linux-gnu; did you mean …, as if no header had it. */
    @Test
    void aFunctionOfAHeaderThatTheAuthorNames() throws Exception {
        assertThat(refused("Named", "@Shim(value = \"named\", headers = \"gadget.h\")", "int gdvanish(int n);"))
                .contains("[SG0102] gdvanish is declared in <gadget.h>, which is no header of the C library")
                .contains(
                        "shimgen wraps functions of the C library, and of the libraries that belong to it, alone today")
                .contains("the recorded catalogue has the C library's alone");
    }

    @Test
    void whatNobodyHasHeardOf() throws Exception {
        assertThat(refused("Unheard", "@Shim(\"unheard\")", "int gd_submits_jobs(int n);"))
                .contains("[SG0102] no function \"gd_submits_jobs\" in the headers of ")
                .contains(": shimgen wraps functions of the C library, and of the libraries that belong to it, alone");
        assertThat(refused("Slip", "@Shim(\"slip\")", "int acess(@Path String path, int mode);"))
                .contains("did you mean \"access\"")
                .doesNotContain("alone today");
    }

    /** A text in a library, or a variable, is no function. */
    @Test
    void whatIsNoFunctionOfTheOtherLibrary() throws Exception {
        assertThat(refused("Hidden", "@Shim(\"hidden\")", "int gdhidden(int n);"))
                .contains("[SG0102] no function \"gdhidden\" in the headers");
        assertThat(refused("Data", "@Shim(\"data\")", "int gddata(int n);"))
                .contains("[SG0102] no function \"gddata\" in the headers");
    }
}
