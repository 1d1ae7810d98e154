package dev.shimgen.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"open", "__xstat", "_", "openat2", "Shim", "getpwuid_r", "ashimgen_"})
    void allowsNamesThatCCanUse(String name) {
        assertThat(Names.problem(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2open",
                "op en",
                "open-at",
                "ö",
                "a$",
                "a\n",
                "a\"",
                "register",
                "_Bool",
                "asm",
                "linux",
                "shimgen_x"
            })
    void refusesTheOthers(String name) {
        assertThat(Names.problem(name)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio.h", "linux/if.h", "c++/v1/x_y-z.h", "a,b.h", "..h", "x../y.h"})
    void allowsHeaders(String header) {
        assertThat(Names.isHeader(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/stdio.h",
                "a/../b.h",
                "..",
                "./a.h",
                "a/.",
                "a//b.h",
                "a/",
                "a b.h",
                "a>.h",
                "a\\b.h",
                "a.h\n",
                "ä.h"
            })
    void refusesWhatIsNoHeader(String header) {
        assertThat(Names.isHeader(header)).isFalse();
    }
}
