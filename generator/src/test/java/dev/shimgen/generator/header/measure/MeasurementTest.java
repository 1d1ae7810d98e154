package dev.shimgen.generator.header.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.generator.toolchain.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Facts of a 64-bit machine, as jextract has them whatever it reads, become those of i386. */
class MeasurementTest {

    private static CCompiler i386() throws GenerationException {
        try {
            return new CCompilerLocator(Map.of("PATH", System.getenv("PATH")), Duration.ofSeconds(60))
                    .locate(null, Target.glibc(Machine.I386).triplet());
        } catch (GenerationException e) {
            if (e.diagnostics().get(0).code() != Code.SG0408) {
                throw e;
            }
            String reason = "SKIPPED: " + e.diagnostics().get(0).message();
            System.out.println(reason);
            abort(reason);
            throw e;
        }
    }

    private static <T> SortedMap<String, T> only(SortedMap<String, T> all, String... names) {
        SortedMap<String, T> some = new TreeMap<>();
        for (String name : names) {
            some.put(name, Objects.requireNonNull(all.get(name), name));
        }
        return some;
    }

    private static HeaderFacts ofX8664() throws Exception {
        HeaderFacts all =
                CatalogueSource.embedded("x86_64-linux-gnu").orElseThrow().readAll();
        return new HeaderFacts(
                all.platform(),
                only(all.functions(), "time", "lseek", "read"),
                only(all.structs(), "struct timespec", "struct iovec"),
                all.typedefs(),
                only(all.constants(), "PATH_MAX"),
                all.publicHeaders(),
                all.reachedBy(),
                all.skipped());
    }

    @Test
    void carriersSizesAndOffsetsAreTheTargets() throws Exception {
        CCompiler compiler = i386();
        HeaderFacts measured =
                Measurement.of(ofX8664(), List.of("unistd.h", "time.h", "sys/uio.h", "limits.h"), compiler);
        assertThat(Objects.requireNonNull(measured.function("time")).result().carrier())
                .isEqualTo(CType.Carrier.INT32);
        assertThat(Objects.requireNonNull(measured.function("lseek")).result().carrier())
                .isEqualTo(CType.Carrier.INT32);
        assertThat(Objects.requireNonNull(measured.function("read"))
                        .parameters()
                        .get(2)
                        .type()
                        .carrier())
                .isEqualTo(CType.Carrier.INT32);
        StructFact timespec = Objects.requireNonNull(measured.structs().get("struct timespec"));
        assertThat(timespec.size()).isEqualTo(8);
        assertThat(timespec.alignment()).isEqualTo(4);
        assertThat(timespec.fields())
                .filteredOn(field -> field.name().equals("tv_nsec"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.offset()).isEqualTo(4);
                    assertThat(field.size()).isEqualTo(4);
                    assertThat(field.carrier()).isEqualTo(CType.Carrier.INT32);
                });
        assertThat(Objects.requireNonNull(measured.structs().get("struct iovec"))
                        .size())
                .isEqualTo(8);
        assertThat(Objects.requireNonNull(measured.constants().get("PATH_MAX")).value())
                .isEqualTo(new ConstantFact.Int(4096, 32));
    }

    /** A struct that the target does not have would be told with sizes of another machine. */
    @Test
    void whatTheTargetDoesNotKnowIsLeftOut() throws Exception {
        CCompiler compiler = i386();
        HeaderFacts measured = Measurement.of(ofX8664(), List.of("unistd.h", "time.h", "limits.h"), compiler);
        assertThat(measured.structs()).containsKey("struct timespec").doesNotContainKey("struct iovec");
    }
}
