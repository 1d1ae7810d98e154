package dev.shimgen.generator.resolve.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.generator.resolve.Machine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LibraryExportsTest {

    private static LibraryExports exports;

    @BeforeAll
    static void read() throws Exception {
        exports = Machine.platform().exports();
    }

    @Test
    void functionsComeFromAllOfLibc() {
        assertThat(exports.library("open")).isEqualTo("libc.so.6");
        assertThat(exports.library("cos")).isEqualTo("libm.so.6");
        assertThat(exports.has("ns_name_ntop")).isTrue();
        assertThat(exports.library("no_such_function")).isNull();
        assertThat(exports.bits()).isEqualTo(64);
    }

    @Test
    void dataAndPrivateFunctionsAreNoFunctionsForPrograms() {
        assertThat(exports.has("environ")).isFalse();
        assertThat(exports.has("__libc_early_init")).isFalse();
        assertThat(exports.has("GLIBC_2.2.5")).isFalse();
        assertThat(exports.has("atexit")).isFalse();
    }

    @Test
    void namesOfTheSameCodeAreFoundByAddress() {
        assertThat(exports.sameCode("open"))
                .contains("open64", "__open", "__open64")
                .doesNotContain("open", "openat");
        assertThat(exports.sameCode("access")).isEmpty();
        assertThat(exports.sameCode("no_such_function")).isEmpty();
    }

    @Test
    void anOldVersionOfANameHasOtherCode() {
        // realpath@GLIBC_2.2.5 is not what programs are linked to today; both are one name to a preload library.
        assertThat(exports.byName().get("realpath")).hasSizeGreaterThan(1);
        assertThat(exports.sameCode("realpath")).isEmpty();
    }

    @Test
    void versionsAreToldWhereTheyAreDifferentCode() {
        assertThat(exports.versions("realpath"))
                .containsExactlyInAnyOrder(
                        new SymbolVersion("GLIBC_2.2.5", false), new SymbolVersion("GLIBC_2.3", true));
        assertThat(exports.versions("pthread_cond_wait")).hasSize(2);
        // Since glibc 2.34 three versions, two of them one function; before it only those two functions.
        assertThat(exports.byName().get("timer_create")).hasSizeGreaterThan(1);
        assertThat(exports.versions("timer_create"))
                .hasSameSizeAs(exports.byName().get("timer_create"));
        assertThat(exports.versions("pthread_create")).isEmpty();
        assertThat(exports.versions("access")).isEmpty();
        assertThat(exports.versions("no_such_function")).isEmpty();
    }

    /** Programs that were linked to either may call the same wrapper: since glibc 2.34, pthread_create is one of them. */
    @Test
    void versionsOfTheSameCodeAreNone() {
        List<String> names = new ArrayList<>();
        exports.byName().forEach((name, versions) -> {
            long codes =
                    versions.stream().map(LibraryExports.Address::of).distinct().count();
            if (versions.size() > 1 && codes == 1) {
                names.add(name);
            }
        });
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(exports.versions(name)).as(name).isEmpty());
    }
}
