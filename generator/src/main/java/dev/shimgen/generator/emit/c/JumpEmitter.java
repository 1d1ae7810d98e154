package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the part of the file that belongs to one exported symbol whose function is jumped to: declaration, assertion, what
 * is done before the jump, the jump.
 */
final class JumpEmitter {

    private final Templates templates;
    private final EntryEmitter entries;
    private final CallPlan call;

    JumpEmitter(Templates templates, EntryEmitter entries, CallPlan call) {
        this.templates = templates;
        this.entries = entries;
        this.call = call;
    }

    String emit(EntryPlan entry) {
        String wrapper = "shimgen_wrap_" + entry.id();
        Map<String, Object> view = new HashMap<>();
        view.put("symbol", entry.symbol());
        view.put("wrapper", wrapper);
        view.put("prototype", entry.result().declare(wrapper + "(" + EntryEmitter.parameterList(entry) + ")"));
        view.put("declared", entry.declared());
        view.put("header", call.header());
        view.put("why", entry.why().isEmpty() ? null : entry.why());
        view.put("reason", call.forwarding() instanceof CallPlan.Jumped jump ? jump.reason() : null);
        view.putAll(EntryEmitter.versions(entry));
        boolean brackets = entries.brackets(entry);
        boolean jumps = call.behaviours().isEmpty();
        boolean looks = !jumps && !brackets;
        view.put("jumps", jumps);
        view.put("looks", looks);
        view.put("bracket", brackets ? bracket(entry, view) : null);
        view.put(
                "parts",
                entries.parts(entry).stream().map(text -> Map.of("text", text)).toList());
        view.put(
                "body",
                looks ? body(entry).stream().map(line -> Map.of("line", line)).toList() : List.of());
        return templates.render("c/jump", view);
    }

    /** What the behaviour puts in the place of a jump. */
    private String bracket(EntryPlan entry, Map<String, Object> names) {
        return entries.partial(call.behaviours().get(0), "jump", entry, names).strip();
    }

    /** The arguments, read as those of a variadic function from the first on; then what the behaviours do with them. */
    private List<String> body(EntryPlan entry) {
        List<String> before = new ArrayList<>();
        for (BehaviourPlan plan : call.behaviours()) {
            before.addAll(EntryEmitter.lines(entries.partial(plan, "before", entry)));
        }
        List<String> lines = new ArrayList<>();
        List<String> unused = new ArrayList<>();
        for (EntryPlan.Argument argument : entry.parameters()) {
            CType type = adjusted(argument.type());
            lines.add(type.declare(argument.name()) + " = " + fetched(type) + ";");
            if (!EntryEmitter.mentions(before, argument.name())) {
                unused.add("(void)" + argument.name() + ";");
            }
        }
        if (entry.parameters().isEmpty() && !EntryEmitter.mentions(before, "arguments")) {
            unused.add("(void)arguments;");
        }
        lines.addAll(unused);
        lines.addAll(before);
        return lines;
    }

    /**
     * A parameter that is written as an array is a pointer (ISO C 6.7.6.3p7), and so is one whose typedef hides an array:
     * {@code jmp_buf}.
     */
    private static CType adjusted(CType type) {
        boolean hidden =
                type.carrier() == CType.Carrier.POINTER && type.before().indexOf('*') < 0;
        return hidden ? new CType("void *", "", type.carrier(), type.struct()) : type;
    }

    /**
     * va_arg(3) builds a pointer type by writing a star behind the name, which not every type bears; and what is narrower
     * than an int travels as one (ISO C 6.5.2.2).
     */
    private static String fetched(CType type) {
        return switch (type.carrier()) {
            case BOOL, INT8, INT16 -> "(" + type.spelling() + ")va_arg(arguments, int)";
            default ->
                type.after().isEmpty()
                        ? "va_arg(arguments, " + type.spelling() + ")"
                        : "va_arg(arguments, __typeof__(" + type.spelling() + "))";
        };
    }
}
