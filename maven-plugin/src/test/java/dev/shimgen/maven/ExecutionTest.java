package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.output.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExecutionTest {

    @Test
    void isTheOnlyOne() {
        assertThat(Execution.of("default", List.of("default"))).isEqualTo(new Execution("default", Set.of()));
        assertThat(Execution.of("default-cli", List.of())).isEqualTo(new Execution("default", Set.of()));
    }

    @Test
    void onTheCommandLineStandsForTheOnlyOne() {
        assertThat(Execution.of("default-cli", List.of("opens"))).isEqualTo(new Execution("opens", Set.of()));
    }

    @Test
    void onTheCommandLineIsOneOfItsOwnBesideSeveral() {
        assertThat(Execution.of("default-cli", List.of("a", "b")))
                .isEqualTo(new Execution("default-cli", Set.of("a", "b")));
    }

    @Test
    void hasANameThatAFileCanHave() {
        assertThat(Execution.of("for musl/static", List.of("for musl/static", "b"))
                        .id())
                .isEqualTo("for+musl%2Fstatic");
    }

    @Test
    void remembersWhichOthersAreOver() {
        Map<Object, Object> build = new HashMap<>();
        Execution a = Execution.of("a", List.of("a", "b"));
        Execution b = Execution.of("b", List.of("a", "b"));

        assertThat(a.ownership(build, "generate")).isEqualTo(new Ownership("a", Set.of("b"), Set.of()));
        a.finish(build, "generate");
        assertThat(b.ownership(build, "generate")).isEqualTo(new Ownership("b", Set.of("a"), Set.of("a")));
        assertThat(b.ownership(build, "test-generate")).isEqualTo(new Ownership("b", Set.of("a"), Set.of()));
        b.finish(build, "generate");
        assertThat(a.ownership(build, "generate")).isEqualTo(new Ownership("a", Set.of("b"), Set.of("b")));
    }
}
