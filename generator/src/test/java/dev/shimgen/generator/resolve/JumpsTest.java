package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Functions that wrappers jump to, and what may be done before. */
class JumpsTest {

    private static final String[] PECULIAR = {
        "int _setjmp(Pointer env);",
        "int vfork();",
        "int execl(@Path String path, @Text String arg);",
        "void error(int status, int errnum, @Text String format);",
        "Pointer dlsym(Pointer handle, @Text String name);",
        "void __pthread_unwind_next(Pointer buf);",
        "int fsync(@Fd int fd);"
    };

    private static Map<String, CallPlan> plan(String name, String annotation, Diagnostics diagnostics, String... lines)
            throws GenerationException {
        ShimPlan plan = new Planner(Machine.compiler(), Behaviours.load())
                .plan(
                        Machine.spec(name, "@Shim(\"jumps\")\n" + annotation, "", lines),
                        Machine.catalogue(),
                        diagnostics);
        return plan.calls().stream().collect(Collectors.toMap(CallPlan::name, Function.identity()));
    }

    @Test
    void whatACallWouldBreakIsJumpedTo() throws Exception {
        Map<String, CallPlan> calls = plan("Jumped", "@Trace", new Diagnostics(), PECULIAR);
        assertThat(calls).hasSize(PECULIAR.length);
        assertThat(calls.values())
                .filteredOn(c -> !c.jumps())
                .extracting(CallPlan::name)
                .containsExactly("fsync");
        assertThat(calls.values())
                .allSatisfy(c ->
                        assertThat(c.behaviours()).extracting(BehaviourPlan::id).containsExactly("trace"));
    }

    /** What is only passed on is jumped to as well, and Java may still call it. */
    @Test
    void passThroughIsAJump() throws Exception {
        Map<String, CallPlan> calls = plan(
                "JumpPassed",
                "@Trace",
                new Diagnostics(),
                "@PassThrough int fsync(@Fd int fd);",
                "@PassThrough int vfork();",
                "int close(@Fd int fd);");
        assertThat(calls.get("fsync")).extracting(CallPlan::forwarding).isInstanceOf(CallPlan.Passed.class);
        assertThat(calls.get("vfork")).extracting(CallPlan::forwarding).isInstanceOf(CallPlan.Jumped.class);
        assertThat(calls.get("close")).extracting(CallPlan::forwarding).isInstanceOf(CallPlan.Bracketed.class);
    }

    @Test
    void whatIsReplacedIsNotJumpedTo() throws Exception {
        Map<String, CallPlan> calls = plan(
                "Replaced",
                "@Trace",
                new Diagnostics(),
                "@Replace(errno = \"ENOSYS\") int vfork();",
                "@Replace(errno = \"EACCES\") int execl(@Path String path, @Text String arg);",
                "@Replace Pointer dlopen(@Path String file, int mode);");
        assertThat(calls.values())
                .hasSize(3)
                .noneMatch(CallPlan::jumps)
                .allSatisfy(c -> assertThat(c.forwarding()).isInstanceOf(CallPlan.Unreached.class));
    }

    @Test
    void whatChangesAnArgumentIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        assertThatThrownBy(() -> plan(
                        "Changed",
                        "",
                        diagnostics,
                        "Pointer dlopen(@Path String file, @Flags(\"RTLD_\") @ClearFlags(\"RTLD_GLOBAL\") int mode);"))
                .isInstanceOf(GenerationException.class);
        assertThat(diagnostics.all()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(Code.SG0212);
            assertThat(error.message())
                    .startsWith("@ClearFlags is not possible for dlopen: it looks at the address that it returns to")
                    .contains("@Replace answers without dlopen");
            assertThat(error.position()).isNotNull();
        });
    }

    @Test
    void whatWouldComeBackForEverIsPassedThrough() throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        CallPlan call = plan("Errno", "@Trace", diagnostics, "Pointer __errno_location();")
                .get("__errno_location");
        assertThat(call).isNotNull();
        assertThat(call.jumps()).isTrue();
        assertThat(call.behaviours()).isEmpty();
        assertThat(diagnostics.all()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(Code.SG0212);
            assertThat(warning.severity()).isEqualTo(Diagnostic.Severity.WARNING);
            assertThat(warning.message()).contains("without @Trace", "@PassThrough");
        });
        Diagnostics silent = new Diagnostics();
        plan("Silent", "@Trace", silent, "@PassThrough Pointer __errno_location();");
        assertThat(silent.all()).isEmpty();
    }
}
