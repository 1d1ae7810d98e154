package dev.shimgen.generator.resolve.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineProbeTest {

    @Test
    void eachAskerGetsTheAnswersToItsOwnQuestions() throws Exception {
        Prelude prelude = Prelude.of(List.of("unistd.h"));
        Preprocessed preprocessed = Machine.compiler().preprocess(prelude.text(), List.of());
        LineProbe probe = new LineProbe(prelude, preprocessed, List.of());
        LineProbe.Questions none = probe.ask(List.of());
        // More errors than clang tells of unless it is told to.
        List<String> wrong = new ArrayList<>(Collections.nCopies(30, "no_such_type a;"));
        wrong.add(7, "int right;");
        LineProbe.Questions first = probe.ask(wrong);
        LineProbe.Questions second = probe.ask(List.of(
                "__typeof__(&read) good;",
                "__typeof__(&raed) misspelt;",
                "int old(void) __attribute__((deprecated)); __typeof__(&old) deprecated = old;"));
        LineProbe.Answers answers = probe.run(Machine.platform());
        assertThat(answers.refused(none)).isEmpty();
        assertThat(answers.refused(first)).hasSize(30).doesNotContain(7);
        assertThat(answers.refused(second)).isEqualTo(Set.of(1));
        assertThat(answers.warnedOf(second)).isEqualTo(Set.of(2));
        assertThat(answers.warnedOf(first)).isEmpty();
    }
}
