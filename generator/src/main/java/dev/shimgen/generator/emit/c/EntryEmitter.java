package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.OwnFunction;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.templates.Templates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the part of the file that belongs to one exported symbol: declaration, assertion, the way to the next definition,
 * what the behaviours need, the wrapper.
 */
final class EntryEmitter {

    private final Templates templates;
    private final Behaviours behaviours;
    private final CallPlan call;

    EntryEmitter(Templates templates, Behaviours behaviours, CallPlan call) {
        this.templates = templates;
        this.behaviours = behaviours;
        this.call = call;
    }

    String emit(EntryPlan entry) {
        List<String> parts = new ArrayList<>();
        Core core = core(entry, parts);
        String wrapper = "shimgen_wrap_" + entry.id();
        String nextSymbol = nextSymbol(entry);
        String nextType = entry.symbol().equals(nextSymbol) ? "__typeof__(" + wrapper + ") *" : listType(entry, "(*)");
        Map<String, Object> view = new HashMap<>();
        view.put("symbol", entry.symbol());
        view.put("id", entry.id());
        view.putAll(versions(entry));
        view.put("wrapper", wrapper);
        view.put("prototype", entry.result().declare(wrapper + "(" + parameterList(entry) + ")"));
        view.put("declared", entry.declared());
        view.put("header", call.header());
        view.put("why", entry.why().isEmpty() ? null : entry.why());
        boolean passesThrough = call.behaviours().isEmpty() && !entry.variadic();
        String arguments =
                entry.parameters().stream().map(EntryPlan.Argument::name).collect(Collectors.joining(", "));
        boolean isVoid = entry.result().carrier() == CType.Carrier.VOID;
        view.put("passesThrough", passesThrough);
        view.put(
                "firstPrototype",
                entry.result().declare("shimgen_first_" + entry.id() + "(" + parameterList(entry) + ")"));
        view.put("return", isVoid ? "" : "return ");
        view.put("isVoid", isVoid);
        view.put("arguments", arguments);
        view.put("callsNext", !passesThrough && replacement(entry) == null);
        view.put("nextSymbol", nextSymbol);
        // What the wrapper hides is in its slot (shimgen_wrapper.h); a twin of it is looked up by its name.
        view.put("hidden", entry.symbol().equals(nextSymbol));
        view.put("nextType", nextType);
        view.put(
                "nextPrototype",
                entry.symbol().equals(nextSymbol)
                        ? "static " + nextType + "shimgen_next_" + entry.id() + "(void)"
                        : "static " + listType(entry, "(*shimgen_next_" + entry.id() + "(void))"));
        view.put("parts", parts.stream().map(text -> Map.of("text", text)).toList());
        List<String> body = passesThrough ? lines(templates.render("c/pass_through", view)) : body(entry, core);
        view.put("body", body.stream().map(line -> Map.of("line", line)).toList());
        return templates.render("c/entry", view);
    }

    /** {@return whether the call's behaviour stands around this symbol in assembler} */
    boolean brackets(EntryPlan entry) {
        return behaviours.brackets(call, entry);
    }

    /** {@return which of the symbol's versions the entry stands for, and who has it} */
    static Map<String, Object> versions(EntryPlan entry) {
        SymbolVersion version = entry.version();
        Map<String, Object> view = new HashMap<>();
        view.put("only", version == null);
        view.put("today", version != null && version.standard());
        view.put("old", version != null && !version.standard());
        view.put("version", version == null ? "" : version.name());
        view.put("wantedVersion", version == null ? "NULL" : '"' + version.name() + '"');
        view.put("library", entry.provider().library());
        view.put("absent", entry.provider().absence().constant());
        return view;
    }

    /** {@return what the behaviours need in front of a wrapper that jumps} */
    List<String> parts(EntryPlan entry) {
        List<String> parts = new ArrayList<>();
        for (BehaviourPlan plan : call.behaviours()) {
            String text = partial(plan, "entry", entry);
            if (!text.isBlank()) {
                parts.add(text.stripTrailing());
            }
        }
        return parts;
    }

    static String parameterList(EntryPlan entry) {
        String fixed =
                entry.parameters().stream().map(p -> p.type().declare(p.name())).collect(Collectors.joining(", "));
        if (entry.variadic()) {
            return fixed + ", ...";
        }
        return fixed.isEmpty() ? "void" : fixed;
    }

    /** The twin of a variadic function takes the same parameters and a {@code va_list}. */
    private static String listType(EntryPlan entry, String declarator) {
        String fixed =
                entry.parameters().stream().map(p -> p.type().declare(p.name())).collect(Collectors.joining(", "));
        return entry.result().declare(declarator + "(" + fixed + ", va_list arguments)");
    }

