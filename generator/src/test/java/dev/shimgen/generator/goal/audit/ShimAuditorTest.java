package dev.shimgen.generator.goal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.shimgen.generator.audit.AuditReport;
import dev.shimgen.generator.audit.AuditReport.Row;
import dev.shimgen.generator.audit.Strace;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.TestProject;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.launch.BuiltShims;
import dev.shimgen.generator.launch.LaunchRequest;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs under a real strace, with a shim that stands before {@code open} and {@code unlink}. */
class ShimAuditorTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String INCLUDES = """
            #include <dirent.h>
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/syscall.h>
            #include <sys/wait.h>
            #include <unistd.h>
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void shim() throws Exception {
        try {
            Strace.find("strace", true, LIMIT);
        } catch (GenerationException e) {
            skip(e.getMessage());
        }
        TestProject project = new TestProject(folder)
                .spec(
                        "",
                        "int open(@Path String path, @Flags(\"O_\") int flags, @Mode int mode);",
                        "int unlink(@Path String pathname);");
        project.generate();
        project.compile("gcc");
    }

    @Test
    void aPassThroughWrapperIsSeen() throws Exception {
        // Breaks when only frames count: both wrappers are jumps, which leave none.
        program("seen", "close(open(\"/etc/passwd\", O_RDONLY)); unlink(\"/no/such/file\"); return 3;");
        AuditReport report = audit("./seen");
        assertThat(report.exitStatus()).isEqualTo(3);
        assertThat(report.seen())
                .containsExactly(new Row("openat", "open", "seen", 1, ""), new Row("unlink", "unlink", "seen", 1, ""));
        assertThat(report.escapes()).isEmpty();
        assertThat(report.programs()).isEqualTo(1);
        assertThat(report.linker()).containsOnlyKeys("");
    }

    @Test
    void callsInsideLibcAreNamedByTheFunctionThatTheProgramCalled() throws Exception {
        // Breaks without a look at the call instruction: fopen ends in a jump to a function that has no symbol.
        program(
                "inside",
                "FILE *f = fopen(\"/etc/passwd\", \"r\"); DIR *d = opendir(\"/\"); return f == NULL || d == NULL;");
        assertThat(audit("./inside").escapes())
                .containsExactly(
                        new Row("openat", "fopen", "inside", 1, "wrap fopen (group FileOpen)"),
                        new Row("openat", "opendir", "inside", 1, "wrap opendir (group Directories)"));
    }

    @Test
    void directCallsAreShownWithTheirPlace() throws Exception {
        program("direct", """
                long result;
                __asm__ volatile("syscall" : "=a"(result) : "0"(SYS_openat), "D"(AT_FDCWD), "S"("/etc/passwd"), "d"(0)
                                 : "rcx", "r11", "memory");
                return result < 0 || syscall(SYS_openat, AT_FDCWD, "/etc/group", O_RDONLY) < 0;
                """);
        assertThat(audit("./direct").escapes())
                .containsExactly(
                        new Row("openat", "main", "direct", 1, "cannot be intercepted: a system call without libc"),
                        new Row("openat", "syscall", "direct", 1, "wrap syscall (group ProcessControl)"));
    }

    @Test
    void libcsOwnAddressLeadsPastTheWrapper() throws Exception {
        program("past", """
                int (*own)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(dlopen("libc.so.6", RTLD_LAZY), "open");
                return own("/etc/passwd", O_RDONLY) < 0;
                """);
        AuditReport report = audit("./past");
        assertThat(report.escapes())
                .containsExactly(new Row(
                        "openat",
                        "open",
                        "past",
                        1,
                        "cannot be intercepted: the address was libc's (dlsym, RTLD_DEEPBIND, dlmopen)"));
        assertThat(report.seen()).isEmpty();
    }

    @Test
    void anAddressThatTheLinkerGaveOfTheWrapperLeadsToIt() throws Exception {
        // Breaks when the linker's word is not heard: nothing is seen of the three calls.
        program("asked", """
                int (*any)(const char *) = (int (*)(const char *))dlsym(RTLD_DEFAULT, "unlink");
                int (*next)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
                int (*own)(const char *) = (int (*)(const char *))dlsym(dlopen(NULL, RTLD_LAZY), "unlink");
                return any("/no/such/file") + next("/no/such/file") + own("/no/such/file") != -3;
                """);
        AuditReport report = audit("./asked");
        assertThat(report.exitStatus()).isZero();
        assertThat(report.seen()).containsExactly(new Row("unlink", "unlink", "asked", 3, ""));
        assertThat(report.escapes()).isEmpty();
        assertThat(report.untold()).isEmpty();
    }

    @Test
    void oneOfTwoAddressesIsNotGuessedAt() throws Exception {
        // Breaks without what dlsym bound to: nobody is said not to be able to tell.
        program("both", """
                int (*any)(const char *) = (int (*)(const char *))dlsym(RTLD_DEFAULT, "unlink");
                int (*own)(const char *) = (int (*)(const char *))dlsym(dlopen("libc.so.6", RTLD_LAZY), "unlink");
                return any("/no/such/file") + own("/no/such/file") != -2;
                """);
        AuditReport report = audit("./both");
        assertThat(report.untold()).containsExactly(new Row("unlink", "unlink", "both", 2, ""));
        assertThat(report.seen()).isEmpty();
        assertThat(report.escapes()).isEmpty();
        assertThat(Files.readString(folder.resolve("audit/test.txt"))).contains("may be the shim's or another");
    }

    @Test
    void anImportThatBoundToLibcLeadsPastTheWrapper() throws Exception {
        // Breaks when imports alone count: RTLD_DEEPBIND lets a library find its own libc before the shim (man 3
        // dlopen).
        library("deep", "int deep(void) { return unlink(\"/no/such/file\"); }");
        program("deepbind", """
                int (*deep)(void) = (int (*)(void))dlsym(dlopen("./libdeep.so", RTLD_NOW | RTLD_DEEPBIND), "deep");
                return deep() != -1;
                """);
        AuditReport report = audit("./deepbind");
        assertThat(report.exitStatus()).isZero();
        assertThat(report.escapes())
                .extracting(Row::call, Row::function, Row::library)
                .containsExactly(tuple("unlink", "unlink", "libdeep.so"));
        assertThat(report.seen()).isEmpty();
    }

    @Test
    void anotherPreloadLibraryBehindTheShimIsNoEscape() throws Exception {
        // Breaks when the wrapper of the other library is taken for the caller: it has libc's address, as it must.
        library("other", """
                int unlink(const char *path)
                {
                    int (*next)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
                    int result = next(path);
                    __asm__ volatile("" ::: "memory");
                    return result;
                }
                """);
        program("behind", "return unlink(\"/no/such/file\") != -1;");
        AuditReport report = ShimAuditor.audit(
                request(
                        folder,
                        "./behind",
                        "strace",
                        true,
                        Map.of("LD_PRELOAD", folder.resolve("libother.so").toString()),
                        "gcc"),
                line -> {});
        assertThat(report.exitStatus()).isZero();
        assertThat(report.seen()).containsExactly(new Row("unlink", "unlink", "behind", 1, ""));
        assertThat(report.escapes()).isEmpty();
    }

    @Test
    void aPointerToAnImportedFunctionLeadsToTheWrapper() throws Exception {
        // Breaks when only calls by name count: the call instruction takes its target from a register.
        program("pointer", """
                int (*volatile imported)(const char *, int, ...) = open;
                return imported("/etc/passwd", O_RDONLY) < 0;
                """);
        AuditReport report = audit("./pointer");
        assertThat(report.seen()).containsExactly(new Row("openat", "open", "pointer", 1, ""));
        assertThat(report.escapes()).isEmpty();
    }

    @Test
    void threadsForksAndSpawnsLoseNothing() throws Exception {
        Files.writeString(folder.resolve("many.c"), INCLUDES + """
                        static void *work(void *unused)
                        {
                            for (int i = 0; i < 50; i++) {
                                close(open("/etc/passwd", O_RDONLY));
                            }
                            return unused;
                        }

                        int main(int argc, char **argv)
                        {
                            pthread_t threads[4];
                            for (int i = 0; i < 4; i++) {
                                pthread_create(&threads[i], NULL, work, NULL);
                            }
                            if (argc > 1) {
                                for (int i = 0; i < 4; i++) {
                                    if (fork() == 0) {
                                        work(NULL);
                                        _exit(0);
                                    }
                                    if (vfork() == 0) {
                                        execl(argv[0], argv[0], (char *)NULL);
                                        _exit(1);
                                    }
                                }
                                while (wait(NULL) > 0) {
                                }
                            }
                            for (int i = 0; i < 4; i++) {
                                pthread_join(threads[i], NULL);
                            }
                            return 0;
                        }
                        """);
        compile("gcc", "many");
        AuditReport report = audit("./many more");
        // 4 threads, 4 children of one thread, 4 programs of 4 threads; 50 calls each.
        assertThat(report.seen()).containsExactly(new Row("openat", "open", "many", (4 + 4 + 16) * 50, ""));
        assertThat(report.escapes()).isEmpty();
        assertThat(report.programs()).isEqualTo(5);
    }

    @Test
    void aStaticProgramIsOneEscape() throws Exception {
        program("fixed", "return open(\"/etc/passwd\", O_RDONLY) < 0;", "-static");
        AuditReport report = audit("sh -c './fixed; ./fixed'");
        assertThat(report.gaps())
                .containsExactly(new AuditReport.GapRow(
                        "fixed", 2, "it has no dynamic linker, so no preload library is loaded"));
        assertThat(report.escapes())
                .containsExactly(new Row("openat", "open", "fixed", 2, "ran without the shim: static program"));
    }

    @Test
    void aProgramOfAnotherMachineIsTold() throws Exception {
        // Breaks when an opened library counts as a loaded one: the dynamic linker opens the shim, and finds it is
        // 64-bit.
        foreign("narrow", "i686-linux-gnu-gcc", "return open(\"/etc/passwd\", O_RDONLY) < 0;");
        requireI386();
        assertRunsByItself("narrow");
        AuditReport report = audit("sh -c './narrow; true'");
        assertThat(report.gaps())
                .containsExactly(new AuditReport.GapRow(
                        "narrow",
                        1,
                        "it is a program for another machine, word size or libc than the shim; build one for it"));
        assertThat(report.escapes())
                .anyMatch(row -> row.library().equals("narrow")
                        && row.call().startsWith("open")
                        && row.remark().equals("ran without the shim: other ABI"));
        assertThat(report.seen()).noneMatch(row -> row.library().equals("narrow"));
    }

    @Test
    void aStaticProgramOfAnotherMachineIsTold() throws Exception {
        foreign("fixed32", "i686-linux-gnu-gcc", "return open(\"/etc/passwd\", O_RDONLY) < 0;", "-static");
        requireI386();
        assertRunsByItself("fixed32");
        AuditReport report = audit("sh -c './fixed32; true'");
        assertThat(report.gaps()).extracting(AuditReport.GapRow::program).containsExactly("fixed32");
        assertThat(report.escapes())
                .anyMatch(row ->
                        row.library().equals("fixed32") && row.remark().equals("ran without the shim: static program"));
    }

    @Test
    void muslLoadsAShimForGlibc() throws Exception {
        // Breaks when a program of another libc counts as one without the shim: musl's linker loads it, and it sees the
        // call.
        foreign("musl", "musl-gcc", "return open(\"/etc/passwd\", O_RDONLY) < 0;");
        assertRunsByItself("musl");
        AuditReport report = audit("sh -c './musl; env -i ./musl'");
        // The linker opens the shim, and the program a file; only a musl with an unwind table tells who did what.
        assertThat(report.untold()).anyMatch(row -> row.call().equals("open"));
        assertThat(report.escapes())
                .filteredOn(row -> row.call().equals("open"))
                .containsExactly(new Row("open", "", "musl", 1, "ran without the shim: no LD_PRELOAD"));
        assertThat(report.gaps()).anySatisfy(gap -> {
            assertThat(gap.program()).isEqualTo("musl");
            assertThat(gap.count()).isEqualTo(1);
            assertThat(gap.why()).contains("without the variable");
        });
    }

    @Test
    void glibcRefusesAShimForMusl() throws Exception {
        // Breaks when an opened library counts as a loaded one: "0 of 0 system calls", and no word why the program
        // ended.
        if (!TestProject.isInstalled("musl-gcc")) {
            skip("no musl-gcc on this machine");
        }
        TestProject project = new TestProject(Files.createDirectories(folder.resolve("for-musl")))
                .spec("", "int open(@Path String path, @Flags(\"O_\") int flags, @Mode int mode);");
        project.generate("musl-gcc");
        project.compile("musl-gcc");
        program("gnu", "return open(\"/etc/passwd\", O_RDONLY) < 0;");
        AuditReport report = ShimAuditor.audit(
                request(folder.resolve("for-musl"), folder + "/gnu", "strace", true, Map.of("LC_ALL", "C"), "musl-gcc"),
                line -> {});
        assertThat(report.exitStatus()).as("of the dynamic linker").isEqualTo(127);
        assertThat(report.gaps())
                .containsExactly(new AuditReport.GapRow(
                        "gnu",
                        1,
                        "it is a program for another machine, word size or libc than the shim; build one for it"));
    }

    @Test
    void aSetUserIdProgramIsTold() throws Exception {
        // Breaks with --seccomp-bpf, for which strace sets no_new_privs: the program cannot read the file, and has the
        // shim.
        requireRoot();
        program("rights", "return open(\"/etc/shadow\", O_RDONLY) < 0;");
        Path rights = reachable("rights");
        // Another user than the owner; only root's strace leaves the program its rights.
        AuditReport report = audit("setpriv --reuid=65534 --clear-groups " + rights);
        assertThat(report.exitStatus()).as("it reads what only root may").isZero();
        assertThat(report.gaps())
                .containsExactly(new AuditReport.GapRow(
                        "rights", 1, "the dynamic linker ignores LD_PRELOAD for it: ld.so(8), secure-execution mode"));
        assertThat(report.escapes())
                .contains(new Row("openat", "open", "rights", 1, "ran without the shim: set-user-ID"));
    }

    @Test
    void aCleanedEnvironmentIsTold() throws Exception {
        program("plain", "return open(\"/etc/passwd\", O_RDONLY) < 0;");
        AuditReport report = audit("env -i ./plain");
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.gaps().get(0).program()).isEqualTo("plain");
        assertThat(report.gaps().get(0).why()).contains("without the variable");
        assertThat(report.escapes())
                .contains(new Row("openat", "open", "plain", 1, "ran without the shim: no LD_PRELOAD"));
    }

    @Test
    void lsOpensItsDirectoryByOpendir() throws Exception {
        AuditReport report = audit("ls /");
        assertThat(report.escapes())
                .contains(new Row("openat", "opendir", "ls", 1, "wrap opendir (group Directories)"));
        assertThat(report.unknownFunctions()).isEmpty();
        assertThat(report.calls()).containsExactly("open", "openat", "unlink", "unlinkat");
    }

    @Test
    void theReportIsAFileAndTheLog() throws Exception {
        StringBuilder log = new StringBuilder();
        ShimAuditor.audit(
                request("ls /", "strace", true), line -> log.append(line).append('\n'));
        String text = Files.readString(folder.resolve("audit/test.txt"));
        assertThat(log.toString()).startsWith(text);
        assertThat(text)
                .startsWith("Escape audit of test: ls /\nexit status 0, 1 program started\n\n")
                .containsPattern("(?m)^  openat +opendir +ls +1  wrap opendir \\(group Directories\\)$")
                .doesNotContain(folder.toString());
    }

    @Test
    void withoutStackTracesTheReportSaysWhatItCannotTell() throws Exception {
        // A strace that was built without an unwinder refuses -k.
        String strace = script("for a in \"$@\"; do [ \"$a\" != -k ] || exit 1; done\nexec strace \"$@\"");
        program("fixed2", "return open(\"/etc/passwd\", O_RDONLY) < 0;", "-static");
        AuditReport report = ShimAuditor.audit(request("sh -c './fixed2; true'", strace, true), line -> {});
        assertThat(report.stackTraces()).isFalse();
        assertThat(report.seen()).isEmpty();
        assertThat(report.untold()).extracting(Row::call).containsExactly("openat");
        assertThat(report.escapes())
                .containsExactly(new Row("openat", "", "fixed2", 1, "ran without the shim: static program"));
        assertThat(Files.readString(folder.resolve("audit/test.txt"))).contains("nobody can tell without stack traces");
    }

    @Test
    void straceIsMissing() {
        assertThatThrownBy(() -> ShimAuditor.audit(request("true", "/no/such/strace", true), line -> {}))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0610]")
                .hasMessageContaining("apt-get install strace")
                .hasMessageContaining("shimgen.strace");
    }

    @Test
    void straceMayNotTrace() throws Exception {
        // What a strace follows cannot be followed by another one: ptrace(2), EPERM.
        String strace = script("exec strace -f -o /dev/null strace \"$@\"");
        assertThatThrownBy(() -> ShimAuditor.audit(request("true", strace, true), line -> {}))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0611]")
                .hasMessageContaining("Operation not permitted")
                .hasMessageContaining("SYS_PTRACE");
    }

    @Test
    void straceEndsTooEarly() throws Exception {
        // As strace 6.1 does when a thread other than the first calls execve: its last lines are missing.
        String strace = script("for a in \"$@\"; do [ \"$p\" != -o ] || f=$a; p=$a; done\nstrace \"$@\"; s=$?\n"
                + "[ \"$f\" = /dev/null ] || sed -i '$d' \"$f\"\nexit $s");
        assertThatThrownBy(() -> ShimAuditor.audit(request("true", strace, true), line -> {}))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0612]")
                .hasMessageContaining("shimgen.stackTraces=false");
    }

    @Test
    void theCommandCannotBeStarted() {
        assertThatThrownBy(() -> audit("./no-such-program"))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0601]")
                .hasMessageContaining("./no-such-program");
        assertThatThrownBy(() -> audit(" ")).hasMessageContaining("[SG0601]");
    }

    private AuditReport audit(String command) throws GenerationException {
        return ShimAuditor.audit(request(command, "strace", true), line -> {});
    }

    private AuditRequest request(String command, String strace, boolean stackTraces) {
        return request(folder, command, strace, stackTraces, Map.of("LC_ALL", "C"), "gcc");
    }

    private AuditRequest request(
            Path project,
            String command,
            String strace,
            boolean stackTraces,
            Map<String, String> environment,
            String compiler) {
        return new AuditRequest(
                new LaunchRequest(
                        command,
                        BuiltShims.in(project.resolve("lib-" + compiler)),
                        List.of(),
                        project,
                        "",
                        environment),
                new CompilationRequest(
                        project.resolve("c"),
                        project.resolve("audit"),
                        project.resolve("state/audit"),
                        compiler,
                        List.of(),
                        LIMIT,
                        System.getenv(),
                        "test"),
                strace,
                stackTraces,
                project.resolve("audit"));
    }

    private void program(String name, String main, String... options) throws Exception {
        Files.writeString(folder.resolve(name + ".c"), INCLUDES + "int main(void)\n{\n" + main + "\n}\n");
        compile("gcc", name, options);
    }

    /** Made by a compiler for another platform, which a machine may lack. */
    private void foreign(String name, String compiler, String main, String... options) throws Exception {
        if (!TestProject.isInstalled(compiler)) {
            skip("no " + compiler + " on this machine");
        }
        Files.writeString(folder.resolve(name + ".c"), INCLUDES + "int main(void)\n{\n" + main + "\n}\n");
        compile(compiler, name, options);
    }

    private void assertRunsByItself(String name) throws Exception {
        try {
            if (CommandRunner.run(List.of("./" + name), folder, "", LIMIT).ok()) {
                return;
            }
        } catch (IOException e) {
            // ENOENT: there is no dynamic linker for it, or ENOEXEC: no such machine.
            skip("./" + name + " does not run here: " + e.getMessage());
        }
        throw new AssertionError("./" + name + " fails without a shim");
    }

    /** Where the kernel runs no i386 programs (ENOEXEC), {@link ProcessBuilder} takes them for scripts of the shell. */
    private void requireI386() throws Exception {
        Path linker = Path.of("/usr/i686-linux-gnu/lib/ld-linux.so.2");
        if (Files.exists(linker)
                && !CommandRunner.run(List.of(linker.toString(), "--version"), folder, "", LIMIT)
                        .ok()) {
            skip("this kernel runs no i386 programs");
        }
    }

    private static void requireRoot() throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            skip("only root's strace leaves a set-user-ID program its rights (strace(1), -u)");
        }
    }

    /** A set-user-ID copy of a program where everybody can run it: the test's folder is its owner's alone. */
    private static Path reachable(String name) throws Exception {
        Path open = Files.createTempDirectory("shimgen-audit");
        Path copy = Files.copy(folder.resolve(name), open.resolve(name));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(copy, "unix:mode", 04755);
        open.toFile().deleteOnExit();
        copy.toFile().deleteOnExit();
        return copy;
    }

    private static void skip(String why) {
        System.out.println("SKIPPED: " + why);
        Assumptions.abort(why);
    }

    private void library(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name + ".c"), INCLUDES + content + "\n");
        compile("gcc", name, "-shared", "-fPIC", "-fno-optimize-sibling-calls", "-o", "lib" + name + ".so");
    }

    private void compile(String compiler, String name, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(compiler, "-O2", "-w", "-D_GNU_SOURCE", "-pthread"));
        line.addAll(List.of(options));
        if (!line.contains("-o")) {
            line.addAll(List.of("-o", name));
        }
        line.add(name + ".c");
        CommandResult built = CommandRunner.run(line, folder, "", LIMIT);
        assertThat(built.stderr()).isEmpty();
    }

    private String script(String text) throws Exception {
        Path file = Files.createTempFile(folder, "strace", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
