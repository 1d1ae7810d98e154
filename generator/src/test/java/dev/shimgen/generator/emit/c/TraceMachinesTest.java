package dev.shimgen.generator.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The assembler of {@code shimgen_trace_jump.h} on each machine that it knows: arguments of all widths in registers of both
 * kinds and on the stack arrive and are shown, results of all kinds come back, and an unwinder finds its way through.
 */
final class TraceMachinesTest {

    private static final String HEADER = """
            #include <stdbool.h>
            #include <stddef.h>
            typedef void handler_type(int);
            long long whole(int a, long b, short c, signed char d, bool e, unsigned f, long long g, unsigned short h, int i,
                       long long j, unsigned char k);
            double real(float a, double b, double c, float d, double e, double f, float g, double h, double i, float j,
                        double k);
            float mixed(int a, double b, const char *c, float d, long long e, double f);
            unsigned long long top(void);
            int *none(bool sets);
            int minus(int error);
            int list(const char *path, const char *first, ...);
            void *place(bool fails);
            handler_type *handler(handler_type *handler);
            unsigned mask(unsigned mask);
            bool frames(void);
            void nothing(signed char a);
            """;

    private static final String FUNCTIONS = """
            #include <errno.h>
            #include <stdarg.h>
            #include <stdio.h>
            #include <unwind.h>
            #include "functions.h"
            long long whole(int a, long b, short c, signed char d, bool e, unsigned f, long long g, unsigned short h, int i,
                       long long j, unsigned char k)
            {
                return a + 2 * b + 3 * c + 4 * d + 5 * e + 6LL * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k;
            }
            double real(float a, double b, double c, float d, double e, double f, float g, double h, double i, float j,
                        double k)
            {
                return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k;
            }
            float mixed(int a, double b, const char *c, float d, long long e, double f)
            {
                return (float)(a + 2 * b + 3 * c[0] + 4 * d + 5 * (double)e + 6 * f);
            }
            unsigned long long top(void)
            {
                return 0x8000000000000001ULL;
            }
            int *none(bool sets)
            {
                if (sets) {
                    errno = ENOENT;
                }
                return NULL;
            }
            int minus(int error)
            {
                if (error >= 0) {
                    errno = error;
                }
                return -1;
            }
            int list(const char *path, const char *first, ...)
            {
                va_list strings;
                va_start(strings, first);
                for (const char *string = first; string != NULL; string = va_arg(strings, const char *)) {
                    printf("%s", string);
                }
                printf("%d ", *va_arg(strings, int *));
                va_end(strings);
                errno = ENOENT;
                return path == NULL ? 0 : -1;
            }
            void *place(bool fails)
            {
                if (fails) {
                    errno = ENOMEM;
                }
                return fails ? (void *)-1 : (void *)0x7000;
            }
            handler_type *handler(handler_type *handler)
            {
                if (handler == (handler_type *)-1) {
                    errno = EINVAL;
                }
                return handler;
            }
            unsigned mask(unsigned mask)
            {
                return mask;
            }
            static _Unwind_Reason_Code frame(struct _Unwind_Context *context, void *count)
            {
                (void)context;
                ++*(int *)count;
                return _URC_NO_REASON;
            }
            bool frames(void)
            {
                int count = 0;
                _Unwind_Backtrace(frame, &count);
                return count > 3;
            }
            void nothing(signed char a)
            {
                (void)a;
            }
            """;

