package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables from which a trace takes the names of flags and other constants. */
final class NameTables {

    private NameTables() {}

    static List<Map<String, Object>> view(ShimPlan shim) {
        Set<String> used = shim.calls().stream()
                .flatMap(call -> call.entries().stream())
                .flatMap(entry -> Stream.ofNullable(entry.event()))
                .flatMap(event -> Stream.concat(
                        event.shownForms().flatMap(NameTables::tables),
                        Stream.ofNullable(event.result().shown()).flatMap(StructView::constantSets)))
                .collect(Collectors.toSet());
        List<Map<String, Object>> tables = new ArrayList<>();
        int first = 0;
        for (ConstantSet set : shim.constantSets()) {
            if (used.contains(set.id())) {
                tables.add(table(set, first));
                // A row without a name ends it.
                first += set.constants().size() + 1;
            }
        }
        return tables;
    }

    private static Stream<String> tables(EventPlan.Form form) {
        if (form instanceof EventPlan.Flags flags) {
            return Stream.of(flags.constantSet());
        }
        if (form instanceof EventPlan.OneOf oneOf) {
            return Stream.of(oneOf.constantSet());
        }
        if (form instanceof EventPlan.WaitStatus status) {
            return Stream.of(status.signals());
        }
        if (form instanceof EventPlan.Numbers numbers) {
            return tables(numbers.each());
        }
        if (form instanceof EventPlan.Structures structure) {
            return structure.shown().constantSets();
        }
        return Stream.of();
    }

    private static Map<String, Object> table(ConstantSet set, int first) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (NamedConstant constant : set.constants()) {
            String begins = rows.isEmpty() ? "[" + TableNames.constants(set.id()) + "] = " : "";
            rows.add(Map.of("begins", begins, "row", row(constant, set.fieldOf(constant.name()))));
        }
        return Map.of("id", TableNames.constants(set.id()), "first", first, "rows", rows);
    }

    /** {@code {value, mask, "name"}}: the mask says which bits of a number the name speaks about. */
    private static String row(NamedConstant constant, Optional<ConstantSet.Field> field) {
        String name = constant.name();
        String value = isTopBit(constant.value()) ? "(unsigned)" + name : name;
        String mask = value;
        if (field.isPresent()) {
            mask = field.get().mask();
        } else if (constant.value() instanceof ConstantFact.Int number && number.value() == 0) {
            // No bit of its own: the name, like F_OK, stands for the whole number.
            mask = "~0ULL";
        }
        return "{" + value + ", " + mask + ", \"" + name + "\"}";
    }

    /** 1 << 31 is a negative int, and would fill the upper half of the table's 64 bits. */
    private static boolean isTopBit(ConstantFact.Value value) {
        return value instanceof ConstantFact.Int number && number.value() == Integer.MIN_VALUE;
    }
}
