package dev.shimgen.generator.resolve.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A libc of before glibc 2.33, which had stat and mknod only as a part that is linked into each program. */
class OldStatTest {

    private static LibraryExports exportsWithout(Set<String> names) throws Exception {
        LibraryExports exports = Machine.platform().exports();
        SortedMap<String, List<LibraryExports.Export>> byName = new TreeMap<>(exports.byName());
        byName.keySet().removeAll(names);
        return new LibraryExports(exports.bits(), byName, exports.byAddress());
    }

    /** Seen to fail when only the own symbol counts: SG0208 for every spec with stat on Debian 11. */
    @Test
    void functionsAreReachedByTheirFormerSymbols() throws Exception {
        HeaderFacts facts = Machine.facts();
        LibraryExports exports = exportsWithout(Set.of("stat", "stat64", "mknod", "atexit"));
        Siblings siblings = new Siblings(facts, exports, Set.of("stat", "mknod"));
        assertThat(siblings.isReached("stat")).isTrue();
        assertThat(siblings.isReached("mknod")).isTrue();
        assertThat(siblings.isReached("atexit")).as("it has no other symbol").isFalse();

        FunctionFact stat = Objects.requireNonNull(facts.function("stat"));
        assertThat(siblings.of(stat, TailRule.NONE))
                .extracting(Siblings.Sibling::symbol)
                .as("the own one as well, for newer releases")
                .containsExactly("stat", "__xstat", "__xstat64", "stat64");
    }
}
