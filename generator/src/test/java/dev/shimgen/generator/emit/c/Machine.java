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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A machine that {@code shimgen_jump.h} knows: C is compiled for it, and run there or in an emulator.
 *
 * @param compiler a C compiler
 * @param emulator what runs its programs; {@code null} for this machine
 * @param folder where sources and programs are
 */
record Machine(String compiler, @Nullable String emulator, Path folder) {

    /** {@return compiler, emulator and a flag: each machine, with and without landing pads for indirect branches} */
    static Stream<Arguments> compilersAndFlags() {
        return Stream.of(
                Arguments.of("gcc", null, "-O2"),
                Arguments.of("gcc", null, "-fcf-protection"),
                Arguments.of("clang", null, "-O0"),
                Arguments.of("i686-linux-gnu-gcc", "qemu-i386", "-O2"),
                Arguments.of("i686-linux-gnu-gcc", "qemu-i386", "-fcf-protection"),
                Arguments.of("aarch64-linux-gnu-gcc", "qemu-aarch64", "-O2"),
                Arguments.of("aarch64-linux-gnu-gcc", "qemu-aarch64", "-mbranch-protection=standard"));
    }

    /** Writes the sources, and the support headers that they include. */
    void write(String header, Map<String, String> sources) throws IOException {
        for (Map<String, String> files : List.of(
                SupportCode.closure(List.of(header), dev.shimgen.generator.toolchain.Machine.headers()), sources)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** Compiles without a message; skips the test if there is no such compiler. */
    void compile(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                compiler, "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-fexceptions", "-fasynchronous-unwind-tables"));
        command.addAll(List.of(arguments));
        assertThat(run(command).stderr()).isEmpty();
    }

    /** {@return what "program" prints under the library "shim.so", with more variables in its environment} */
    String underShim(String... settings) throws Exception {
        List<String> variables = new ArrayList<>(List.of(settings));
        variables.addAll(List.of("LC_ALL=C", "LD_PRELOAD=./shim.so"));
        List<String> command = new ArrayList<>();
        if (emulator == null) {
            command.add("env");
            command.addAll(variables);
        } else {
            String root = "/usr/" + compiler.substring(0, compiler.length() - "-gcc".length());
            command.addAll(List.of(emulator, "-L", root));
            variables.forEach(variable -> command.addAll(List.of("-E", variable)));
        }
        command.add("./program");
        CommandResult run = run(command);
        assertThat(run.stderr()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.stdout();
    }

    private CommandResult run(List<String> command) throws Exception {
        try {
            return CommandRunner.run(command, folder, "", Duration.ofMinutes(2));
        } catch (IOException e) {
            System.out.println("SKIPPED: no " + command.get(0) + " on this machine");
            return abort("no " + command.get(0));
        }
    }
}
