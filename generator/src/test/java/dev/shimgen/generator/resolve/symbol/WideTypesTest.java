package dev.shimgen.generator.resolve.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WideTypesTest {

    private static HeaderFacts facts;
    private static WideTypes types;

    @BeforeAll
    static void read() throws Exception {
        facts = CatalogueSource.embedded("i386-linux-gnu").orElseThrow().readAll();
        types = new WideTypes(facts);
    }

    private static FunctionFact function(String name) {
        return Objects.requireNonNull(facts.function(name), name);
    }

    private static List<String> parameters(FunctionFact function) {
        return function.parameters().stream()
                .map(CParameter::type)
                .map(CType::spelling)
                .toList();
    }

    @Test
    void offsetsAreWideInBoth() {
        FunctionFact lseek = function("lseek");
        for (FunctionFact wide : List.of(types.withOffsets(lseek), types.withOffsetsAndTimes(lseek))) {
            assertThat(wide.result().spelling()).isEqualTo("__off64_t");
            assertThat(wide.result().carrier()).isEqualTo(CType.Carrier.INT64);
            assertThat(parameters(wide)).containsExactly("int", "__off64_t", "int");
        }
        assertThat(lseek.result().carrier()).isEqualTo(CType.Carrier.INT32);
    }

    @Test
    void timesAreWideOnlyWithTimeBits() {
        FunctionFact difftime = function("difftime");
        assertThat(parameters(types.withOffsets(difftime))).isEqualTo(parameters(difftime));
        assertThat(parameters(types.withOffsetsAndTimes(difftime))).containsExactly("__time64_t", "__time64_t");
        assertThat(types.withOffsetsAndTimes(function("mktime")).result().spelling())
                .isEqualTo("__time64_t");
    }

    /** Its layout is one that no header shows here. */
    @Test
    void ofAStructOnlyTheAddressIsKnown() {
        FunctionFact stat = types.withOffsetsAndTimes(function("stat"));
        assertThat(stat.parameters().get(1).type().struct()).isNull();
        assertThat(parameters(stat).get(1)).isEqualTo("void *");
        FunctionFact nanosleep = types.withOffsetsAndTimes(function("nanosleep"));
        assertThat(parameters(nanosleep)).containsExactly("const void *", "void *");
    }

    @Test
    void everythingElseStays() {
        FunctionFact read = function("read");
        assertThat(parameters(types.withOffsetsAndTimes(read))).isEqualTo(parameters(read));
        assertThat(types.withOffsetsAndTimes(read).result()).isEqualTo(read.result());
    }
}
