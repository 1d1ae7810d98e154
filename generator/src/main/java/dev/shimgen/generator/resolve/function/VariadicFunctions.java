package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.CallShape;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows what follows the fixed parameters of a variadic function ({@code variadic-functions.txt}, and the facts). */
public final class VariadicFunctions {

    private final Map<String, List<String>> rows = new HashMap<>();

    public VariadicFunctions() {
        for (List<String> row : ResourceTable.rows("variadic-functions.txt")) {
            rows.put(CallShape.parse(row.get(0)).function(), row);
        }
    }

    /**
     * {@return the rule for a function; {@link TailRule#UNKNOWN} if nothing is known}
     *
     * @param exports shows whether a twin that takes a {@code va_list} is there to be called
     */
    public TailRule of(FunctionFact function, HeaderFacts facts, LibraryExports exports) {
        if (!function.variadic()) {
            return TailRule.NONE;
        }
        List<String> row = rows.get(function.name());
        if (row != null) {
            CallShape shape = CallShape.parse(row.get(0));
            if (shape.names().size() != function.parameters().size()) {
                return TailRule.UNKNOWN;
            }
            if (row.get(1).equals("strings")) {
                return new TailRule(TailRule.Kind.STRINGS, row.get(2));
            }
            boolean conditional = row.get(1).equals("if");
            return new TailRule(
                    conditional ? TailRule.Kind.CONDITIONAL : TailRule.Kind.WORDS,
                    shape.names(),
                    conditional ? row.get(2) : "",
                    parameters(row.get(conditional ? 3 : 2), facts, exports),
                    conditional ? List.of() : taken(row.subList(3, row.size()), facts));
        }
        String twin = twin(function, facts, exports);
        return twin == null ? TailRule.UNKNOWN : new TailRule(TailRule.Kind.LIST, twin);
    }

    /**
     * {@code 0 if cmd is F_GETFD F_GETFL}, {@code 0 if flags lacks MREMAP_FIXED}: a value that these headers do not have is
     * none that a program could ask for.
     */
    private static List<CallPlan.Taken> taken(List<String> cells, HeaderFacts facts) {
        List<CallPlan.Taken> taken = new ArrayList<>();
        for (String cell : cells) {
            List<String> words = List.of(cell.split(" +", -1));
            CallPlan.Taken.When when = words.get(3).equals("is") ? CallPlan.Taken.When.IS : CallPlan.Taken.When.LACKS;
            List<String> values = words.subList(4, words.size()).stream()
                    .filter(facts.constants()::containsKey)
                    .toList();
            if (!values.isEmpty()) {
                taken.add(new CallPlan.Taken(Integer.parseInt(words.get(0)), words.get(2), when, values));
            }
        }
        return taken;
    }

    private static List<CParameter> parameters(String text, HeaderFacts facts, LibraryExports exports) {
        CTypes types = new CTypes(facts, exports.bits());
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(types::parameter)
                .toList();
    }

    /**
     * Finds the twin that takes a {@code va_list}: {@code vprintf} for {@code printf}, {@code obstack_vprintf} for
     * {@code obstack_printf}, {@code vwarnx} for {@code warnx}.
     */
    private static @Nullable String twin(FunctionFact function, HeaderFacts facts, LibraryExports exports) {
        String name = function.name();
        List<String> candidates = new ArrayList<>(List.of("v" + name));
        int last = name.lastIndexOf('_') + 1;
        // __asprintf is another name of asprintf, whose twin is vasprintf.
        candidates.add("v" + name.replaceFirst("^_+", ""));
        candidates.add(name.substring(0, last) + "v" + name.substring(last));
        for (String candidate : candidates) {
            FunctionFact twin = facts.function(candidate);
            if (twin != null && exports.has(candidate) && takesListOf(twin, function)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean takesListOf(FunctionFact twin, FunctionFact function) {
        int fixed = function.parameters().size();
        List<CParameter> parameters = twin.parameters();
        if (twin.variadic() || parameters.size() != fixed + 1) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            CType mine = function.parameters().get(i).type();
            if (!mine.spelling().equals(parameters.get(i).type().spelling())) {
                return false;
            }
        }
        CType list = parameters.get(fixed).type();
        return list.carrier() == CType.Carrier.VA_LIST || list.before().contains("va_list");
    }
}
