package dev.shimgen.generator.emit.java;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.trace.TracePlan;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.CallPlan.Failure;
import dev.shimgen.generator.plan.CallPlanBuilder;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.Provider;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans made by hand. */
final class PlanBuilder {

    static final String POINTER = "dev.shimgen.spec.Pointer";
    static final String STRING = "java.lang.String";
    static final String STRUCT = "dev.shimgen.spec.Struct";

    private final String packageName;
    private final String interfaceName;
    private final List<CallPlan> calls = new ArrayList<>();
    private final List<ConstantSet> sets = new ArrayList<>();
    private final List<StructPlan> structs = new ArrayList<>();
    private final List<NamedConstant> constants = new ArrayList<>();

    PlanBuilder(String packageName, String interfaceName) {
        this.packageName = packageName;
        this.interfaceName = interfaceName;
    }

    /** {@return a scalar C type} */
    static CType type(String spelling, Carrier carrier) {
        return new CType(spelling, "", carrier, null);
    }

    static CType pointer(String spelling) {
        return type(spelling, Carrier.POINTER);
    }

    /** {@return a pointer to a struct, or the struct itself} */
    static CType struct(String spelling, String struct) {
        return new CType(spelling, "", spelling.contains("*") ? Carrier.POINTER : Carrier.STRUCT, struct);
    }

    static ParameterPlan parameter(String name, CType type, String javaType, Meaning meaning) {
        return new ParameterPlan(name, name, type, javaType, meaning);
    }

    static ParameterPlan number(String name, String cType, Carrier carrier, String javaType) {
        return parameter(name, type(cType, carrier), javaType, new Meaning.WholeNumber(false));
    }

    static ParameterPlan path(String name) {
        return parameter(name, pointer("const char *"), STRING, new Meaning.Path());
    }

    static ParameterPlan fd(String name) {
        return parameter(name, type("int", Carrier.INT32), "int", new Meaning.Fd());
    }

    static ParameterPlan address(String name, String cType) {
        return parameter(name, pointer(cType), POINTER, new Meaning.Address());
    }

    static ParameterPlan flags(String name, String set) {
        return parameter(name, type("int", Carrier.INT32), "int", new Meaning.Flags(set));
    }

    static ParameterPlan buffer(String name, String cType, String length, boolean written) {
        return parameter(name, pointer(cType), "byte[]", new Meaning.Buffer(length, written));
    }

    PlanBuilder call(String name, CType result, String javaResult, Failure failure, ParameterPlan... parameters) {
        return call(name, result, javaResult, failure, new CallPlan.NoTail(), parameters.length, parameters);
    }

    PlanBuilder call(
            String name,
            CType result,
            String javaResult,
            Failure failure,
            CallPlan.Tail tail,
            int fixed,
            ParameterPlan... parameters) {
        List<EntryPlan.Argument> own = Arrays.stream(parameters)
                .limit(fixed)
                .map(p -> new EntryPlan.Argument(p.name(), p.type(), p.name()))
                .toList();
        boolean variadic = !(tail instanceof CallPlan.NoTail);
        calls.add(CallPlanBuilder.call(name, result)
                .javaResult(javaResult)
                .failure(failure)
                .parameters(List.of(parameters))
                .tail(tail)
                .noReturn(name.equals("_exit"))
                .execs(name.equals("execv"))
                .entries(List.of(new EntryPlan(
                        name,
                        result,
                        own,
                        variadic,
                        name,
                        null,
                        "",
                        null,
                        new Provider("libc.so.6", Provider.Absence.MINUS_ONE))))
                .build());
        return this;
    }

    /** Traces all calls that there are by now. */
    PlanBuilder traced() {
        Behaviours behaviours = Behaviours.load();
        calls.replaceAll(call -> behaviours.withEvents(
                CallPlanBuilder.like(call).behaviours(List.of(new TracePlan(0))).build()));
        return this;
    }

    /** Adds a set of constants that parameters are printed with, and the constants themselves. */
    PlanBuilder constants(String id, NamedConstant... constants) {
        sets.add(new ConstantSet(id, List.of(constants)));
        this.constants.addAll(List.of(constants));
        return this;
    }

    PlanBuilder constant(String name, ConstantFact.Value value) {
        constants.add(new NamedConstant(name, value));
        return this;
    }

    static NamedConstant named(String name, long value) {
        return new NamedConstant(name, new ConstantFact.Int(value, 32));
    }

    PlanBuilder struct(
            String javaName, String cType, String header, long size, long alignment, StructFact.Field... fields) {
        return struct(
                javaName,
                new StructFact(cType, cType.startsWith("union "), size, alignment, List.of(fields), true, header));
    }

    PlanBuilder struct(String javaName, StructFact fact) {
        List<String> unsigned = fact.fields().stream()
                .filter(f -> f.type()
                        .before()
                        .matches("unsigned .*|u?int[0-9]+_t|[a-z_]*(dev|ino|nlink|mode|uid|gid|addr)_t"))
                .map(StructFact.Field::name)
                .toList();
        structs.add(new StructPlan(javaName, fact, List.of(), unsigned));
        return this;
    }

    static StructFact.Field field(String name, String cType, long offset, Carrier carrier) {
        long size = Carriers.size(carrier, 8);
        return new StructFact.Field(name, type(cType, carrier), offset, size, 1, carrier, "");
    }

    static StructFact.Field array(String name, String cType, long offset, Carrier carrier, long count) {
        CType type = new CType(cType, "[" + (count == 0 ? "" : count) + "]", Carrier.POINTER, null);
        return new StructFact.Field(name, type, offset, count * Carriers.size(carrier, 8), count, carrier, "");
    }

    static StructFact.Field inner(String name, String struct, long offset, long size, long count) {
        @Nullable String pointee = struct;
        CType type = new CType(struct, count == 1 ? "" : "[" + count + "]", Carrier.STRUCT, pointee);
        return new StructFact.Field(name, type, offset, size, count, Carrier.STRUCT, struct);
    }

    ShimPlan build() {
        calls.sort(Comparator.comparing(CallPlan::name));
        constants.sort(Comparator.comparing(NamedConstant::name));
        structs.sort(Comparator.comparing(s -> s.fact().type()));
        return new ShimPlan(
                "sample",
                packageName,
                interfaceName,
                List.of("_GNU_SOURCE"),
                List.of("unistd.h"),
                calls,
                sets,
                structs,
                constants,
                List.of());
    }
}
