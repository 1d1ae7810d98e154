package dev.shimgen.generator.header.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the machine's own compiler says. */
class NumbersTest {

    private static CCompiler compiler() throws GenerationException {
        return new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null);
    }

    private static Numbers asked(List<String> headers, String... expressions) throws GenerationException {
        Numbers numbers = new Numbers(headers);
        List.of(expressions).forEach(numbers::ask);
        numbers.evaluate(compiler());
        return numbers;
    }

    @Test
    void expressionsHaveTheCompilersValues() throws Exception {
        Numbers numbers = asked(List.of("limits.h"), "1 + 1", "sizeof(int)", "-3", "CHAR_BIT", "LLONG_MIN");
        assertThat(numbers.value("1 + 1")).hasValue(2);
        assertThat(numbers.value("sizeof(int)")).hasValue(4);
        assertThat(numbers.value("-3")).hasValue(-3);
        assertThat(numbers.value("CHAR_BIT")).hasValue(8);
        assertThat(numbers.value("LLONG_MIN")).hasValue(Long.MIN_VALUE);
    }

    /** The values behind it are still those of their own lines. */
    @Test
    void whatTheCompilerRefusesHasNoValue() throws Exception {
        Numbers numbers = asked(List.of(), "11", "sizeof(struct nobody_declares_it)", "22", "no_such_name", "33");
        assertThat(numbers.value("11")).hasValue(11);
        assertThat(numbers.value("sizeof(struct nobody_declares_it)")).isEmpty();
        assertThat(numbers.value("22")).hasValue(22);
        assertThat(numbers.value("no_such_name")).isEmpty();
        assertThat(numbers.value("33")).hasValue(33);
        assertThat(numbers.value("never asked")).isEmpty();
    }

    @Test
    void manyRefusedOnesHideNoneOfTheOthers() throws Exception {
        Numbers numbers = new Numbers(List.of());
        IntStream.range(0, 200).forEach(i -> numbers.ask(i % 2 == 0 ? "no_such_name_" + i : String.valueOf(i)));
        numbers.evaluate(compiler());
        assertThat(IntStream.range(0, 200)).allSatisfy(i -> {
            if (i % 2 == 0) {
                assertThat(numbers.value("no_such_name_" + i)).isEmpty();
            } else {
                assertThat(numbers.value(String.valueOf(i))).hasValue(i);
            }
        });
    }

    /** {@code si_pid} is a macro for the way to the field (bits/types/siginfo_t.h). */
    @Test
    void aMacroGivesWayToTheFieldOfItsName() throws Exception {
        Numbers numbers = new Numbers(List.of("stdio.h"));
        numbers.ask("EOF");
        numbers.undefine("EOF");
        numbers.ask("EOF + 1");
        numbers.ask("7");
        numbers.evaluate(compiler());
        assertThat(numbers.value("EOF")).hasValue(-1);
        assertThat(numbers.value("EOF + 1")).isEmpty();
        assertThat(numbers.value("7")).hasValue(7);
    }

    @Test
    void askingTwiceIsAskingOnce() throws Exception {
        Numbers numbers = asked(List.of(), "5", "6", "5");
        assertThat(numbers.value("5")).hasValue(5);
        assertThat(numbers.value("6")).hasValue(6);
    }

    @Test
    void aHeaderThatDoesNotParseIsTold() {
        assertThatThrownBy(() -> asked(List.of("no/such/header.h"), "1"))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0307]")
                .hasMessageContaining("no/such/header.h");
    }
}
