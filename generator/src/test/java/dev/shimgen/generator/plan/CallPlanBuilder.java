package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.CType;
import java.util.List;

/** Makes plans of calls by hand; whoever makes one says what is peculiar about it. */
public final class CallPlanBuilder {

    private final String name;
    private final CType result;
    private String header = "header.h";
    private String javaResult = "int";
    private CallPlan.Failure failure = CallPlan.Failure.MINUS_ONE;
    private List<ParameterPlan> parameters = List.of();
    private CallPlan.Tail tail = new CallPlan.NoTail();
    private boolean noReturn;
    private boolean execs;
    private List<EntryPlan> entries = List.of();
    private List<BehaviourPlan> behaviours = List.of();
    private CallPlan.Forwarding forwarding = new CallPlan.Called();

    private CallPlanBuilder(String name, CType result) {
        this.name = name;
        this.result = result;
    }

    /** A call of a function without parameters that fails with -1, returns, and is called by its wrapper. */
    public static CallPlanBuilder call(String name, CType result) {
        return new CallPlanBuilder(name, result);
    }

    /** The same call, to be changed in a few parts. */
    public static CallPlanBuilder like(CallPlan call) {
        return new CallPlanBuilder(call.name(), call.result())
                .header(call.header())
                .javaResult(call.javaResult())
                .failure(call.failure())
                .parameters(call.parameters())
                .tail(call.tail())
                .noReturn(call.noReturn())
                .execs(call.execs())
                .entries(call.entries())
                .behaviours(call.behaviours())
                .forwarding(call.forwarding());
    }

    public CallPlanBuilder header(String header) {
        this.header = header;
        return this;
    }

    public CallPlanBuilder javaResult(String javaResult) {
        this.javaResult = javaResult;
        return this;
    }

    public CallPlanBuilder failure(CallPlan.Failure failure) {
        this.failure = failure;
        return this;
    }

    public CallPlanBuilder parameters(List<ParameterPlan> parameters) {
        this.parameters = parameters;
        return this;
    }

    public CallPlanBuilder tail(CallPlan.Tail tail) {
        this.tail = tail;
        return this;
    }

    public CallPlanBuilder noReturn(boolean noReturn) {
        this.noReturn = noReturn;
        return this;
    }

    public CallPlanBuilder execs(boolean execs) {
        this.execs = execs;
        return this;
    }

    public CallPlanBuilder entries(List<EntryPlan> entries) {
        this.entries = entries;
        return this;
    }

    public CallPlanBuilder behaviours(List<BehaviourPlan> behaviours) {
        this.behaviours = behaviours;
        return this;
    }

    public CallPlanBuilder forwarding(CallPlan.Forwarding forwarding) {
        this.forwarding = forwarding;
        return this;
    }

    /** {@return the plan, of a function that the headers always declare} */
    public CallPlan build() {
        return new CallPlan(
                name,
                header,
                result,
                null,
                javaResult,
                failure,
                parameters,
                tail,
                noReturn,
                execs,
                entries,
                behaviours,
                forwarding,
                null);
    }
}
