package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.catalogue.Recordings.Recording;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Target;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingsTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @ParameterizedTest
    @CsvSource({
        "glibc 2.17, 2.31",
        "glibc 2.31, 2.31",
        "glibc 2.35, 2.31",
        "glibc 2.36, 2.36",
        "glibc 2.40, 2.36",
        "glibc 2.41, 2.41",
        "glibc 2.43, 2.43",
        "glibc 2.100, 2.43",
        "glibc 3.0, 2.43",
    })
    void theNearestIsTheNewestThatIsNotNewer(String machine, String recorded) {
        assertThat(Recordings.nearest(PLATFORM, Optional.of(LibcVersion.parse(machine))))
                .get()
                .extracting(recording -> recording.libc().number())
                .isEqualTo(recorded);
    }

    @Test
    void theOnlyOneOfAPlatformIsTheNearest() {
        assertThat(Recordings.nearest("i386-linux-gnu", Optional.of(LibcVersion.glibc(2, 31))))
                .get()
                .hasFieldOrPropertyWithValue("libc", LibcVersion.glibc(2, 36));
        assertThat(Recordings.nearest("x86_64-linux-musl", Optional.empty())).isPresent();
        assertThat(Recordings.nearest("riscv64-linux-gnu", Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void theTableSaysWhatTheFilesSay(Target target) throws Exception {
        List<Recording> recordings = Recordings.of(target.triplet());

        assertThat(recordings).isNotEmpty();
        for (Recording recording : recordings) {
            CatalogueSource source = CatalogueSource.embedded(target.triplet(), Optional.of(recording.libc()))
                    .orElseThrow();
            Catalogue catalogue = source.catalogue();
            assertThat(catalogue.libc()).contains(recording.libc());
            assertThat(catalogue.facts().platform()).isEqualTo(target.triplet());
            assertThat(source.describe()).contains(target.triplet() + ", " + recording.libc());
            assertThat(CatalogueWriter.write(catalogue))
                    .as("what was read is written as it was")
                    .isEqualTo(source.wholeText());
        }
    }

    /** A file that was edited by hand, or whose base was recorded again, is found out here. */
    @Test
    void aDifferenceSaysNoMoreThanWhatDiffers() throws Exception {
        String base = resource(PLATFORM + ".txt");
        for (Recording recording : Recordings.of(PLATFORM)) {
            String text = resource(recording.file());
            if (Difference.is(text)) {
                assertThat(Difference.between(PLATFORM + ".txt", base, Difference.applied(text, base)))
                        .isEqualTo(text);
                assertThat(text.length()).isLessThan(base.length() / 4);
            }
        }
    }

    @Test
    void eachVersionHasItsOwnFacts() throws Exception {
        HeaderFacts old = facts("2.31");
        HeaderFacts middle = facts("2.36");
        HeaderFacts recent = facts("2.41");
        HeaderFacts newest = facts("2.43");

        assertThat(old.function("close_range")).isNull();
        assertThat(middle.function("close_range")).isNotNull();
        assertThat(old.publicHeaders()).doesNotContain("sys/pidfd.h", "stdbit.h");
        assertThat(recent.publicHeaders()).contains("sys/pidfd.h", "stdbit.h");
        assertThat(middle.publicHeaders()).contains("termio.h");
        assertThat(newest.publicHeaders()).doesNotContain("termio.h");
        assertThat(old.constants()).doesNotContainKey("FSCONFIG_SET_PATH");
        assertThat(middle.constants()).containsKey("FSCONFIG_SET_PATH");
        assertThat(offset(middle, "struct statvfs", "__f_spare"))
                .isNotEqualTo(offset(recent, "struct statvfs", "__f_spare"));
        assertThat(offset(recent, "struct statvfs", "f_type")).isEqualTo(offset(newest, "struct statvfs", "f_type"));
    }

    private static long offset(HeaderFacts facts, String struct, String field) {
        return Objects.requireNonNull(facts.structs().get(struct)).fields().stream()
                .filter(f -> f.name().equals(field))
                .mapToLong(StructFact.Field::offset)
                .findFirst()
                .orElseThrow();
    }

    private static HeaderFacts facts(String glibc) throws Exception {
        return CatalogueSource.embedded(PLATFORM, Optional.of(LibcVersion.parse("glibc " + glibc)))
                .orElseThrow()
                .readAll();
    }

    private static String resource(String name) throws Exception {
        try (InputStream stream = Objects.requireNonNull(Recordings.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
