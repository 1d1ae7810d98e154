package dev.shimgen.generator.emit.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Programs write the names of records into their switches: what else a spec has changes as few as possible. */
final class RecordNamesTest {

    private static final List<String> ALL = List.of("_Exit", "_Fork", "_exit", "exit", "fork");

    /** Seen to fail with names given away in the order of ASCII: {@code exit} was {@code Exit__}, and {@code _Fork} {@code Fork}. */
    @Test
    void theOrdinaryFunctionHasThePlainName() {
        assertThat(RecordNames.of(ALL, Set.of()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("exit", "Exit", "_exit", "Exit_", "_Exit", "Exit__", "fork", "Fork", "_Fork", "Fork_"));
    }

    /** Seen to fail where an underscore is added only if the name is taken: {@code _exit} alone was {@code Exit}. */
    @Test
    void whateverElseIsThere() {
        for (String function : List.of("exit", "_exit", "fork", "_Fork")) {
            assertThat(RecordNames.of(List.of(function), Set.of()))
                    .containsExactly(
                            Map.entry(function, RecordNames.of(ALL, Set.of()).get(function)));
        }
    }

    @Test
    void namesThatAreNoWordsAreNamesToo() {
        assertThat(RecordNames.of(List.of("_", "__", "_3d_key", "stat", "Stat"), Set.of("Other")))
                .containsOnlyKeys("_", "__", "_3d_key", "stat", "Stat")
                .containsEntry("stat", "Stat")
                .containsEntry("Stat", "Stat_")
                .doesNotContainValue("_");
        assertThat(RecordNames.of(List.of("other"), Set.of("Other"))).containsEntry("other", "Other_");
    }
}
