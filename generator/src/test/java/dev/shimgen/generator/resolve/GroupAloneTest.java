package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A spec may extend one group and nothing else. Seen to fail without the headers of the types that written prototypes name:
 * {@code LongDoubleMath} needs {@code <stdint.h>} for {@code intmax_t}, which other groups bring.
 */
class GroupAloneTest {

    static Stream<String> groups() {
        return ReadyMadeGroups.names().stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void isASpec(String group) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        Machine.plan(Machine.spec("Only" + group, "@Shim(\"only\")", group), diagnostics);
        assertThat(diagnostics.all()).extracting(Diagnostic::severity).doesNotContain(Diagnostic.Severity.ERROR);
    }
}