    /** The twin of an alias is the alias of the twin: {@code __isoc99_sscanf}, {@code __isoc99_vsscanf}. */
    private String nextSymbol(EntryPlan entry) {
        if (!entry.variadic() || !(call.tail() instanceof CallPlan.ListTail list)) {
            return entry.symbol();
        }
        String twin = entry.twin();
        return twin != null ? twin : entry.symbol().replace(call.name(), list.twin());
    }

    /**
     * What a wrapper does, from some behaviour on inwards.
     *
     * @param before statements
     * @param expression the real call, or what stands in its place
     * @param after statements
     */
    private record Core(List<String> before, String expression, List<String> after) {

        Core within(List<String> outerBefore, List<String> outerAfter) {
            return new Core(joined(outerBefore, before), expression, joined(after, outerAfter));
        }

        boolean isExpression() {
            return before.isEmpty() && after.isEmpty();
        }

        private static List<String> joined(List<String> first, List<String> second) {
            return Stream.concat(first.stream(), second.stream()).toList();
        }
    }

    /**
     * {@return what the wrapper does, of all behaviours}
     *
     * @param parts takes what has to stand in front of the wrapper
     */
    private Core core(EntryPlan entry, List<String> parts) {
        String replacement = replacement(entry);
        boolean hasList = replacement == null && entry.variadic() && call.tail() instanceof CallPlan.ListTail;
        Core core = new Core(
                List.of(),
                replacement != null ? replacement : nextCall(entry),
                hasList ? List.of("va_end(arguments);") : List.of());
        // Tables, outermost first; then functions, innermost first, since what is around calls what is inside.
        Deque<String> tables = new ArrayDeque<>();
        List<String> functions = new ArrayList<>();
        for (int i = call.behaviours().size() - 1; i >= 0; i--) {
            BehaviourPlan plan = call.behaviours().get(i);
            String next = core.expression();
            String around = partial(plan, "around", entry, Map.of("next", next)).strip();
            if (!around.isEmpty()) {
                if (!core.isExpression()) {
                    String behind = "shimgen_behind_" + entry.id();
                    OwnFunction function = OwnFunction.of(call, entry);
                    functions.add(function(entry, function, behind, core));
                    next = behind + "(" + function.arguments() + ")";
                    around =
                            partial(plan, "around", entry, Map.of("next", next)).strip();
                }
                core = new Core(List.of(), around, List.of());
            }
            String part = partial(plan, "entry", entry, Map.of("next", next));
            if (!part.isBlank() && around.isEmpty()) {
                tables.addFirst(part.stripTrailing());
            } else if (!part.isBlank()) {
                functions.add(part.stripTrailing());
            }
            core = core.within(lines(partial(plan, "before", entry)), lines(partial(plan, "after", entry)));
        }
        parts.addAll(tables);
        parts.addAll(functions);
        return core;
    }

    /** A function of its own for what a wrapper does behind a behaviour that decides whether it is done. */
    private String function(EntryPlan entry, OwnFunction own, String name, Core core) {
        List<String> lines = statements(entry, core);
        lines.addAll(0, unused(own.passed(), lines));
        String head = "static " + own.prototype(entry, name);
        return lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n", head + "\n{\n", "\n}"));
    }

    /** For -Wunused-parameter. */
    private static List<String> unused(List<String> names, List<String> lines) {
        return names.stream()
                .filter(name -> !mentions(lines, name))
                .map(name -> "(void)" + name + ";")
                .toList();
    }

    private List<String> statements(EntryPlan entry, Core core) {
        List<String> lines = new ArrayList<>(core.before());
        String expression = core.expression();
        if (entry.result().carrier() == CType.Carrier.VOID) {
            if (!expression.isEmpty()) {
                (expression + ";").lines().forEach(lines::add);
            }
            lines.addAll(core.after());
        } else if (core.after().isEmpty()) {
            ("return " + expression + ";").lines().forEach(lines::add);
        } else {
            String result = constant(entry.result(), "result");
            (result + " = " + expression + ";").lines().forEach(lines::add);
            lines.addAll(core.after());
            lines.add("return result;");
        }
        return lines;
    }

    private List<String> body(EntryPlan entry, Core core) {
        List<String> lines = statements(entry, core);
        lines.addAll(0, tail(entry, lines));
        lines.addAll(
                0,
                unused(entry.parameters().stream().map(EntryPlan.Argument::name).toList(), lines));
        return lines;
    }

    static boolean mentions(List<String> lines, String name) {
        return lines.stream().anyMatch(line -> mentions(line, name));
    }

