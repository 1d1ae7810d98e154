package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void hasItsNameItsCompilersAndItsCatalogue(Target target) throws Exception {
        assertThat(Target.named(target.triplet())).isEqualTo(target);
        assertThat(TargetTriplet.parse(target.triplet()))
                .hasValueSatisfying(triplet -> assertThat(triplet.normalized()).isEqualTo(target.triplet()));
        assertThat(target.compilers())
                .allSatisfy(command -> assertThat(command)
                        .isNotEmpty()
                        .allSatisfy(word -> assertThat(word).isNotBlank().doesNotContain(" ", ",")));
        assertThat(target.packages()).isNotBlank();
        assertThat(CatalogueSource.embedded(target.triplet())).isPresent();
    }

    @Test
    void optionsAreWordsOfTheirOwn() {
        assertThat(Target.glibc(Machine.I386).compilers()).contains(List.of("gcc", "-m32"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Target.named("riscv64-linux-gnu"))
                .isInstanceOf(GenerationException.class)
                .hasMessage("error: [SG0407] shimgen.target: \"riscv64-linux-gnu\" is no platform that shimgen knows by"
                        + " name; those are x86_64-linux-gnu, aarch64-linux-gnu, i386-linux-gnu, x86_64-linux-musl. For"
                        + " another one, name its compiler with shimgen.cc and a catalogue with shimgen.catalogue");
        assertThatThrownBy(() -> Target.named("i686-linux-gnu")).hasMessageContaining("[SG0407]");
    }
}
