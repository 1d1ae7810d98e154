package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live source with a real jextract, whenever the environment has one. */
class RealJextractTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private JextractSource source;

    @BeforeEach
    void locate() throws Exception {
        Optional<JextractLocator.Located> jextract = JextractLocator.locate(null, System.getenv());
        if (jextract.isEmpty()) {
            String reason = "skipped: no jextract in JEXTRACT, JEXTRACT_HOME or PATH";
            System.out.println("RealJextractTest " + reason);
            Assumptions.abort(reason);
        }
        // The catalogue's platform is the only one to compare with.
        Assumptions.assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "skipped: the shipped catalogue is for " + PLATFORM);
        source = new JextractSource(new JextractSource.Setup(
                jextract.orElseThrow(), PLATFORM, List.of(folder), List.of("cc"), Duration.ofMinutes(10)));
    }

    @Test
    void givesTheFactsOfTheCatalogue() throws Exception {
        HeaderFacts live = source.read(new HeaderRequest(
                new TreeSet<>(List.of("stat", "open")), new TreeSet<>(List.of("O_")), List.of("linux/if.h")));

        HeaderFacts recorded = CatalogueSource.embedded(PLATFORM).orElseThrow().readAll();
        Map<String, String> different = new TreeMap<>();
        recorded.functions().forEach((name, expected) -> {
            FunctionFact actual = live.function(name);
            if (!expected.equals(actual)) {
                different.put(name, expected + "\n  live: " + actual);
            }
        });
        // Another glibc than the recorded one declares other functions, and most of them the same.
        int tolerated = isRecordedGlibc() ? 0 : recorded.functions().size() / 10;
        assertThat(different).hasSizeLessThanOrEqualTo(tolerated);
        assertThat(live.structs().get("struct stat"))
                .isEqualTo(recorded.structs().get("struct stat"));
        assertThat(live.constants()).containsKey("IFF_UP").containsKey("ALTIFNAMSIZ");
        assertThat(live.publicHeaders()).contains("linux/if.h");
        if (isRecordedGlibc()) {
            assertThat(live.structs()).containsAllEntriesOf(recorded.structs());
            assertThat(live.typedefs()).containsAllEntriesOf(recorded.typedefs());
            assertThat(live.constants()).containsAllEntriesOf(recorded.constants());
        }
    }

    @Test
    void reportsAHeaderThatDoesNotParse() throws Exception {
        Files.writeString(folder.resolve("broken.h"), "struct a {\n    unknown_t b;\n};\n");

        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> source.readOnly(List.of("broken.h")));

        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0307);
        assertThat(failure.diagnostics().get(0).message()).contains("broken.h:2:");
    }

    @Test
    void readsAnotherLibrarysHeaderAlone() throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/api.h"), """
                #define LIB_FLAG 0x80u
                struct lib_point { _Bool set; float x; union { int i; short s[2]; }; };
                typedef int (*lib_visit)(struct lib_point *, void *);
                struct lib_point *lib_walk(lib_visit visit, const char (*names)[8], ...);
                void (*lib_signal(int number, void (*handler)(int)))(int);
                """);

        HeaderFacts facts = source.readOnly(List.of("lib/api.h"));

        assertThat(facts.functions()).containsOnlyKeys("lib_signal", "lib_walk");
        assertThat(facts.functions().values()).extracting(FunctionFact::header).containsOnly("lib/api.h");
        FunctionFact walk = Objects.requireNonNull(facts.function("lib_walk"));
        assertThat(walk.variadic()).isTrue();
        assertThat(walk.result().struct()).isEqualTo("struct lib_point");
        assertThat(walk.parameters().get(1).type().spelling()).isEqualTo("const char (*)[8]");
        FunctionFact signal = Objects.requireNonNull(facts.function("lib_signal"));
        assertThat(signal.result().declare("f(…)")).isEqualTo("void (*f(…))(int)");
        assertThat(facts.structs().get("struct lib_point"))
                .satisfies(point -> assertThat(point.fields())
                        .extracting(f -> f.name() + "@" + f.offset() + ":" + f.carrier())
                        .containsExactly("set@0:BOOL", "x@4:FLOAT", "i@8:INT32", "s@8:INT16"));
        assertThat(facts.constants()).containsKey("LIB_FLAG");
    }

    private static boolean isRecordedGlibc() throws Exception {
        Path version = Path.of("/usr/include/features.h");
        return Files.exists(version)
                && Files.readString(version).matches("(?s).*#define\\s+__GLIBC_MINOR__\\s+36\\b.*");
    }
}
