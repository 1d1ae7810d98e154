package dev.shimgen.generator.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.trace.TracePlan;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.LibraryOptions;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The C of a plan: what it says, that it compiles without a warning, and what it does. */
final class CEmitterTest {

    private static final String UPDATE = "shimgen.updateGoldens";

    private static final List<String> FLAGS = List.of(
            "-std=gnu11",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fPIC",
            "-shared",
            "-fvisibility=hidden",
            "-fexceptions",
            "-fasynchronous-unwind-tables");

    @TempDir
    private Path folder;

    private final CEmitter emitter = new CEmitter(Templates.load(), Behaviours.load());

    @Test
    void everyShapeIsWrittenAsExpected() throws IOException {
        List<GeneratedFile> every = emitter.emit(Plans.everyShape());
        assertThat(every.subList(0, 3))
                .extracting(GeneratedFile::path)
                .containsExactly("every.c", "every_tables.h", "every_facts.h");
        for (GeneratedFile file : every.subList(0, 3)) {
            assertGolden(file.path(), file.text());
        }
        assertGolden(
                "brackets.c", emitter.emit(Plans.everyShapeInBrackets()).get(0).text());
    }

    @Test
    void handledCallsAreWrittenAsExpected() throws IOException {
        List<GeneratedFile> handled = emitter.emit(Plans.handled());
        assertGolden("handled.c", handled.get(0).text());
        assertGolden("handled_tables.h", handled.get(1).text());
    }

    @Test
    void versionsAreWrittenAsExpected() throws IOException {
        List<GeneratedFile> files = emitter.emit(Plans.versions());
        assertGolden("versions.c", files.get(0).text());
        assertThat(files.get(mapAt(files)).path()).isEqualTo(CEmitter.versionScript("versions"));
        assertGolden("versions.map", files.get(mapAt(files)).text());
    }