    /** Whether a line of C has the name as a word of its own. */
    private static boolean mentions(String line, String name) {
        for (int at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(line.charAt(at - 1));
            if (begins && (end == line.length() || !Character.isJavaIdentifierPart(line.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Fetches the arguments behind the fixed ones, if something in the body asks for them: a replaced call does not, and
     * gcc warns of what is fetched in vain (-Wunused-but-set-variable).
     */
    private List<String> tail(EntryPlan entry, List<String> body) {
        if (!entry.variadic()) {
            return List.of();
        }
        String last = entry.parameters().get(entry.parameters().size() - 1).name();
        if (call.tail() instanceof CallPlan.ListTail) {
            boolean handedOn = mentions(body, "arguments");
            return handedOn ? lines(templates.render("c/tail_list", Map.of("last", last))) : List.of();
        }
        List<ParameterPlan> extra = tailParameters(entry);
        if (extra.stream().noneMatch(p -> mentions(body, p.name()))) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (call.tail() instanceof CallPlan.ConditionalTail tail) {
            lines.addAll(lines(templates.render(
                    "c/tail_conditional",
                    Map.of("condition", tail.condition(), "last", last, "passed", fetched(extra, List.of())))));
        } else if (call.tail() instanceof CallPlan.WordTail tail) {
            lines.addAll(lines(
                    templates.render("c/tail_words", Map.of("last", last, "words", fetched(extra, tail.fetched())))));
        }
        extra.stream().filter(p -> !mentions(body, p.name())).forEach(p -> lines.add("(void)" + p.name() + ";"));
        return lines;
    }

    /**
     * {@return what the partials say of each argument}
     *
     * @param types the types that they are fetched by; empty for their own
     */
    private static List<Map<String, String>> fetched(List<ParameterPlan> extra, List<CType> types) {
        List<Map<String, String>> views = new ArrayList<>();
        for (int i = 0; i < extra.size(); i++) {
            String name = extra.get(i).name();
            CType type = types.isEmpty() ? extra.get(i).type() : types.get(i);
            views.add(Map.of(
                    "name", name,
                    "type", type.spelling(),
                    "variable", type.declare(name),
                    "constant", constant(type, name)));
        }
        return views;
    }

    private static String constant(CType type, String name) {
        return type.before().endsWith("*") ? type.declare("const " + name) : "const " + type.declare(name);
    }

    /** The call's parameters that a variadic symbol takes behind its fixed ones. */
    private List<ParameterPlan> tailParameters(EntryPlan entry) {
        return call.parameters().stream()
                .filter(p -> entry.parameters().stream().noneMatch(a -> p.name().equals(a.parameter())))
                .toList();
    }

    private String nextCall(EntryPlan entry) {
        List<String> arguments = new ArrayList<>();
        for (EntryPlan.Argument argument : entry.parameters()) {
            arguments.add(handedOn(argument.parameter(), argument.name()));
        }
        if (entry.variadic()) {
            if (call.tail() instanceof CallPlan.ListTail) {
                arguments.add("arguments");
            } else {
                tailParameters(entry).forEach(p -> arguments.add(handedOn(p.name(), p.name())));
            }
        }
        return "shimgen_next_" + entry.id() + "()(" + String.join(", ", arguments) + ")";
    }

    private String handedOn(@Nullable String parameter, String name) {
        String expression = name;
        if (parameter != null) {
            for (BehaviourPlan plan : call.behaviours()) {
                expression = behaviours.argument(plan, parameter, expression);
            }
        }
        return expression;
    }

    /** What stands in place of the real call, or {@code null}. */
    private @Nullable String replacement(EntryPlan entry) {
        for (BehaviourPlan plan : call.behaviours()) {
            if (plan.stand() == BehaviourPlan.Stand.INSTEAD) {
                return rendered(plan, "call", entry, Map.of()).strip();
            }
        }
        return null;
    }

    String partial(BehaviourPlan plan, String part, EntryPlan entry) {
        return partial(plan, part, entry, Map.of());
    }

    /** {@return what a behaviour says in one of its partials, which may use more names than those of its own view} */
    String partial(BehaviourPlan plan, String part, EntryPlan entry, Map<String, Object> more) {
        return templates.has(name(plan, part)) ? rendered(plan, part, entry, more) : "";
    }

    private String rendered(BehaviourPlan plan, String part, EntryPlan entry, Map<String, Object> more) {
        Map<String, Object> view = new HashMap<>(more);
        view.putAll(behaviours.view(plan, call, entry));
        return templates.render(name(plan, part), view);
    }

    private static String name(BehaviourPlan plan, String part) {
        return "behaviour/" + plan.id() + "/" + part;
    }

    static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
