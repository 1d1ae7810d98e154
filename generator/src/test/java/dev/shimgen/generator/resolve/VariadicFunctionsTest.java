package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.CallPlan;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VariadicFunctionsTest {

    private static HeaderFacts facts;
    private static LibraryExports exports;
    private static final VariadicFunctions RULES = new VariadicFunctions();

    @BeforeAll
    static void read() throws Exception {
        facts = Machine.facts();
        exports = Machine.platform().exports();
    }

    private static TailRule rule(String name) {
        FunctionFact function = Objects.requireNonNull(facts.function(name), name);
        return Objects.requireNonNull(RULES.of(function, facts, exports), name);
    }

    @Test
    void everyRowIsAboutAVariadicFunctionOfThisShape() {
        for (List<String> row : ResourceTable.rows("variadic-functions.txt")) {
            CallShape shape = CallShape.parse(row.get(0));
            FunctionFact function = Objects.requireNonNull(facts.function(shape.function()), shape.function());
            assertThat(function.variadic()).as(shape.function()).isTrue();
            assertThat(function.parameters()).as(shape.function()).hasSameSizeAs(shape.names());
            assertThat(rule(shape.function()).parameters()).as(shape.function()).isNotEmpty();
        }
    }

    @Test
    void aConditionSpeaksOfTheAuthorsNames() {
        assertThat(rule("openat").plan(List.of("dir", "name", "how", "mode")))
                .isEqualTo(new CallPlan.ConditionalTail("(how & O_CREAT) != 0 || (how & O_TMPFILE) == O_TMPFILE"));
        assertThat(rule("mq_open").parameters())
                .extracting(p -> p.type().declare(p.name()))
                .containsExactly("mode_t mode", "struct mq_attr *attr");
    }

    @Test
    void twinsComeFromTheHeaders() {
        assertThat(rule("printf").plan(List.of("format"))).isEqualTo(new CallPlan.ListTail("vprintf"));
        assertThat(rule("obstack_printf").text()).isEqualTo("obstack_vprintf");
        assertThat(rule("syslog").text()).isEqualTo("vsyslog");
        assertThat(rule("errx").text()).isEqualTo("verrx");
        assertThat(rule("swscanf").text()).isEqualTo("vswscanf");
    }

    @Test
    void whatIsNotVariadicHasNoTail() {
        assertThat(rule("read").plan(List.of())).isEqualTo(new CallPlan.NoTail());
        assertThat(rule("syscall").parameters())
                .hasSize(6)
                .extracting(CParameter::name)
                .startsWith("arg1");
    }

    /** Those that stay are refused with SG0207; a new one in this list is to be looked at. */
    @Test
    void onlyFewVariadicFunctionsAreUnknown() {
        SortedSet<String> unknown = new TreeSet<>();
        for (FunctionFact function : facts.functions().values()) {
            if (exports.has(function.name()) && RULES.of(function, facts, exports) == null) {
                unknown.add(function.name());
            }
        }
        assertThat(unknown)
                .contains("execl", "execle", "execlp", "error", "makecontext", "clone")
                .doesNotContain("open", "printf", "fcntl")
                .hasSizeLessThan(20);
    }

    @Test
    void everyRefusalSaysWhyAndWhatToDo() {
        for (List<String> row : ResourceTable.rows("refused-functions.txt")) {
            assertThat(row).hasSize(3);
            assertThat(row.get(1)).contains(" ").doesNotEndWith(".");
            assertThat(row.get(2)).isNotBlank().doesNotEndWith(".");
        }
        assertThat(new RefusedFunctions().of("vfork")).isNotNull();
        assertThat(new RefusedFunctions().of("fork")).isNull();
    }
}
