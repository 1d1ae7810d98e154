package dev.shimgen.generator.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One function for each shape that a declaration can have, from the interface to a program that runs under the library. */
class ShapesInUseTest {

    @TempDir
    private Path folder;

    private TestProject project;

    @BeforeEach
    void emptyProject() {
        project = new TestProject(folder);
    }

    /** Seen to fail with jmp_buf fetched as the array that it is a typedef of: "array initializer must be a list". */
    @Test
    void everyShapeOfPrototype() throws Exception {
        project.spec(
                "@Trace",
                "Struct div(int numer, int denom);",
                "Struct cexp(Struct z);",
                "int vsnprintf(Pointer s, long maxlen, @Text String format, Pointer arg);",
                "Pointer signal(int sig, Pointer handler);",
                "Pointer tmpnam(Pointer s);",
                "int regexec(Pointer preg, @Text String string, long nmatch, Pointer pmatch, int eflags);",
                "int setjmp(Pointer env);",
                "@Wrap(prototype = \"long double strtold(const char *restrict nptr, char **restrict endptr)\","
                        + " header = \"stdlib.h\") Opaque strtold(@Text String nptr, Pointer endptr);");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace = project.trace(library, """
                #include <complex.h>
                #include <regex.h>
                #include <signal.h>
                #include <stdarg.h>
                #include <stdio.h>
                #include <stdlib.h>
                #include <string.h>

                static int format(char *text, const char *form, ...)
                {
                    va_list list;
                    va_start(list, form);
                    int length = vsnprintf(text, 32, form, list);
                    va_end(list);
                    return length;
                }

                static void handler(int number)
                {
                    (void)number;
                }
                """, """
                    div_t divided = div(7, 2);
                    if (divided.quot != 3 || divided.rem != 1) { return 1; }
                    volatile double zero = 0;
                    if (creal(cexp(zero + 0 * I)) != 1.0) { return 2; }
                    char text[32];
                    if (format(text, "%d %.1f", 42, 1.5) != 6 || strcmp(text, "42 1.5") != 0) { return 3; }
                    if (signal(SIGUSR1, handler) != SIG_DFL || signal(SIGUSR1, SIG_IGN) != handler) { return 4; }
                    regex_t expression;
                    regmatch_t found[2];
                    if (regcomp(&expression, "b(c)", REG_EXTENDED) != 0) { return 5; }
                    if (regexec(&expression, "abcd", 2, found, 0) != 0 || found[1].rm_so != 2) { return 6; }
                    char *end;
                    if (strtold("2.5x", &end) != 2.5L || *end != 'x') { return 7; }
                    return 0;""");

        assertThat(trace)
                .contains("div(7, 2) = {...}", "cexp({...}) = {...}")
                .anyMatch(line -> line.matches("vsnprintf\\(0x[0-9a-f]+, 32, \"%d %.1f\", \\{...}\\) = 6"))
                .anyMatch(line -> line.matches("signal\\(10, 0x[0-9a-f]+\\) = SIG_DFL"))
                .anyMatch(line -> line.matches("regexec\\(0x[0-9a-f]+, \"abcd\", 2, 0x[0-9a-f]+, 0\\) = 0"))
                .anyMatch(line -> line.matches("strtold\\(\"2.5x\", 0x[0-9a-f]+\\) = 2.5"));
        assertThat(project.java("TestCalls"))
                .contains("for which Java has no type: it can be wrapped, not called")
                .contains("is not for Java: it saves the frame of its caller");
        assertThat(project.c())
                .contains("SHIMGEN_TRACE(setjmp, shimgen_call_setjmp, \"libc.so.6\", SHIMGEN_ABSENT_")
                .contains("SHIMGEN_TRACE(vsnprintf, shimgen_call_vsnprintf, \"libc.so.6\", SHIMGEN_ABSENT_")
                .contains("__typeof__(strtold), __typeof__(shimgen_wrap_strtold)");
    }

    /** An old-style declaration, {@code ()}, says nothing of its parameters: none is handed on. */
    @Test
    void aDeclarationWithoutPrototype() throws Exception {
        project.spec(
                "@Trace",
                "int getpid();",
                "@Wrap(prototype = \"int getppid()\", header = \"unistd.h\") int getppid();");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace =
                project.trace(library, "#include <unistd.h>", "return getpid() > 0 && getppid() > 0 ? 0 : 1;");

        assertThat(trace)
                .anyMatch(line -> line.matches("getpid\\(\\) = \\d+"))
                .anyMatch(line -> line.matches("getppid\\(\\) = \\d+"));
    }

    /** Numbers are printed as %g of printf does, and no flag of fenv(3) tells of it. */
    @Test
    void numbersArePrintedWithoutArithmetic() throws Exception {
        project.spec(
                "@Trace",
                "double ldexp(double x, int exponent);",
                "@Wrap(prototype = \"long double ldexpl(long double x,"
                        + " int exponent)\", header = \"math.h\") Opaque ldexpl(Opaque x, int exponent);");
        project.generate();
        Path library = project.compileWithBoth();

        List<String> trace = project.trace(library, "#include <fenv.h>\n#include <math.h>", """
                    double (*volatile scaled)(double, int) = ldexp;
                    long double (*volatile widely)(long double, int) = ldexpl;
                    feclearexcept(FE_ALL_EXCEPT);
                    scaled(0.1, 0);
                    scaled(-1.0 / 3, 1);
                    scaled(1, 1000);
                    scaled(5e-324, 0);
                    scaled(999999.5, 0);
                    scaled(123456, 0);
                    scaled(-0.0, 0);
                    scaled(INFINITY, 0);
                    scaled(NAN, 0);
                    widely(1, 16383);
                    widely(-1, -16445);
                    return fetestexcept(FE_ALL_EXCEPT) == 0 ? 0 : 1;""");

        assertThat(trace)
                .containsExactly(
                        "ldexp(0.1, 0) = 0.1",
                        "ldexp(-0.333333, 1) = -0.666667",
                        "ldexp(1, 1000) = 1.07151e+301",
                        "ldexp(4.94066e-324, 0) = 4.94066e-324",
                        "ldexp(1e+06, 0) = 1e+06",
                        "ldexp(123456, 0) = 123456",
                        "ldexp(-0, 0) = -0",
                        "ldexp(inf, 0) = inf",
                        "ldexp(nan, 0) = nan",
                        "ldexpl(1, 16383) = 5.94866e+4931",
                        "ldexpl(-1, -16445) = -3.6452e-4951");
    }
}
