package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row 35: other preload libraries before and after the shim, and two shims at once. Each does its work, and each sees
 * its calls. Breaks when the next definition is taken from libc instead of from the next library in the list: libraries
 * after the shim have no effect.
 */
final class PreloadsTest {

    private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

    @TempDir
    private Path folder;

    private Under under;

    @BeforeEach
    void shim() throws Exception {
        under = new Under(folder);
    }

    static Stream<Arguments> orders() {
        return Stream.of("libeatmydata.so", "libjemalloc.so.2", "libtcmalloc_minimal.so.4", "faketime/libfaketime.so.1")
                .flatMap(library -> Stream.of(Arguments.of(library, true), Arguments.of(library, false)));
    }

    private static Path installed(String library) {
        Path file = LIBRARIES.resolve(library);
        if (!Files.exists(file)) {
            Under.skip(library + " is not installed (eatmydata, faketime, libjemalloc2, libtcmalloc-minimal4)");
        }
        return file;
    }

    @ParameterizedTest(name = "{0}, before the shim: {1}")
    @MethodSource("orders")
    void programsRunInEitherOrder(String library, boolean before) throws Exception {
        Path other = installed(library);
        String preload = before ? other + ":" + under.shim() : under.shim() + ":" + other;
        Under.require("python3", "python3 is not installed");

        Under.Outcome python = under.tracedUnder(
                preload,
                "python3",
                "-c",
                "import os; m = open('/proc/self/maps').read()\n"
                        + "print('libtraps.so' in m, '"
                        + other.getFileName().toString().replaceFirst("\\.so.*", "")
                        + "' in m, os.path.exists('/seen'), sum(len(bytes(i)) for i in range(1000)))\n");
        assertThat(python.err()).as(python.describe()).isEmpty();
        assertThat(python.out()).as(python.describe()).isEqualTo("True True False 499500\n");
        assertThat(python.trace()).contains("stat(\"/seen\", ");

        Under.Outcome shell = under.tracedUnder(preload, "sh", "-c", "ls / | grep -c '^etc$'; exit 7");
        assertThat(shell.out()).as(shell.describe()).isEqualTo("1\n");
        assertThat(shell.status()).as(shell.describe()).isEqualTo(7);
    }

    @ParameterizedTest(name = "{0}, before the shim: {1}")
    @MethodSource("orders")
    void bothDoTheirWork(String library, boolean before) throws Exception {
        Path other = installed(library);
        String preload = before ? other + ":" + under.shim() : under.shim() + ":" + other;
        if (library.equals("libeatmydata.so")) {
            // msync(2) with no memory fails; libeatmydata's succeeds.
            String[] msync = {"python3", "-c", "import ctypes; print(ctypes.CDLL(None).msync(1, 1, 4))"};
            assertThat(under.silent(msync).out()).isEqualTo("-1\n");
            assertThat(under.tracedUnder(preload, msync).out()).isEqualTo("0\n");
        } else if (library.contains("faketime")) {
            String[] date = {"env", "FAKETIME=2001-02-03 04:05:06", "date", "+%Y-%m"};
            assertThat(under.tracedUnder(preload, date).out()).isEqualTo("2001-02\n");
            // The file's time goes through stat, which both wrap.
            Files.createFile(folder.resolve("file"));
            assertThat(under.tracedUnder(preload, "env", "FAKETIME=-10d", "stat", "-c", "%s", "file")
                            .out())
                    .isEqualTo("0\n");
        } else {
            String[] program = {"env", "MALLOC_CONF=abort_conf:true", "sort", "--version"};
            Under.Outcome outcome = under.tracedUnder(preload, program);
            assertThat(outcome.status()).as(outcome.describe()).isZero();
        }
    }

    static Stream<Arguments> allocators() {
        return Stream.of("libjemalloc.so.2", "libtcmalloc_minimal.so.4")
                .flatMap(library -> Stream.of(Arguments.of(library, true), Arguments.of(library, false)));
    }

