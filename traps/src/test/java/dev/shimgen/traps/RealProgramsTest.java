package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that common programs test. Each program runs without the shim, under it, and traced. */
final class RealProgramsTest {

    @TempDir
    private Path folder;

    private Under under;

    @BeforeEach
    void shim() throws Exception {
        under = new Under(folder);
    }

    private Under.Outcome runsAsWithout(String... command) throws Exception {
        Under.Outcome without = under.without(command);
        Under.Outcome silent = under.silent(command);
        Under.Outcome traced = under.traced(command);
        for (Under.Outcome outcome : List.of(silent, traced)) {
            assertThat(outcome.status()).as(outcome.describe()).isEqualTo(without.status());
            assertThat(outcome.out()).as(outcome.describe()).isEqualTo(without.out());
            assertThat(outcome.err()).as(outcome.describe()).isEqualTo(without.err());
        }
        assertThat(silent.trace()).isEmpty();
        return traced;
    }

    /** Row 31. Breaks when the trace's descriptor stays open: the list has one more, and subprocess closes it. */
    @Test
    void pythonClosesDescriptorsThatItDoesNotKnow() throws Exception {
        Under.require("python3", "python3 is not installed");
        Under.Outcome traced = runsAsWithout(
                "python3",
                "-c",
                "import os, subprocess\n"
                        + "print(len(os.listdir('/proc/self/fd')))\n"
                        + "print(subprocess.run(['ls', '/proc/self/fd'], close_fds=True, capture_output=True).stdout)\n"
                        + "os.closerange(3, 1000)\n"
                        + "print(os.path.exists('/after'), open('own', 'w').fileno())\n");
        assertThat(traced.out()).as(traced.describe()).contains("False 3");
        assertThat(traced.trace()).contains("stat(\"/after\"");
    }

    /** Row 31. Breaks when the trace's descriptor stays open: bash takes 3 or 255, and lines go into f or g. */
    @Test
    void bashTakesDescriptorsByNumber() throws Exception {
        Under.require("bash", "bash is not installed");
        Path script = Files.writeString(
                folder.resolve("script"),
                "exec 3>f 4>&3 255>g 10>&-\necho one >&3; echo two >&4; echo three >&255; test -e /after\n"
                        // The trace's own has three digits or more; ls of Debian 11 has begun to write by then.
                        + "exec 3>&- 255>&-; cat f g; ls /proc/self/fd | grep -x '[0-9][0-9]\\?'\n");
        Under.Outcome traced = runsAsWithout("bash", script.toString());
        assertThat(traced.out()).as(traced.describe()).startsWith("one\ntwo\nthree\n");
        assertThat(traced.trace()).contains("stat(\"/after\"");
        assertThat(folder.resolve("f")).hasContent("one\ntwo\n");
    }

    /** Row 48. Breaks when the byte is printed unchanged: the trace has no {@code \377}. */
    @Test
    void lsShowsANameThatIsNoText() throws Exception {
        under.without("bash", "-c", "mkdir d; touch d/$'a\\377b'");
        Under.Outcome traced = runsAsWithout("ls", "-l", "--show-control-chars", "d");
        assertThat(traced.out()).as(traced.describe()).contains("a\u00ffb");
        assertThat(traced.trace()).contains("d/a\\377b\"").doesNotContain("\u00ff");
    }

    /** Row 34. Breaks when the shim puts itself into the environment again: the child is traced, or prints more. */
    @Test
    void aProgramWithAnEmptyEnvironmentIsLeftAlone() throws Exception {
        Under.Outcome traced = runsAsWithout("env", "-i", "/usr/bin/env");
        assertThat(traced.out()).as(traced.describe()).isEmpty();
        assertThat(runsAsWithout("env", "-i", "A=1", "B=", "/bin/sh", "-c", "cat /proc/self/environ; cat /missing")
                        .trace())
                .doesNotContain("/missing");
    }

    /**
     * Row 40: strace(1) sees the same calls as they reach the kernel. Breaks when a path is changed on its way, or
     * printed in another form.
     */
    @Test
    void pathsAgreeWithThoseOfStrace() throws Exception {
        Under.require("strace", "strace is not installed");
        String source = Files.readString(Path.of("src/test/c/40_paths.c"));
        Path header = Path.of("src/test/c").toAbsolutePath();
        Path program = under.compile("a C compiler", source, "cc", "-D_GNU_SOURCE", "-I" + header);
        Under.Outcome outcome = under.traced(
                "strace", "-o", "kernel", "-e", "trace=%file", "-s", "256", "-E", "TRAP_TRACE", program.toString());
        if (outcome.err().contains("PTRACE")) {
            Under.skip("this machine does not allow ptrace(2)");
        }
        assertThat(outcome.status()).as(outcome.describe()).isZero();
        // mkdir is the only call that the spec passes through without a trace line.
        String kernel = Under.bytes(folder.resolve("kernel"))
                .lines()
                .filter(line -> !line.startsWith("mkdir"))
                .collect(Collectors.joining("\n"));
        assertThat(paths(outcome.trace())).isEqualTo(paths(kernel));
        assertThat(paths(outcome.trace()))
                .contains("trap-d/../trap-d//./trap-f = 0", "trap-l/ = 0")
                .hasSizeGreaterThan(15);
    }