    /**
     * Seen to fail on x86_64 with one word less copied from the stack (689000481862), with xmm0 not restored after the line (0.00), with
     * {@code .cfi_def_cfa_register} left out ("frames() = 0"), with errno not marked ("none(0) = NULL EBADFD"),
     * with 0 for the mark ("minus", 77 in place of 0).
     */
    private static final String SHIM = """
            #define _GNU_SOURCE
            #include "functions.h"
            #include "shimgen_trace_jump.h"
            const struct shimgen_flag shimgen_names[] = {{0, 0, ""}};
            const struct shimgen_trace_field shimgen_fields[] = {{.size = 0}};
            const struct shimgen_trace_structure shimgen_structures[] = {{.size = 0}};
            const struct shimgen_trace_case shimgen_cases[] = {{.value = 0}};
            const struct shimgen_trace_choice shimgen_choices[] = {{.by = 0}};

            SHIMGEN_TRACED(call_whole, 11, sizeof "whole") = {
                .call = {.result = SHIMGEN_RETURNS(long long), .count = 11},
                .arguments = {SHIMGEN_NUMBER(int), SHIMGEN_NUMBER(long), SHIMGEN_NUMBER(short), SHIMGEN_NUMBER(signed char),
                              SHIMGEN_NUMBER(bool), SHIMGEN_NUMBER(unsigned), SHIMGEN_NUMBER(long long),
                              SHIMGEN_NUMBER(unsigned short), SHIMGEN_HIDDEN(int), SHIMGEN_NUMBER(long long),
                              SHIMGEN_NUMBER(unsigned char)},
                .name = "whole",
            };
            SHIMGEN_TRACE(whole, call_whole, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_real, 11, sizeof "real") = {
                .call = {.result = SHIMGEN_RETURNS_FLOATING(double), .count = 11},
                .arguments = {SHIMGEN_FLOATING(float), SHIMGEN_FLOATING(double), SHIMGEN_FLOATING(double),
                              SHIMGEN_FLOATING(float), SHIMGEN_FLOATING(double), SHIMGEN_FLOATING(double),
                              SHIMGEN_FLOATING(float), SHIMGEN_FLOATING(double), SHIMGEN_FLOATING(double),
                              SHIMGEN_FLOATING(float), SHIMGEN_FLOATING(double)},
                .name = "real",
            };
            SHIMGEN_TRACE(real, call_real, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_mixed, 6, sizeof "mixed") = {
                .call = {.result = SHIMGEN_RETURNS_FLOATING(float), .count = 6},
                .arguments = {SHIMGEN_NUMBER(int), SHIMGEN_FLOATING(double), SHIMGEN_STRING, SHIMGEN_FLOATING(float),
                              SHIMGEN_NUMBER(long long), SHIMGEN_FLOATING(double)},
                .name = "mixed",
            };
            SHIMGEN_TRACE(mixed, call_mixed, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_top, 0, sizeof "top") = {
                .call = {.result = SHIMGEN_RETURNS(unsigned long long)},
                .name = "top",
            };
            SHIMGEN_TRACE(top, call_top, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_none, 1, sizeof "none") = {
                .call = {.result = SHIMGEN_RETURNS_POINTER_OR_NULL, .count = 1},
                .arguments = {SHIMGEN_NUMBER(bool)},
                .name = "none",
            };
            SHIMGEN_TRACE(none, call_none, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_minus, 1, sizeof "minus") = {
                .call = {.result = SHIMGEN_RETURNS_OR_MINUS_ONE(int), .count = 1},
                .arguments = {SHIMGEN_NUMBER(int)},
                .name = "minus",
            };
            SHIMGEN_TRACE(minus, call_minus, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_list, 2, sizeof "list") = {
                .call = {.result = SHIMGEN_RETURNS_OR_MINUS_ONE(int), .time = SHIMGEN_TRACE_BOTH, .error = SHIMGEN_ERRNO_CERTAIN, .tail = SHIMGEN_TAIL_ENVIRONMENT, .count = 2},
                .arguments = {SHIMGEN_PATH, SHIMGEN_STRING},
                .name = "list",
            };
            SHIMGEN_TRACE(list, call_list, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_place, 1, sizeof "place") = {
                .call = {.result = SHIMGEN_RETURNS_POINTER_OR_MINUS_ONE, .count = 1},
                .arguments = {SHIMGEN_NUMBER(bool)},
                .name = "place",
            };
            SHIMGEN_TRACE(place, call_place, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_handler, 1, sizeof "handler") = {
                .call = {.result = SHIMGEN_RETURNS_HANDLER, .count = 1},
                .arguments = {SHIMGEN_HANDLER},
                .name = "handler",
            };
            SHIMGEN_TRACE(handler, call_handler, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_mask, 1, sizeof "mask") = {
                .call = {.result = SHIMGEN_RETURNS_MODE(unsigned), .count = 1},
                .arguments = {SHIMGEN_MODE(unsigned)},
                .name = "mask",
            };
            SHIMGEN_TRACE(mask, call_mask, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_frames, 0, sizeof "frames") = {
                .call = {.result = SHIMGEN_RETURNS(bool)},
                .name = "frames",
            };
            SHIMGEN_TRACE(frames, call_frames, "functions.so", SHIMGEN_ABSENT_ZERO);

            SHIMGEN_TRACED(call_nothing, 1, sizeof "nothing") = {
                .call = {.result = SHIMGEN_RETURNS_NOTHING, .count = 1},
                .arguments = {SHIMGEN_NUMBER(signed char)},
                .name = "nothing",
            };
            SHIMGEN_TRACE(nothing, call_nothing, "functions.so", SHIMGEN_ABSENT_ZERO);
            """;

    private static final String PROGRAM = """
            #include <errno.h>
            #include <stdio.h>
            #include "functions.h"

            int main(void)
            {
                /* The first call and the second: found, then only jumped to where nothing is traced. */
                for (int i = 1; i <= 2; i++) {
                    printf("%lld\\n", whole(-1, -20L, -300, -4, true, 4000000000U, -5000000000LL, 60000, i, 70000000000LL, 200));
                    printf("%.2f\\n", real(0.5F, 1, 2, 3.5F, 4, 5, 6.5F, 7, 8, 9.5F, i));
                    printf("%.2f\\n", (double)mixed(i, 2.25, "text", 3.5F, -4000000000LL, 5.5));
                    printf("%llx\\n", top());
                    errno = 77;
                    printf("%d", none(false) == NULL && errno == 77);
                    printf("%d\\n", none(true) == NULL && errno == ENOENT);
                    errno = 77;
                    printf("%d", minus(-1));
                    printf(" %d", errno);
                    printf(" %d", minus(ENOENT));
                    printf(" %d", errno);
                    errno = 77;
                    printf(" %d", minus(0));
                    printf(" %d\\n", errno);
                    static const int number = 42;
                    printf("%d\\n", list("p", "1", "2", "3", "4", "5", "6", "7", "8", "9", (char *)NULL, &number));
                    printf("%d\\n", list("q", "1", (char *)NULL, &number));
                    printf("%d", place(false) == (void *)0x7000 && place(true) == (void *)-1 && errno == ENOMEM);
                    for (long special = -1; special <= 3; special++) {
                        printf("%d", handler((handler_type *)special) == (handler_type *)special);
                    }
                    printf("%o\\n", mask(022));
                    printf("%d\\n", frames());
                    nothing(-3);
                }
                return 0;
            }
            """;

