package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a compilation, and what of it. */
final class CompilerCommandTest {

    @TempDir
    private Path folder;

    private List<CompileCommands.Entry> entries(String program, String... arguments) {
        CompileCommands commands = new CompileCommands();
        commands.ran(execution(program, true, arguments));
        return commands.entries();
    }

    private Executions.Execution execution(String program, boolean whole, String... arguments) {
        List<String> all = new ArrayList<>(List.of(program.substring(program.lastIndexOf('/') + 1)));
        all.addAll(List.of(arguments));
        return new Executions.Execution(program, all, whole, folder.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc",
                "c++",
                "gcc",
                "g++",
                "clang",
                "clang++",
                "gcc-12",
                "clang++-14",
                "c99",
                "x86_64-linux-gnu-gcc-12",
                "arm-none-eabi-g++",
                "aarch64-linux-gnu-gcc-12.2"
            })
    void theseCompile(String name) {
        assertThat(entries("/usr/bin/" + name, "-c", "a.c")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cc1", "cc1plus", "as", "ld", "collect2", "gcc-ar", "clang-format", "make", "mycc.sh", "ccache"})
    void theseDoNot(String name) {
        assertThat(entries("/usr/bin/" + name, "-c", "a.c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-E a.c",
                "-M a.c",
                "-MM a.c",
                "--version",
                "-o program a.o b.o",
                "-cc1 -emit-obj a.c",
                "-print-file-name=a.c",
                "-include a.c b.o",
                "-E -",
                "-xc -",
                "-### a.c",
                "-o a.c"
            })
    void nothingIsCompiled(String arguments) {
        assertThat(entries("/usr/bin/clang", arguments.split(" "))).isEmpty();
    }

    @Test
    void eachSourceHasItsOwnCommand() {
        assertThat(entries("/usr/bin/gcc", "-I", "x.c", "a.c", "../b.cc", "-oprogram", "c.o"))
                .containsExactly(
                        new CompileCommands.Entry(
                                folder.toString(),
                                folder + "/a.c",
                                List.of("/usr/bin/gcc", "-c", "-I", "x.c", "a.c", "-oprogram", "c.o"),
                                Optional.of(folder + "/program")),
                        new CompileCommands.Entry(
                                folder.toString(),
                                folder.getParent() + "/b.cc",
                                List.of("/usr/bin/gcc", "-c", "-I", "x.c", "../b.cc", "-oprogram", "c.o"),
                                Optional.of(folder + "/program")));
    }

    @Test
    void aLanguageMakesASourceOfAnyFile() {
        assertThat(entries("/usr/bin/gcc", "-c", "-x", "c", "one", "-x", "none", "two", "three.S"))
                .extracting(CompileCommands.Entry::file)
                .containsExactly(folder + "/one", folder + "/three.S");
    }

    /** A file of options stays as it is named; one with sources is taken apart. */
    @Test
    void argumentsMayBeInFiles() throws Exception {
        Files.writeString(folder.resolve("options"), "-O1 '-DA=\"a b\"'\n");
        Files.writeString(folder.resolve("all"), "-c \"with space.c\" b\\ c.c @options @missing @all2");
        Files.writeString(folder.resolve("all2"), "@all2 -g");
        assertThat(entries("/usr/bin/gcc", "@options", "-c", "a.c"))
                .extracting(CompileCommands.Entry::arguments)
                .containsExactly(List.of("/usr/bin/gcc", "@options", "-c", "a.c"));
        assertThat(entries("/usr/bin/gcc", "@all"))
                .extracting(CompileCommands.Entry::file)
                .containsExactly(folder + "/with space.c", folder + "/b c.c");
        assertThat(entries("/usr/bin/gcc", "@all").get(1).arguments())
                .startsWith("/usr/bin/gcc", "-c", "b c.c", "-O1", "-DA=\"a b\"", "@missing")
                .endsWith("-g");
    }

    @Test
    void aCommandThatIsNotWholeIsSaid() {
        CompileCommands commands = new CompileCommands();
        commands.ran(execution("/usr/bin/gcc", false, "-c", "a.c"));
        commands.ran(execution("/usr/bin/gcc", true, "-c", "b.c"));
        commands.ran(execution("/usr/bin/gcc", true, "-c", "b.c"));
        assertThat(commands.cut()).containsExactly(folder + "/a.c");
        assertThat(commands.entries()).hasSize(2);
        assertThat(JsonWords.entries(commands.json())).isEqualTo(commands.entries());
        assertThat(new CompileCommands().json()).isEqualTo("[]\n");
    }
}