    @Test
    void mountsAreWrittenAsExpected() throws IOException {
        assertGolden("mounts.c", emitter.emit(MountPlans.everyShape()).get(0).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void mountsCompileWithoutAWarning(String compiler) throws Exception {
        compile(compiler, MountPlans.everyShape());
    }

    @Test
    void redirectionsAreWrittenAsExpected() throws IOException {
        List<GeneratedFile> files = emitter.emit(RedirectPlans.everyShape());
        assertGolden("redirects.c", files.get(0).text());
        assertGolden("redirects_tables.h", files.get(1).text());
    }

    /** Seen to fail where a function that only some shims use was not marked so: -Wunused-function. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void redirectionsCompileWithoutAWarning(String compiler) throws Exception {
        compile(compiler, RedirectPlans.everyShape());
        compile(compiler, RedirectPlans.smallest());
    }

    private static int mapAt(List<GeneratedFile> files) {
        return files.stream().map(GeneratedFile::path).toList().indexOf(CEmitter.versionScript("versions"));
    }

    private static void assertGolden(String name, String actual) throws IOException {
        Path golden = Path.of("src/test/resources/fixtures/c").resolve(name);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(golden, actual);
        }
        assertThat(actual)
                .as("if the new text is right, run the test again with -D%s=true", UPDATE)
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void emittingTwiceGivesTheSameFiles() {
        assertThat(emitter.emit(Plans.everyShape())).isEqualTo(emitter.emit(Plans.everyShape()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void everyShapeCompilesWithoutAWarning(String compiler) throws Exception {
        compile(compiler, Plans.everyShape());
        compile(compiler, Plans.everyShapeInBrackets());
        compile(compiler, Plans.handled());
    }

    /** gcc has an attribute for it, clang has the assembler's directive only. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void everyVersionIsASymbol(String compiler) throws Exception {
        Path library = compile(
                compiler,
                Plans.versions(),
                "-DSHIMGEN_VERSIONS",
                "-Wl,--version-script=" + CEmitter.versionScript("versions"));
        assertThat(ElfFile.read(library).versionedExports())
                .containsExactly(
                        "__asan_default_options",
                        "memcpy@@GLIBC_2.14",
                        "memcpy@GLIBC_2.2.5",
                        "mlockall",
                        "prctl",
                        "prlimit",
                        "prlimit64",
                        "realpath@@GLIBC_2.3",
                        "realpath@GLIBC_2.2.5",
                        "regfree@@GLIBC_2.3",
                        "regfree@GLIBC_2.2.5",
                        "setrlimit",
                        "setrlimit64",
                        "shimgen_marker",
                        "syscall");
    }

    /** Seen to fail with the mask of O_RDONLY left at ~0: "O_CREAT|O_CLOEXEC" without the access mode. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTracedCallShowsWhatTheProgramAskedFor(boolean inBrackets) throws Exception {
        Path library = compile("gcc", inBrackets ? Plans.everyShapeInBrackets() : Plans.everyShape());
        Path file = folder.resolve("a\nb");

        List<String> trace = trace(library, """
                #include <fcntl.h>
                #include <errno.h>
                #include <stdio.h>
                #include <dirent.h>
                #include <unistd.h>
                #include <sys/stat.h>
                int main(int argc, char **argv) {
                    struct stat st;
                    char link[10];
                    (void)argc;
                    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC | O_SYNC, 0640);
                    if (fcntl(fd, F_GETFL) & O_DSYNC) { return 1; }
                    if (fsync(fd) != -1 || errno != EIO) { return 2; }
                    if (fdatasync(fd) != 0) { return 3; }
                    if (open("missing", O_RDONLY) != -1 || errno != ENOENT) { return 4; }
                    if (write(fd, "12345", 5) != 5 || stat(argv[1], &st) != 0 || st.st_size != 5) { return 5; }
                    if (stat((char *)1, &st) != -1 || errno != EFAULT) { return 6; }
                    if (symlink("12345678901234", "link") != 0 || readlink("link", link, sizeof link) != 10) { return 7; }
                    errno = 77;
                    DIR *d = opendir(".");
                    while (readdir(d) != NULL) { }
                    if (errno != 77) { return 8; }
                    errno = 0;
                    printf("%s %.1f\\n", "text", 1.5);
                    fflush(stdout);
                    _exit(42);
                }
                """, file.toString(), 42);

        String path = folder + "/a\\nb";
        assertThat(trace)
                .contains("open(\"" + path + "\", O_RDWR|O_SYNC|O_CREAT|O_CLOEXEC, 0640) = 3")
                .contains("fsync(3) = -1 EIO (Input/output error)")
                .contains("open(\"missing\", O_RDONLY) = -1 ENOENT (No such file or directory)")
                .contains("readlink(\"link\", \"1234567890\", 10) = 10")
                .anyMatch(line -> line.matches("readdir\\(0x[0-9a-f]+\\) = NULL"))
                .contains("_exit(42) = ?")
                .noneMatch(line -> line.startsWith("fdatasync"));
        // Before glibc 2.33, stat is __xstat to programs, which this hand-made plan has no entry for.
        if (dev.shimgen.generator.resolve.Machine.platform().exports().has("stat")) {
            assertThat(trace)
                    .contains("stat(\"" + path + "\", {st_mode=S_IFREG|0640, st_size=5}) = 0")
                    .anyMatch(line -> line.matches("stat\\(0x1, 0x[0-9a-f]+\\) = -1 EFAULT \\(Bad address\\)"));
        }
    }

    /**
     * An author's behaviour that looks before a jump is C, and so is the trace beside it. Broken with the arguments fetched in another
     * order: {@code execl("true", "/bin/true", ...)}, status 7.
     */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void anAuthorsBehaviourLooksBeforeAJump(String compiler) throws Exception {
        Behaviours behaviours =
                new Behaviours(List.of(new NoteBehaviour(), Behaviours.load().of(new TracePlan(0))));
        ShimPlan plan = Plans.noted();
        Path library = compile(new CEmitter(Templates.load(), behaviours), compiler, plan);
        assertThat(Files.readString(folder.resolve("noted.c")))
                .contains("SHIMGEN_JUMP_BEHIND(execl, \"libc.so.6\", SHIMGEN_ABSENT_MINUS_ONE);")
                .contains("const char *path = va_arg(arguments, const char *);")
                .contains("shimgen_noted = (long)path;");

        List<String> trace = trace(library, """
                #include <stdio.h>
                #include <unistd.h>
                int main(int argc, char **argv) {
                    (void)argc;
                    printf("text 1.5\\n");
                    fflush(stdout);
                    execl(argv[1], "true", (char *)NULL);
                    return 7;
                }
                """, "/bin/true", 0);

        assertThat(trace).contains("execl(\"/bin/true\", \"true\", ...) = ?");
    }

    /** Breaks when the comment leaves out an option that the build has, or has a line too many. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void whatTheFirstCommentSaysMakesTheLibrary(String compiler) throws Exception {
        requireInstalled(compiler);
        write(emitter, Plans.versions());
        String command = Files.readAllLines(folder.resolve("versions.c")).stream()
                .dropWhile(line -> !line.equals(" * Compile it so:"))
                .skip(1)
                .takeWhile(line -> line.startsWith(" *     "))
                .map(line -> line.substring(" * ".length()))
                .collect(Collectors.joining("\n"));
        assertThat(command).startsWith("    cc ").doesNotContain("SHIMGEN_VERSIONS");

        CommandResult result = CommandRunner.run(
                List.of("sh", "-c", command.replaceFirst("cc", compiler)), folder, "", Duration.ofMinutes(2));
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
        ElfFile library = ElfFile.read(folder.resolve("libversions.so"));
        assertThat(library.soname()).isEqualTo("libversions.so");
        assertThat(library.versionedExports()).contains("realpath", "regfree");
        assertThat(command.replaceAll("[\\\\\\s]+", " ").strip())
                .isEqualTo("cc " + String.join(" ", LibraryOptions.of("libversions.so"))
                        + " -o libversions.so versions.c");
    }

    /** Who compiles the file by hand need not know of version scripts. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void withoutTheVersionScriptSymbolsHaveNoVersions(String compiler) throws Exception {
        Path library = compile(compiler, Plans.versions());

        assertThat(ElfFile.read(library).versionedExports())
                .contains("realpath", "regfree")
                .noneMatch(s -> s.contains("@"));
    }

    private Path compile(String compiler, ShimPlan plan, String... more) throws Exception {
        return compile(emitter, compiler, plan, more);
    }

    private Path compile(CEmitter from, String compiler, ShimPlan plan, String... more) throws Exception {
        requireInstalled(compiler);
        write(from, plan);
        Path library = folder.resolve("lib" + plan.name() + "-" + compiler + ".so");
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", library.toString(), plan.name() + ".c"));
        command.addAll(List.of(more));
        CommandResult result = CommandRunner.run(command, folder, "", Duration.ofMinutes(2));
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return library;
    }

    private void write(CEmitter from, ShimPlan plan) throws IOException {
        for (GeneratedFile file : from.emit(plan)) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
    }

    private static void requireInstalled(String compiler) throws CommandRunner.TimeoutException {
        if (!isInstalled(compiler)) {
            String reason = "SKIPPED: no " + compiler + " on this machine; install it to run this test";
            System.out.println(reason);
            abort(reason);
        }
    }

    private static boolean isInstalled(String compiler) throws CommandRunner.TimeoutException {
        try {
            return CommandRunner.run(List.of(compiler, "--version"), null, "", Duration.ofMinutes(2))
                    .ok();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a program under the library; the trace's lines without process id and time. */
    private List<String> trace(Path library, String source, String argument, int status) throws Exception {
        Files.writeString(folder.resolve("program.c"), source);
        Path trace = folder.resolve("trace.txt");
        CommandResult built = CommandRunner.run(
                List.of("gcc", "-D_GNU_SOURCE", "-o", "program", "program.c"), folder, "", Duration.ofMinutes(2));
        assertThat(built.stderr()).isEmpty();
        CommandResult result = CommandRunner.run(
                List.of("env", "LD_PRELOAD=" + library, "SHIMGEN_TRACE=" + trace, "./program", argument),
                folder,
                "",
                Duration.ofMinutes(2));
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo("text 1.5\n");
        assertThat(result.exitCode()).isEqualTo(status);
        return Files.readAllLines(trace).stream()
                .map(line -> line.replaceFirst("^\\[\\d+] ", "").replaceFirst(" <\\d+ µs>$", ""))
                .toList();
    }
}
