package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.templates.SupportCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {

    private static final Map<String, String> SUPPORT =
            SupportCode.closure(List.of("shimgen_machine.h"), Machine.headers());

    @Test
    void eachSupportedMachineHasAHeader() {
        List<String> headers = Stream.concat(
                        Machine.supported().stream().map(MachineTest::header),
                        Stream.of("shimgen_machine.h", "shimgen_machine_other.h"))
                .toList();
        assertThat(SUPPORT.keySet()).containsExactlyInAnyOrderElementsOf(headers);
    }

    @ParameterizedTest
    @EnumSource
    void cChoosesTheHeaderByTheMacroThatTheRowNames(Machine machine) {
        if (machine.isSupported()) {
            assertThat(SUPPORT.get("shimgen_machine.h"))
                    .containsPattern("defined\\(" + machine.macro() + "\\).*\n#include \"" + header(machine) + "\"");
        } else {
            assertThat(machine.macro()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-linux-gnu, X86_64",
        "x86_64-linux-musl, X86_64",
        "i686-linux-gnu, I386",
        "aarch64-linux-gnu, AARCH64",
        "riscv64-linux-gnu, RISCV",
        "arm-linux-gnueabihf, ARM",
        // pointers of 32 bits
        "x86_64-linux-gnux32, ",
        "sparc64-linux-gnu, ",
    })
    void isKnownByThePlatformsName(String triplet, Machine expected) {
        assertThat(Machine.of(triplet).orElse(null)).isEqualTo(expected);
    }

    private static String header(Machine machine) {
        return "shimgen_machine_" + machine.label() + ".h";
    }
}
