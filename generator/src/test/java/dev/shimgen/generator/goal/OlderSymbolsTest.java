package dev.shimgen.generator.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols that only programs built against older headers ask for: no program can be linked to them today. */
class OlderSymbolsTest {

    @TempDir
    private Path folder;

    /** Breaks when their rows and rule are taken from the siblings: dlsym then finds those of libc and libm, past the shim. */
    @Test
    void leadToTheFunctionOfToday() throws Exception {
        TestProject project = new TestProject(folder)
                .spec(
                        "@Trace",
                        "double exp(double x);",
                        "int sigaddset(Pointer set, @OneOf(\"SIGUSR\") int signum);",
                        "int getopt(int argc, Pointer argv, @Text String options);",
                        "int vfscanf(Pointer stream, @Text String format, Pointer ap);");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace = project.trace(library, """
                #include <dlfcn.h>
                #include <signal.h>""", """
                    if (dlopen("libm.so.6", RTLD_NOW | RTLD_GLOBAL) == (void *)0) { return 4; }
                    double (*exp_finite)(double) = (double (*)(double))dlsym(RTLD_DEFAULT, "__exp_finite");
                    int (*add)(sigset_t *, int) = (int (*)(sigset_t *, int))dlsym(RTLD_DEFAULT, "__sigaddset");
                    int (*options)(int, char **, const char *) =
                        (int (*)(int, char **, const char *))dlsym(RTLD_DEFAULT, "__posix_getopt");
                    char *arguments[] = {"program", "-a", (char *)0};
                    sigset_t set;
                    sigemptyset(&set);
                    if (exp_finite(0.0) != 1.0) { return 1; }
                    if (add(&set, SIGUSR1) != 0 || sigismember(&set, SIGUSR1) != 1) { return 2; }
                    return options(2, arguments, "a") == 'a' ? 0 : 3;""");

        assertThat(trace)
                .anyMatch(line -> line.startsWith("exp(0"))
                .anyMatch(line -> line.matches("sigaddset\\(0x[0-9a-f]+, SIGUSR1\\) = 0"))
                .anyMatch(line -> line.matches("getopt\\(2, 0x[0-9a-f]+, \"a\"\\) = 97"));
        assertThat(project.c()).contains("__asm__(\"_IO_vfscanf\")");
    }
}
