package dev.shimgen.generator.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> NAMES = List.of(
            "access",
            "open",
            "openat",
            "stat",
            "lstat",
            "fstat",
            "renameat2",
            "FileStatus",
            "FileOpen",
            "posix_spawnp");

    @ParameterizedTest
    @CsvSource({
        "acess, access",
        "accesss, access",
        "opne, open",
        "Open, open",
        "fstta, fstat",
        "renmaeat, renameat2",
        "filestatus, FileStatus",
        "FileState, FileStatus",
        "posixspwnp, posix_spawnp",
        "stat, stat",
    })
    void findsSlipsOfTheKeys(String written, String meant) {
        assertThat(Suggestions.closest(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"close", "o", "xyzzy", "oepn2", "filestat"})
    void staysSilentOverWhatIsTooFar(String written) {
        assertThat(Suggestions.closest(written, List.of("open", "FileStatus"))).isEmpty();
    }

    /** Two wrong letters at the beginning are another word. */
    @Test
    void doesNotTakeALibrarysFunctionForAnothers() {
        assertThat(Suggestions.closest("gzopen", List.of("dlopen"))).isEmpty();
        assertThat(Suggestions.closest("cmsg_nxthdr", List.of("__cmsg_nxthdr"))).contains("__cmsg_nxthdr");
        assertThat(Suggestions.closest("_access", List.of("access"))).contains("access");
    }

    @Test
    void alwaysGivesTheSameOfSeveral() {
        assertThat(Suggestions.closest("xstat", List.of("lstat", "fstat", "statx", "stat")))
                .isEqualTo(Suggestions.closest("xstat", List.of("stat", "statx", "fstat", "lstat")))
                .contains("fstat");
    }

    @Test
    void knowsNothingOutOfNothing() {
        assertThat(Suggestions.closest("open", List.of())).isEmpty();
        assertThat(Suggestions.closest("", List.of("open"))).isEmpty();
    }
}
