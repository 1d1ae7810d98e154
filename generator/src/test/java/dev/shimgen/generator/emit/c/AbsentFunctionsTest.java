package dev.shimgen.generator.emit.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row 55 of the traps, on each machine that {@code shimgen_jump.h} knows: a program asks for functions that no library of the
 * machine has, which the shim was generated with. They fail in the way that each has, and it is said once for each.
 */
final class AbsentFunctionsTest {

    /** Seen to fail with the stand-in for a floating result left out: "1000" and not "0" on x86_64, for the register still has the argument. */
    private static final String SHIM = """
            #define _GNU_SOURCE
            #include "shimgen_wrapper.h"

            SHIMGEN_JUMP(gone_number, "libgone.so.1", SHIMGEN_ABSENT_MINUS_ONE);
            SHIMGEN_JUMP(gone_long, "libgone.so.1", SHIMGEN_ABSENT_MINUS_ONE);
            SHIMGEN_JUMP(gone_error, "", SHIMGEN_ABSENT_ERROR_NUMBER);
            SHIMGEN_JUMP(gone_pointer, "libgone.so.1", SHIMGEN_ABSENT_ZERO);
            SHIMGEN_JUMP_VERSION(gone_real, "GONE_1", "libgone.so.1", SHIMGEN_ABSENT_FLOATING);
            SHIMGEN_JUMP(gone_extended, "libgone.so.1", SHIMGEN_ABSENT_EXTENDED);

            SHIMGEN_WRAPPED int shimgen_wrap_gone_wrapped(int number);
            SHIMGEN_WRAPPER(gone_wrapped, shimgen_wrap_gone_wrapped, "libgone.so.1", SHIMGEN_ABSENT_MINUS_ONE);
            int shimgen_wrap_gone_wrapped(int number)
            {
                return ((int (*)(int))shimgen_wrapper_next(&shimgen_wrap_gone_wrapped_slot))(number);
            }
            """;

    private static final String PROGRAM = """
            #include <errno.h>
            #include <stdio.h>
            #include <unistd.h>

            extern int gone_number(int) __attribute__((weak));
            extern long long gone_long(int) __attribute__((weak));
            extern int gone_error(int) __attribute__((weak));
            extern void *gone_pointer(void *) __attribute__((weak));
            extern double gone_real(double) __attribute__((weak));
            extern long double gone_extended(long double) __attribute__((weak));
            extern int gone_wrapped(int) __attribute__((weak));

            int main(void)
            {
                dup2(1, 2);
                for (int i = 0; i < 2; i++) {
                    errno = 0;
                    printf("%d", gone_number(1));
                    printf(" %d", errno == ENOSYS);
                    printf(" %lld", gone_long(1));
                    printf(" %d", gone_error(1) == ENOSYS);
                    printf(" %d", gone_pointer(&i) == NULL);
                    printf(" %g", gone_real(1000));
                    printf(" %Lg", gone_extended(1000));
                    printf(" %d\\n", gone_wrapped(1));
                    fflush(stdout);
                }
                return 0;
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.emit.c.Machine#compilersAndFlags")
    void whatNobodyHasFailsAsItWould(String compiler, String emulator, String flag) throws Exception {
        Machine machine = new Machine(compiler, emulator, folder);
        machine.write("shimgen_wrapper.h", Map.of("shim.c", SHIM, "program.c", PROGRAM));
        machine.compile(flag, "-fPIC", "-shared", "-fvisibility=hidden", "-o", "shim.so", "shim.c");
        machine.compile("-O1", "-o", "program", "program.c");

        String message = "shimgen: no library of this machine defines gone_%s; calls of it fail with ENOSYS\n";
        StringBuilder expected = new StringBuilder();
        for (String name : new String[] {"number", "long", "error", "pointer", "real", "extended", "wrapped"}) {
            expected.append(message.formatted(name));
        }
        expected.append("-1 1 -1 1 1 0 0 -1\n".repeat(2));
        assertThat(machine.underShim()).isEqualTo(expected.toString());
    }
}
