package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTripletTest {

    @ParameterizedTest
    @CsvSource({
        "x86_64-linux-gnu, x86_64-linux-gnu",
        "x86_64-pc-linux-gnu, x86_64-linux-gnu",
        "x86_64-redhat-linux, x86_64-linux-gnu",
        "x86_64-suse-linux, x86_64-linux-gnu",
        "i686-linux-gnu, i386-linux-gnu",
        "i386-redhat-linux, i386-linux-gnu",
        "arm-linux-gnueabihf, arm-linux-gnueabihf",
        "aarch64-linux-gnu, aarch64-linux-gnu",
        "x86_64-linux-gnux32, x86_64-linux-gnux32",
        "x86_64-alpine-linux-musl, x86_64-linux-musl",
    })
    void isNamedAsDebianDoes(String dumpMachine, String expected) {
        assertThat(TargetTriplet.parse(dumpMachine + "\n"))
                .hasValueSatisfying(t -> assertThat(t.normalized()).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "linux", "x86_64-w64-mingw32", "arm64-apple-darwin23", "Usage: cc [options]", "a-linux-b-c"})
    void everythingElseIsNoLinux(String dumpMachine) {
        assertThat(TargetTriplet.parse(dumpMachine)).isEmpty();
    }
}
