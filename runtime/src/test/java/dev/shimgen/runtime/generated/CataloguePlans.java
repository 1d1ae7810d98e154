package dev.shimgen.runtime.generated;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.Provider;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans for everything that a catalogue has, and the specs that go with them. Types as the resolver would accept them:
 * a class for each struct that the facts know, {@code String} for {@code const char *}, {@code Pointer} for the rest.
 */
final class CataloguePlans {

    private static final String PACKAGE = "catalogue";

    private final HeaderFacts facts;
    private final SortedMap<String, StructPlan> structs = new TreeMap<>();

    CataloguePlans(HeaderFacts facts) {
        this.facts = facts;
        Set<String> names = new HashSet<>();
        for (StructFact fact : facts.structs().values()) {
            String name = Arrays.stream(fact.type()
                            .substring(fact.type().lastIndexOf(' ') + 1)
                            .split("_"))
                    .filter(w -> !w.isEmpty())
                    .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                    .collect(Collectors.joining());
            // Two tags can make one name (sigaction and __sigaction); the resolver never has both in one plan.
            while (!names.add(name)) {
                name += "X";
            }
            structs.put(fact.type(), new StructPlan(name, fact, List.of(), List.of()));
        }
    }

    Collection<StructPlan> structs() {
        return structs.values();
    }

    /** {@return plans of at most {@code size} functions each, every one with all structs} */
    List<ShimPlan> plans(int size) {
        List<ShimPlan> plans = new ArrayList<>();
        List<FunctionFact> functions = new ArrayList<>(facts.functions().values());
        for (int start = 0; start < functions.size(); start += size) {
            List<CallPlan> calls = functions.subList(start, Math.min(start + size, functions.size())).stream()
                    .map(this::call)
                    .toList();
            plans.add(new ShimPlan(
                    "catalogue",
                    PACKAGE,
                    "Catalogue" + plans.size(),
                    List.of(),
                    List.of(),
                    calls,
                    List.of(),
                    List.copyOf(structs.values()),
                    plans.isEmpty() ? constants() : List.of(),
                    List.of()));
        }
        return plans;
    }

    private List<NamedConstant> constants() {
        return facts.constants().values().stream()
                .map(c -> new NamedConstant(c.name(), c.value()))
                .toList();
    }

    /** {@return the interface that a plan was made for} */
    static String spec(ShimPlan plan) {
        String methods = plan.calls().stream()
                .map(c -> "    " + c.javaResult() + " " + c.name()
                        + c.parameters().stream()
                                .map(p -> p.javaType() + " " + p.javaName())
                                .collect(Collectors.joining(", ", "(", ");\n")))
                .collect(Collectors.joining());
        return "package " + PACKAGE + ";\n\npublic interface " + plan.interfaceName() + " {\n" + methods + "}\n";
    }

    private CallPlan call(FunctionFact function) {
        List<ParameterPlan> parameters = new ArrayList<>();
        for (CParameter parameter : function.parameters()) {
            String name = "p" + parameters.size();
            parameters.add(new ParameterPlan(
                    name, name, parameter.type(), javaType(parameter.type()), meaning(parameter.type())));
        }
        List<EntryPlan.Argument> arguments = parameters.stream()
                .map(p -> new EntryPlan.Argument(p.name(), p.type(), p.name()))
                .toList();
        return new CallPlan(
                function.name(),
                function.header(),
                function.result(),
                null,
                result(function.result()),
                CallPlan.Failure.NEVER,
                parameters,
                function.variadic() ? new CallPlan.ListTail("v" + function.name()) : new CallPlan.NoTail(),
                false,
                false,
                List.of(new EntryPlan(
                        function.name(),
                        function.result(),
                        arguments,
                        function.variadic(),
                        function.name(),
                        null,
                        "",
                        null,
                        new Provider("libc.so.6", Provider.Absence.MINUS_ONE))),
                List.of(),
                new CallPlan.Called(),
                null);
    }

    private String result(CType type) {
        String java = javaType(type);
        return java.equals("java.lang.String") ? "dev.shimgen.spec.Pointer" : java;
    }

    private String javaType(CType type) {
        StructPlan struct = struct(type);
        return switch (type.carrier()) {
            case VOID -> "void";
            case BOOL -> "boolean";
            case INT8 -> "byte";
            case INT16 -> "short";
            case INT32 -> "int";
            case INT64 -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case STRUCT -> struct == null ? "dev.shimgen.spec.Struct" : struct.javaName();
            case VA_LIST -> "dev.shimgen.spec.Pointer";
            case OPAQUE -> "dev.shimgen.spec.Opaque";
            case POINTER -> {
                yield struct != null
                        ? struct.javaName()
                        : type.before().equals("const char *") ? "java.lang.String" : "dev.shimgen.spec.Pointer";
            }
        };
    }

    private Meaning meaning(CType type) {
        StructPlan struct = struct(type);
        return type.carrier() == Carrier.POINTER && struct != null
                ? new Meaning.StructPointer(struct.fact().type(), !type.pointsToConst())
                : new Meaning.Opaque();
    }

    private @Nullable StructPlan struct(CType type) {
        return type.struct() == null ? null : structs.get(type.struct());
    }
}
