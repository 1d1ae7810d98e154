package dev.shimgen.generator.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.templates.SupportCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The support code where no machine has a header of its own: wrappers in C, which nothing jumps to. */
final class OtherMachineTest {

    /** Seen to fail with NULL as the first member of a slot: for clang that is no constant of an atomic type. */
    private static final String SHIM = """
            #define _GNU_SOURCE
            #include "shimgen_wrapper.h"

            SHIMGEN_WRAPPED long shimgen_wrap_labs(long number);
            SHIMGEN_WRAPPER(labs, shimgen_wrap_labs, "libc.so.6", SHIMGEN_ABSENT_ZERO);
            long shimgen_wrap_labs(long number)
            {
                return 1000 + ((long (*)(long))shimgen_wrapper_next(&shimgen_wrap_labs_slot))(number);
            }

            SHIMGEN_WRAPPED long shimgen_wrap_no_such_function(void);
            SHIMGEN_WRAPPER_VERSION(no_such_function, shimgen_wrap_no_such_function, "NONE_1", "libc.so.6",
                                    SHIMGEN_ABSENT_MINUS_ONE);
            long shimgen_wrap_no_such_function(void)
            {
                return ((long (*)(void))shimgen_wrapper_next(&shimgen_wrap_no_such_function_slot))();
            }
            """;

    private static final String PROGRAM = """
            #include <stdio.h>
            #include <stdlib.h>

            extern long no_such_function(void) __attribute__((weak));

            int main(void)
            {
                printf("%ld %ld\\n", labs(-7), no_such_function());
                return 0;
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void wrappersInCFindWhatTheyHide(String compiler) throws Exception {
        for (Map.Entry<String, String> header :
                SupportCode.closure(List.of("shimgen_wrapper.h"), List.of()).entrySet()) {
            Files.writeString(folder.resolve(header.getKey()), header.getValue());
        }
        Files.writeString(folder.resolve("shim.c"), SHIM);
        Files.writeString(folder.resolve("program.c"), PROGRAM);
        List<String> warnings = List.of(compiler, "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2");
        assertThat(run(warnings, "-fPIC", "-shared", "-fvisibility=hidden", "-o", "shim.so", "shim.c")
                        .stderr())
                .isEmpty();
        assertThat(run(warnings, "-fno-builtin", "-o", "program", "program.c").stderr())
                .isEmpty();
        CommandResult result = run(List.of("env", "LD_PRELOAD=./shim.so"), "./program");
        assertThat(result.stdout()).isEqualTo("1007 -1\n");
        assertThat(result.stderr()).contains("no library of this machine defines no_such_function");
    }

    private CommandResult run(List<String> command, String... more) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(more));
        try {
            return CommandRunner.run(words, folder, "", Duration.ofMinutes(2));
        } catch (IOException e) {
            return abort("this machine has no " + words.get(0));
        }
    }
}
