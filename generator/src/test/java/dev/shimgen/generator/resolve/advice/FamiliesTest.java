package dev.shimgen.generator.resolve.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.FunctionHistory;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The families that warnings are about, against the ready-made groups, the headers and the recorded imports. */
class FamiliesTest {

    static Stream<Families.Family> families() {
        return Families.load().stream();
    }

    /** A warning sends its reader to the group, so the group must end the warning. */
    @ParameterizedTest
    @MethodSource("families")
    void theGroupHasAllOfAFamily(Families.Family family) throws Exception {
        List<String> methods = Arrays.stream(
                        Class.forName("dev.shimgen.spec.libc." + family.group()).getMethods())
                .map(method -> method.getName())
                .toList();
        assertThat(family.functions()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        assertThat(methods).containsAll(family.functions());
    }

    @Test
    void aFunctionHasOnePurpose() {
        assertThat(families().flatMap(family -> family.functions().stream())).doesNotHaveDuplicates();
    }

    @Test
    void everyFunctionIsOneOfTheHeaders() throws Exception {
        HeaderFacts facts = Machine.facts();
        LibcVersion libc = Machine.compiler().libcVersion().orElseThrow();
        assertThat(families().flatMap(family -> family.functions().stream()))
                .filteredOn(name ->
                        FunctionHistory.since(name).filter(libc::isOlderThan).isEmpty())
                .hasSizeGreaterThan(100)
                .allSatisfy(name -> assertThat(facts.function(name)).as(name).isNotNull());
    }

    /** Where programs use one form only, there is nothing to warn of. */
    @Test
    void programsUseMoreThanOneOfEachFamily() {
        ImportCounts counts = ImportCounts.load();
        assertThat(families())
                .allSatisfy(family -> assertThat(family.functions())
                        .filteredOn(name -> counts.of(name).programs() > 0)
                        .as(family.purpose())
                        .hasSizeGreaterThan(1));
    }

    static Stream<String> groups() {
        return families().map(Families.Family::group).distinct();
    }

    /** The groups are what the warning proposes. */
    @ParameterizedTest
    @MethodSource("groups")
    void aGroupIsNoHalf(String group) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        Machine.plan(Machine.spec("Whole" + group, "@Shim(\"whole\")", group), diagnostics);
        assertThat(diagnostics.all()).isEmpty();
    }
}