    /** The paths that the test itself names, each with the result. */
    private static List<String> paths(String lines) {
        Pattern call = Pattern.compile("\\w+\\(.*?\"((?:\\.\\./)?trap-[^\"]*)\".*\\) += (-?\\d+).*");
        return lines.lines()
                .map(call::matcher)
                .filter(match -> match.find())
                .map(match -> match.group(1) + " = " + match.group(2))
                .toList();
    }

    /**
     * Rows 36 and 46. Nothing of the shim is loaded, so nothing of it can break; but the program must not print a
     * message.
     */
    @Test
    void aStaticChildRunsUnseen() throws Exception {
        Path program = under.compile(
                "libc.a is not installed (libc6-dev)",
                "#include <stdio.h>\n#include <unistd.h>\nint main(void) { access(\"/static\", 0); puts(\"static\"); }\n",
                "cc",
                "-static");
        Under.Outcome traced = runsAsWithout("sh", "-c", "test -e /dynamic; " + program);
        assertThat(traced.out()).as(traced.describe()).isEqualTo("static\n");
        assertThat(traced.trace()).contains("/dynamic").doesNotContain("/static");
    }

    /**
     * Row 36: musl's loader reads LD_PRELOAD too, and ends a program whose preload library needs what musl lacks. Breaks
     * when _r_debug is not a weak symbol: exit status 127, "_r_debug: symbol not found".
     */
    @Test
    void aMuslChildRuns() throws Exception {
        Path program = under.compile(
                "musl-gcc is not installed (musl-tools)",
                "#include <stdio.h>\n#include <unistd.h>\nint main(void) { access(\"/musl\", 0); puts(\"musl\"); }\n",
                "musl-gcc");
        assertThat(runsAsWithout(program.toString()).out()).isEqualTo("musl\n");
        assertThat(runsAsWithout("sh", "-c", "test -e /dynamic; " + program).trace())
                .contains("/dynamic");
    }

    /**
     * Row 36: the dynamic linker of the other ELF class prints that it ignores the shim, and goes on. It comes from the
     * cross compiler's libc, since Debian's gcc-multilib cannot be installed beside cross compilers.
     */
    @Test
    void aChildOfAnotherClassRuns() throws Exception {
        Path program = under.compile(
                "a compiler and libc for i386 are not installed (gcc-i686-linux-gnu, libc6-dev-i386-cross)",
                "#include <stdio.h>\nint main(void) { return puts(\"i386\") < 0; }\n",
                "i686-linux-gnu-gcc",
                "-Wl,--dynamic-linker=/usr/i686-linux-gnu/lib/ld-linux.so.2",
                "-Wl,-rpath,/usr/i686-linux-gnu/lib");
        if (ForeignPlatform.I386.emulator().isPresent()) {
            Under.skip("this kernel runs no i386 programs");
        }
        Under.Outcome traced = under.traced(program.toString());
        assertThat(traced.status()).as(traced.describe()).isZero();
        assertThat(traced.out()).as(traced.describe()).isEqualTo("i386\n");
        assertThat(traced.err())
                .as(traced.describe())
                .contains("cannot be preloaded")
                .contains("ignored");
    }

    /** Row 33: what programs send each other through pipes is not mixed with the trace, even if that goes to stderr. */
    @Test
    void pipesCarryWhatTheProgramsSay() throws Exception {
        String work =
                "printf 'a\\nb\\na\\n' | sort | uniq -c | tr -d ' '; printf abc | wc -c; ls /missing 2>/dev/null || echo $?";
        Under.Outcome toStderr = under.traced("env", "SHIMGEN_TRACE=stderr", "sh", "-c", work);
        assertThat(toStderr.out())
                .as(toStderr.describe())
                .isEqualTo(runsAsWithout("sh", "-c", work).out())
                .isEqualTo("2a\n1b\n3\n2\n");
        assertThat(toStderr.err().getBytes(StandardCharsets.ISO_8859_1)).isNotEmpty();
    }
}
