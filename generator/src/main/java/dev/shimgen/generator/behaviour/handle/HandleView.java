package dev.shimgen.generator.behaviour.handle;

import dev.shimgen.generator.behaviour.OwnFunction;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.HandlePlan;
import dev.shimgen.generator.plan.HandlePlan.Travel;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the partials of {@code @Handle} say of a symbol. */
final class HandleView {

    private HandleView() {}

    static Map<String, Object> of(HandlePlan plan, CallPlan call, EntryPlan entry) {
        Map<String, Object> view = new HashMap<>();
        view.put("asks", isAlike(call, entry));
        view.put("describes", entry.equals(call.entries().get(0)));
        view.put("function", call.name());
        view.put("id", entry.id());
        boolean isVoid = call.result().carrier() == Carrier.VOID;
        view.put("isVoid", isVoid);
        view.put("resultType", entry.result().spelling());
        view.put("isNumber", isNumber(call.result()));
        view.put("resultUnit", resultUnit(call));
        view.put("isAddress", call.result().carrier() == Carrier.POINTER);
        view.put("opens", plan.opens());
        view.put("failure", failure(call.failure()));
        view.put("otherwise", plan.otherwise());
        view.put("hasArguments", !plan.arguments().isEmpty());
        view.put("count", plan.arguments().size());
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < plan.arguments().size(); i++) {
            rows.add(row(plan.arguments().get(i), call.parameters().get(i).type()));
        }
        view.put("rows", String.join(", ", rows));

        OwnFunction asked = OwnFunction.of(call, entry);
        List<String> addresses = new ArrayList<>();
        List<Map<String, String>> missing = new ArrayList<>();
        for (ParameterPlan parameter : call.parameters()) {
            Optional<EntryPlan.Argument> own = carrying(entry, parameter);
            String name = own.map(EntryPlan.Argument::name).orElse(parameter.name());
            addresses.add("(void *)(uintptr_t)&" + name);
            if (own.isEmpty() && !entry.variadic()) {
                missing.add(Map.of("declared", parameter.type().declare(name)));
            }
        }
        view.put("prototype", asked.prototype(entry, "shimgen_asked_" + entry.id()));
        view.put("resultDeclared", isVoid ? "" : entry.result().declare("result"));
        view.put("passed", asked.arguments());
        view.put("addresses", addresses.stream().collect(Collectors.joining(", ")));
        view.put("missing", missing);
        return view;
    }

    private static Optional<EntryPlan.Argument> carrying(EntryPlan entry, ParameterPlan parameter) {
        return entry.parameters().stream()
                .filter(argument -> parameter.name().equals(argument.parameter()))
                .findFirst();
    }

    /** Whether the symbol takes what the call takes: {@code __xmknod} has the address of a device's number. */
    private static boolean isAlike(CallPlan call, EntryPlan entry) {
        return call.parameters().stream()
                .allMatch(parameter -> carrying(entry, parameter)
                        .filter(argument ->
                                argument.type().carrier() != parameter.type().carrier())
                        .isEmpty());
    }

    /** What a result leads to that is told of a real call: a string, or a struct. */
    private static @Nullable String resultUnit(CallPlan call) {
        if (call.result().carrier() != Carrier.POINTER) {
            return null;
        }
        String type = call.javaResult().substring(call.javaResult().lastIndexOf('.') + 1);
        if (type.equals("String")) {
            return "1";
        }
        boolean isAddress = type.equals("Pointer") || type.equals("MemorySegment");
        return isAddress || call.result().struct() == null
                ? null
                : "sizeof(" + call.result().struct() + ")";
    }

    private static boolean isNumber(CType type) {
        return switch (type.carrier()) {
            case BOOL, INT8, INT16, INT32, INT64 -> true;
            case VOID, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
        };
    }

    private static String failure(CallPlan.Failure failure) {
        return switch (failure) {
            case MINUS_ONE -> "SHIMGEN_HANDLE_MINUS_ONE";
            case NULL -> "SHIMGEN_HANDLE_NULL";
            case ERROR_NUMBER -> "SHIMGEN_HANDLE_ERROR_NUMBER";
            case NEVER -> "SHIMGEN_HANDLE_NEVER";
        };
    }

    private static String row(Travel travel, CType type) {
        if (travel instanceof HandlePlan.Text) {
            return "SHIMGEN_HANDLED_TEXT";
        }
        if (travel instanceof HandlePlan.Memory memory) {
            return row(memory);
        }
        if (travel instanceof HandlePlan.Value) {
            return isNumber(type)
                    ? "SHIMGEN_HANDLED_NUMBER(" + type.spelling() + ")"
                    : "SHIMGEN_HANDLED_FLOATING(" + type.spelling() + ")";
        }
        return "SHIMGEN_HANDLED_ADDRESS";
    }

    private static String row(HandlePlan.Memory memory) {
        String flow = switch (memory.flow()) {
            case READ -> "SHIMGEN_HANDLE_READ";
            case WRITTEN -> "SHIMGEN_HANDLE_WRITTEN";
            case BOTH -> "SHIMGEN_HANDLE_BOTH";
        };
        String reach = switch (memory.reach()) {
            case ALL -> "SHIMGEN_HANDLE_ALL";
            case BY_RESULT -> "SHIMGEN_HANDLE_BY_RESULT";
            case STRING -> "SHIMGEN_HANDLE_STRING";
        };
        if (memory.amount() instanceof HandlePlan.One one) {
            return "SHIMGEN_HANDLED_ONE(" + flow + ", " + one.bytes() + ")";
        }
        if (memory.amount() instanceof HandlePlan.Counted counted) {
            return "SHIMGEN_HANDLED_COUNTED(" + flow + ", " + counted.bytes() + ", " + counted.parameter() + ", "
                    + reach + ")";
        }
        if (memory.amount() instanceof HandlePlan.Stored stored) {
            return "SHIMGEN_HANDLED_STORED(" + flow + ", " + stored.parameter() + ")";
        }
        HandlePlan.Product product = (HandlePlan.Product) memory.amount();
        return "SHIMGEN_HANDLED_PRODUCT(" + flow + ", " + product.one() + ", " + product.other() + ", " + reach + ")";
    }
}