    private static final String RESULTS = """
            689000481257
            352.00
            -20000000000.00
            8000000000000001
            11
            -1 77 -1 2 -1 0
            12345678942 -1
            142 -1
            11111122
            1
            689000481266
            363.00
            -20000000000.00
            8000000000000001
            11
            -1 77 -1 2 -1 0
            12345678942 -1
            142 -1
            11111122
            1
            """;

    private static final String TRACE = """
            whole(-1, -20, -300, -4, 1, 4000000000, -5000000000, 60000, 70000000000, 200) = 689000481257
            real(0.5, 1, 2, 3.5, 4, 5, 6.5, 7, 8, 9.5, 1) = 352
            mixed(1, 2.25, "text", 3.5, -4000000000, 5.5) = -2e+10
            top() = 9223372036854775809
            none(0) = NULL
            none(1) = NULL ENOENT (No such file or directory)
            minus(-1) = -1
            minus(2) = -1 ENOENT (No such file or directory)
            minus(0) = -1
            list("p", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL, 0x) = ?
            list("p", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL, 0x) = -1 ENOENT (No such file or directory)
            list("q", "1", NULL, 0x) = ?
            list("q", "1", NULL, 0x) = -1 ENOENT (No such file or directory)
            place(0) = 0x7000
            place(1) = -1 ENOMEM (Cannot allocate memory)
            handler(SIG_ERR) = SIG_ERR EINVAL (Invalid argument)
            handler(SIG_DFL) = SIG_DFL
            handler(SIG_IGN) = SIG_IGN
            handler(SIG_HOLD) = SIG_HOLD
            handler(0x3) = 0x3
            mask(022) = 022
            frames() = 1
            nothing(-3) = void
            whole(-1, -20, -300, -4, 1, 4000000000, -5000000000, 60000, 70000000000, 200) = 689000481266
            real(0.5, 1, 2, 3.5, 4, 5, 6.5, 7, 8, 9.5, 2) = 363
            mixed(2, 2.25, "text", 3.5, -4000000000, 5.5) = -2e+10
            top() = 9223372036854775809
            none(0) = NULL
            none(1) = NULL ENOENT (No such file or directory)
            minus(-1) = -1
            minus(2) = -1 ENOENT (No such file or directory)
            minus(0) = -1
            list("p", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL, 0x) = ?
            list("p", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL, 0x) = -1 ENOENT (No such file or directory)
            list("q", "1", NULL, 0x) = ?
            list("q", "1", NULL, 0x) = -1 ENOENT (No such file or directory)
            place(0) = 0x7000
            place(1) = -1 ENOMEM (Cannot allocate memory)
            handler(SIG_ERR) = SIG_ERR EINVAL (Invalid argument)
            handler(SIG_DFL) = SIG_DFL
            handler(SIG_IGN) = SIG_IGN
            handler(SIG_HOLD) = SIG_HOLD
            handler(0x3) = 0x3
            mask(022) = 022
            frames() = 1
            nothing(-3) = void
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.emit.c.Machine#compilersAndFlags")
    void argumentsAndResultsArrive(String compiler, String emulator, String flag) throws Exception {
        Machine machine = new Machine(compiler, emulator, folder);
        machine.write(
                "shimgen_trace_jump.h",
                Map.of("functions.h", HEADER, "functions.c", FUNCTIONS, "shim.c", SHIM, "program.c", PROGRAM));
        machine.compile(flag, "-fPIC", "-shared", "-o", "functions.so", "functions.c");
        machine.compile(flag, "-fPIC", "-shared", "-fvisibility=hidden", "-o", "shim.so", "shim.c");
        machine.compile("-O1", "-o", "program", "program.c", "./functions.so");

        assertThat(machine.underShim()).isEqualTo(RESULTS);
        assertThat(machine.underShim("SHIMGEN_TRACE=trace")).isEqualTo(RESULTS);
        assertThat(Files.readString(folder.resolve("trace"))
                        .replaceAll("(?m)^\\[\\d+] ", "")
                        .replaceAll("(?m) <\\d+ µs>$", "")
                        .replaceAll("(?m)^(list.* 0x)\\w+", "$1"))
                .isEqualTo(TRACE);
    }
}
