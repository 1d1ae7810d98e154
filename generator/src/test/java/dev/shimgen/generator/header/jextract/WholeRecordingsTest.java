package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.PublicHeaders;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All of a libc's headers through the live path: a program that is started, and leaves behind what jextract left. Every fact
 * must be that of the catalogue, so the parser cannot lose one unseen.
 */
class WholeRecordingsTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    /**
     * What jextract says wrongly: it shows the first definition of a macro, and <bits/signum.h> of glibc 2.31 takes back those of
     * <bits/signum-generic.h>. The catalogue has the numbers that a program gets, which CatalogueTruthTest compares with the headers
     * where glibc 2.31 is the machine's own.
     */
    private static final Map<String, Set<String>> DEFINED_TWICE = Map.of(
            "2.31",
            Set.of(
                    "SIGBUS", "SIGCHLD", "SIGCONT", "SIGPOLL", "SIGSTOP", "SIGSYS", "SIGTSTP", "SIGURG", "SIGUSR1",
                    "SIGUSR2"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2.31", "2.36", "2.41", "2.43"})
    void givesEveryFactOfTheCatalogue(String glibc) throws Exception {
        JextractRecording recording = WholeRecordings.unpack(glibc, folder.resolve("recording"));
        HeaderFacts expected = CatalogueSource.embedded(PLATFORM, Optional.of(LibcVersion.parse("glibc " + glibc)))
                .orElseThrow()
                .readAll();

        HeaderFacts live = replayed(recording);

        assertThat(live.publicHeaders()).isEqualTo(expected.publicHeaders());
        assertSame(live.functions(), expected.functions(), Set.of());
        assertSame(live.structs(), expected.structs(), Set.of());
        assertSame(live.typedefs(), expected.typedefs(), Set.of());
        assertSame(live.constants(), expected.constants(), DEFINED_TWICE.getOrDefault(glibc, Set.of()));
        assertSame(live.skipped(), expected.skipped(), Set.of());
    }

    private HeaderFacts replayed(JextractRecording recording) throws Exception {
        Path program =
                FakeJextract.install(folder.resolve("home"), FakeJextract.Mode.REPLAY, folder.resolve("recording"));
        SortedSet<String> headers = PublicHeaders.includedIn(Files.readString(recording.umbrella()));
        JextractTool tool = new JextractTool(program, Duration.ofMinutes(2));
        return new LiveRun(tool, List.of(), PLATFORM, IncludeRoots.of(PLATFORM), true).read(headers);
    }

    /** Thousands of facts: what is shown are those that differ. */
    private static <V> void assertSame(
            SortedMap<String, V> live, SortedMap<String, V> expected, Set<String> wrongInJextract) {
        Map<String, String> different = new TreeMap<>();
        expected.forEach((name, fact) -> {
            if (!fact.equals(live.get(name))) {
                different.put(name, "expected " + fact + ", and live it is " + live.get(name));
            }
        });
        live.forEach((name, fact) -> {
            if (!expected.containsKey(name)) {
                different.put(name, "not expected, and live it is " + fact);
            }
        });
        assertThat(different.keySet()).as(different.toString()).isEqualTo(wrongInJextract);
        assertThat(live).isNotEmpty();
    }
}
