package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    /** The names of macros that are not defined stand there as they were asked. */
    @ParameterizedTest
    @CsvSource({
        // -dumpmachine, what each macro became, whether <features.h> is there, the platform
        "x86_64-linux-gnu, __ILP32__ 2 36 1 __i386__ __aarch64__, true, x86_64-linux-gnu",
        // gcc -m32
        "x86_64-linux-gnu, __ILP32__ 2 36 __x86_64__ 1 __aarch64__, true, i386-linux-gnu",
        // gcc -mx32
        "x86_64-linux-gnu, 1 2 36 1 __i386__ __aarch64__, true, x86_64-linux-gnux32",
        // musl-gcc
        "x86_64-linux-gnu, __ILP32__ __GLIBC__ __GLIBC_MINOR__ 1 __i386__ __aarch64__, true, x86_64-linux-musl",
        // clang --target=x86_64-linux-musl with glibc's headers
        "x86_64-linux-musl, __ILP32__ 2 36 1 __i386__ __aarch64__, true, x86_64-linux-gnu",
        "aarch64-linux-gnu, __ILP32__ 2 36 __x86_64__ __i386__ 1, true, aarch64-linux-gnu",
        "arm-linux-gnueabihf, __ILP32__ 2 36 __x86_64__ __i386__ __aarch64__, true, arm-linux-gnueabihf",
        "arm-linux-gnueabihf, __ILP32__ __GLIBC__ __GLIBC_MINOR__ __x86_64__ __i386__ __aarch64__, true, arm-linux-musleabihf",
        // no libc at all: nothing is known of it
        "aarch64-linux-gnu, __ILP32__ __GLIBC__ __GLIBC_MINOR__ __x86_64__ __i386__ 1, false, aarch64-linux-gnu",
    })
    void isWhatTheMacrosSay(String dumpMachine, String macros, boolean features, String expected) {
        String answer = (features ? "shimgen_features_are here\n" : "") + "shimgen_macros_are " + macros + "\n";
        TargetTriplet built = TargetTriplet.parse(dumpMachine).orElseThrow();
        assertThat(built.corrected(answer).normalized()).isEqualTo(expected);
    }

    @Test
    void noAnswerChangesNothing() {
        TargetTriplet built = TargetTriplet.parse("x86_64-linux-gnu").orElseThrow();
        assertThat(built.corrected("")).isEqualTo(built);
    }
}
