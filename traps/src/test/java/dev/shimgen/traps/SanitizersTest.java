package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row 29: programs built with a sanitizer. Its runtime wraps libc, too; the shim's wrappers pass calls on to it, so it
 * still finds errors. Breaks when the shim does not export {@code __asan_default_options}: "ASan runtime does not come
 * first in initial library list", exit status 1.
 */
final class SanitizersTest {

    private static final String PROGRAM = """
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/stat.h>
            #include <unistd.h>
            static int shared;
            static void *count(void *unused) { for (int i = 0; i < 1000; i++) shared++; return unused; }
            int main(int argc, char **argv) {
                struct stat status;
                char *block = malloc(10);
                if (access("/sanitized", F_OK) != -1 || stat("/", &status) != 0) return 2;
                FILE *file = fopen("/etc/passwd", "r");
                if (file == NULL || fgets(block, 10, file) == NULL || fclose(file) != 0) return 3;
                if (argc > 1) {
                    pthread_t thread;
                    pthread_create(&thread, NULL, count, NULL);
                    count(NULL);
                    pthread_join(thread, NULL);
                    free(block);
                    volatile int shift = 40 + argc;
                    return block[3] == 'x' ? 1 : (1 << shift) & 1;
                }
                free(block);
                puts("fine");
                return 0;
            }
            """;

    @TempDir
    private Path folder;

    /**
     * clang's run-time library starts llvm-symbolizer, which may outlive the program a little, and writes a trace to
     * the folder.
     */
    @AfterEach
    void letWhatProgramsStartedEnd() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (ProcessHandle.allProcesses().anyMatch(this::worksInFolder) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private boolean worksInFolder(ProcessHandle process) {
        Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(directory).startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // it has ended, or is somebody else's
        }
    }

    static Stream<Arguments> builds() {
        return Stream.of("gcc", "clang")
                .flatMap(compiler -> Stream.of(
                        Arguments.of(compiler, "address", "heap-use-after-free"),
                        Arguments.of(compiler, "thread", "data race"),
                        Arguments.of(compiler, "undefined", "shift exponent")));
    }

    @ParameterizedTest(name = "{0} -fsanitize={1}")
    @MethodSource("builds")
    void whatTheSanitizerFindsStillComesOut(String compiler, String sanitizer, String finding) throws Exception {
        Under under = new Under(folder);
        String program = under.compile(
                        compiler + " has no -fsanitize=" + sanitizer + " here (gcc; libclang-rt-dev)",
                        PROGRAM,
                        compiler,
                        "-g",
                        "-pthread",
                        "-fsanitize=" + sanitizer)
                .toString();
        if (under.without(program).status() != 0) {
            Under.skip("-fsanitize=" + sanitizer + " of " + compiler + " does not run on this kernel without a shim");
        }
        check(under, program, finding);
        // The runtime as a shared library, which it always is with gcc.
        if (compiler.equals("clang") && !sanitizer.equals("thread")) {
            String shared = under.compile(
                            "clang has no shared runtime of -fsanitize=" + sanitizer,
                            PROGRAM,
                            compiler,
                            "-g",
                            "-pthread",
                            "-shared-libsan",
                            "-fsanitize=" + sanitizer,
                            "-Wl,-rpath,"
                                    + under.without("clang", "-print-runtime-dir")
                                            .out()
                                            .strip()
                                            .replaceFirst("/[^/]*$", "/linux"))
                    .toString();
            if (under.without(shared).status() != 0) {
                Under.skip("clang's shared runtime is not found by the dynamic linker");
            }
            check(under, shared, finding);
        }
    }

    private static void check(Under under, String program, String finding) throws Exception {
        assertThat(under.without(program, "bad").err()).contains(finding);
        for (Under.Outcome outcome :
                new Under.Outcome[] {under.silent(program), under.traced(program), under.traced(program)}) {
            assertThat(outcome.err()).as(outcome.describe()).isEmpty();
            assertThat(outcome.status()).as(outcome.describe()).isZero();
            assertThat(outcome.out()).as(outcome.describe()).isEqualTo("fine\n");
        }
        assertThat(under.traced(program).trace()).contains("access(\"/sanitized\", F_OK) = -1 ENOENT");
        assertThat(under.silent(program, "bad").err()).contains(finding);
        assertThat(under.traced(program, "bad").err()).contains(finding);
    }
}