    /**
     * Row 28, with the shim that wraps malloc and the functions that allocators use. Breaks when the sink takes its
     * memory from the next library's mmap: tcmalloc's calls pthread_once, which is wrapped and needs the sink; a
     * segmentation fault for tcmalloc after the shim (seen with a shim of all of libc).
     */
    @ParameterizedTest(name = "{0}, before the shim: {1}")
    @MethodSource("allocators")
    void allocatorsWorkWhoseFunctionsAreAllWrapped(String library, boolean before) throws Exception {
        Path other = installed(library);
        Path early = Files.copy(Path.of("target/shimgen/libearly.so"), folder.resolve("libearly.so"));
        Under.require("python3", "python3 is not installed");
        Under.Outcome outcome = under.tracedUnder(
                before ? other + ":" + early : early + ":" + other,
                "python3",
                "-c",
                "print(sum(len(bytes(i)) for i in range(1000)))");
        assertThat(outcome.err()).as(outcome.describe()).isEmpty();
        assertThat(outcome.status()).as(outcome.describe()).isZero();
        assertThat(outcome.out()).as(outcome.describe()).isEqualTo("499500\n");
        // The malloc of an allocator that comes first is called instead of the shim's.
        assertThat(outcome.trace()).contains(before ? "] strlen(" : "] malloc(");
    }

    /**
     * Row 56: functions that replace malloc have libc's parameters, even if the program links them. Breaks when such a
     * function is taken for one that only happens to have the name: there is no line of malloc, while strlen has some.
     */
    @Test
    void aLinkedAllocatorIsSeen() throws Exception {
        Path allocator = installed("libjemalloc.so.2");
        Path early = Files.copy(Path.of("target/shimgen/libearly.so"), folder.resolve("libearly.so"));
        Path program = under.compile(
                "a C compiler",
                "#include <stdlib.h>\nint main(void) { char *volatile b = malloc(4321); free(b); return b == NULL; }",
                "cc",
                "-Wl,--no-as-needed",
                allocator.toString());
        Under.Outcome outcome = under.tracedUnder(early.toString(), program.toString());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.trace()).contains("] malloc(4321)");
    }

    @Test
    void fakerootExtendsTheListAndDoesItsWork() throws Exception {
        Under.require("fakeroot", "fakeroot is not installed");
        Under.Outcome outcome = under.traced(
                "fakeroot", "sh", "-c", "touch own; chown 1234:5678 own; stat -c %u:%g own; echo $LD_PRELOAD");
        assertThat(outcome.err()).as(outcome.describe()).isEmpty();
        assertThat(outcome.out())
                .as(outcome.describe())
                .startsWith("1234:5678\n")
                .contains("libfakeroot", under.shim().toString());
        assertThat(outcome.trace()).containsAnyOf("statx(AT_FDCWD, \"own\"", "lstat(\"own\"", "stat(\"own\"");
    }

    @Test
    void twoShimsSeeEachCallOnce() throws Exception {
        Path second = Files.copy(under.shim(), folder.resolve("libsecond.so"));
        for (List<Path> order : List.of(List.of(under.shim(), second), List.of(second, under.shim()))) {
            Under.Outcome outcome = under.tracedUnder(order.get(0) + ":" + order.get(1), "ls", "/missing-for-two");
            assertThat(outcome.status()).as(outcome.describe()).isEqualTo(2);
            assertThat(outcome.err()).as(outcome.describe()).contains("No such file or directory");
            List<String> lines = outcome.trace()
                    .lines()
                    .filter(line -> line.contains("\"/missing-for-two\""))
                    .map(line -> line.replaceFirst(" <.*", ""))
                    .toList();
            assertThat(lines).hasSizeGreaterThan(1);
            assertThat(lines.size() % 2).isZero();
            assertThat(lines.stream().distinct().count()).isEqualTo(lines.size() / 2);
        }
    }

    /** Each of them forwards an old version to the same version of the next one. */
    @Test
    void twoShimsKeepTheVersionsOfSymbols() throws Exception {
        Path second = Files.copy(under.shim(), folder.resolve("libsecond.so"));
        Path header = Path.of("src/test/c").toAbsolutePath();
        Path program = under.compile(
                "a C compiler",
                Files.readString(Path.of("src/test/c/43_symbol_versions.c")),
                "cc",
                "-D_GNU_SOURCE",
                "-w",
                "-I" + header,
                "-pthread",
                "-Wl,--no-as-needed",
                "-lm");
        Under.Outcome outcome = under.tracedUnder(under.shim() + ":" + second, program.toString());
        if (outcome.status() == 77) {
            Under.skip(outcome.err());
        }
        assertThat(outcome.status()).as(outcome.describe()).isZero();
    }
}
