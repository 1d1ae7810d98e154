package dev.shimgen.generator.resolve.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.CallShape;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
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
        return RULES.of(function, facts, exports);
    }

    @Test
    void everyRowIsAboutAVariadicFunctionOfThisShape() {
        for (List<String> row : ResourceTable.rows("variadic-functions.txt")) {
            CallShape shape = CallShape.parse(row.get(0));
            FunctionFact function = Objects.requireNonNull(facts.function(shape.function()), shape.function());
            assertThat(function.variadic()).as(shape.function()).isTrue();
            assertThat(function.parameters()).as(shape.function()).hasSameSizeAs(shape.names());
            assertThat(rule(shape.function()).kind()).as(shape.function()).isNotEqualTo(TailRule.Kind.UNKNOWN);
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

    @Test
    void stringsEndWithNull() {
        assertThat(rule("execlp").plan(List.of("file", "arg"))).isEqualTo(new CallPlan.StringsTail(false));
        assertThat(rule("execle").plan(List.of("path", "arg"))).isEqualTo(new CallPlan.StringsTail(true));
    }

    /** Those are jumped to, and their arguments are not printed; a new one in this list is to be looked at. */
    @Test
    void onlyFewVariadicFunctionsAreUnknown() {
        SortedSet<String> unknown = new TreeSet<>();
        for (FunctionFact function : facts.functions().values()) {
            if (exports.has(function.name())
                    && RULES.of(function, facts, exports).kind() == TailRule.Kind.UNKNOWN) {
                unknown.add(function.name());
            }
        }
        assertThat(unknown)
                .containsExactly(
                        "argp_error",
                        "argp_failure",
                        "clone",
                        "error",
                        "error_at_line",
                        "makecontext",
                        "strfmon",
                        "strfmon_l");
    }

    @Test
    void everyRefusalSaysWhyAndWhatToDo() {
        for (List<String> row : ResourceTable.rows("refused-functions.txt")) {
            assertThat(row).hasSize(3);
            assertThat(row.get(1)).contains(" ").doesNotEndWith(".");
            assertThat(row.get(2)).isNotBlank().doesNotEndWith(".");
        }
        assertThat(new RefusedFunctions().of("__tls_get_addr")).isNotNull();
        assertThat(new RefusedFunctions().of("fork")).isNull();
    }

    @Test
    void everyJumpSaysWhy() {
        for (List<String> row : ResourceTable.rows("jump-functions.txt")) {
            assertThat(row.get(1)).matches("its? .*[^.]");
        }
        JumpFunctions jumps = new JumpFunctions();
        assertThat(jumps.of("vfork", TailRule.NONE)).isPresent();
        assertThat(jumps.of("error", rule("error"))).isPresent();
        assertThat(jumps.of("execl", rule("execl")))
                .hasValueSatisfying(jump -> assertThat(jump.reason()).contains("up to a NULL"));
        assertThat(jumps.of("printf", rule("printf"))).isEmpty();
        assertThat(jumps.of("fork", TailRule.NONE)).isEmpty();
    }

    @Test
    void threeMachinesCanJump() {
        assertThat(List.of(
                        "x86_64-linux-gnu",
                        "i686-linux-gnu",
                        "i386-linux-gnu",
                        "aarch64-linux-gnu",
                        "x86_64-linux-musl"))
                .allMatch(JumpFunctions::possibleOn);
        assertThat(List.of("riscv64-linux-gnu", "x86_64-linux-gnux32", "arm-linux-gnueabihf", "s390x-linux-gnu"))
                .noneMatch(JumpFunctions::possibleOn);
    }
}
