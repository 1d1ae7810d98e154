package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.templates.SupportCode;
import dev.shimgen.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the {@code .c} file of a shim, its tables and facts, and the support headers that it includes. */
public final class CEmitter {

    /** How many characters of names a line of their table has. */
    private static final int NAMES_WIDTH = LineWrapper.WIDTH - 20;

    private final Templates templates;
    private final Behaviours behaviours;

    public CEmitter(Templates templates, Behaviours behaviours) {
        this.templates = templates;
        this.behaviours = behaviours;
    }

    /** {@return the file that says which symbol of a shim has which version; there is none if no symbol has one} */
    public static String versionScript(String shim) {
        return shim + ".map";
    }

    /** {@return the file with what behaviours say once in a shim: the names of values, the fields of structures} */
    private static String tables(ShimPlan plan) {
        return plan.name() + "_tables.h";
    }

    /** {@return the file with what is asserted for the Java side} */
    private static String factsFile(ShimPlan plan) {
        return plan.name() + "_facts.h";
    }

    private static String source(ShimPlan plan) {
        return plan.name() + ".c";
    }

    /**
     * {@return {@code <name>.c} first, then its own tables and facts as far as it has some, the version script if there is
     * one, and the headers that the C includes by {@code "…"}, sorted}
     */
    public List<GeneratedFile> emit(ShimPlan plan) {
        Map<Behaviour<?>, Map<String, Object>> used = used(plan);
        SortedSet<String> support = new TreeSet<>(List.of("shimgen_next.h"));
        SortedSet<String> system = new TreeSet<>();
        if (plan.calls().stream().anyMatch(c -> c.entries().stream().anyMatch(EntryPlan::variadic))) {
            system.add("stdarg.h");
        }
        if (plan.calls().stream().anyMatch(CallPlan::jumps)) {
            support.add("shimgen_jump.h");
        }
        if (plan.calls().stream().anyMatch(this::hasWrapperInC)) {
            support.add("shimgen_wrapper.h");
        }
        if (!plan.watched().isEmpty()) {
            support.add("shimgen_watch.h");
        }
        if (!plan.lookups().isEmpty()) {
            support.add("shimgen_plugins.h");
        }
        used.forEach((behaviour, view) -> partial(behaviour, "include", view)
                .lines()
                .filter(header -> !header.isBlank())
                .forEach(header -> (header.startsWith("shimgen_") ? support : system).add(header.strip())));
        if (!plan.structs().isEmpty()) {
            system.add("stddef.h");
        }
        system.removeAll(plan.headers());

        List<GeneratedFile> files = new ArrayList<>();
        List<Map<String, Object>> tables = new ArrayList<>(parts(used));
        if (support.contains("shimgen_plugins.h")) {
            tables.add(Map.of("text", pluginNames(plan)));
        }
        List<Map<String, Object>> facts = facts(plan);
        files.add(new GeneratedFile(
                source(plan), LineWrapper.wrap(shim(plan, system, support, !tables.isEmpty(), !facts.isEmpty()))));
        Map<String, Object> head =
                Map.of("library", "lib" + plan.name(), "source", source(plan), "interfaceName", plan.interfaceName());
        if (!tables.isEmpty()) {
            Map<String, Object> view = new HashMap<>(head);
            view.put("tables", tables);
            files.add(new GeneratedFile(tables(plan), LineWrapper.wrap(templates.render("c/tables", view))));
        }
        if (!facts.isEmpty()) {
            Map<String, Object> view = new HashMap<>(head);
            SortedSet<String> macros = new TreeSet<>();
            plan.structs().forEach(struct -> macros.addAll(struct.macros()));
            view.put("memberMacros", names(macros));
            view.put("hasMemberMacros", !macros.isEmpty());
            view.put("facts", facts);
            files.add(new GeneratedFile(factsFile(plan), LineWrapper.wrap(templates.render("c/facts", view))));
        }
        if (!plan.versions().isEmpty()) {
            files.add(VersionScript.of(plan, templates));
        }
        SupportCode.closure(support, Machine.headers())
                .forEach((name, text) -> files.add(new GeneratedFile(name, text)));
        return files;
    }

    /** The behaviours that calls have, in their order, with what their partials say once in a file. */
    private Map<Behaviour<?>, Map<String, Object>> used(ShimPlan plan) {
        Map<Behaviour<?>, Map<String, Object>> used = new LinkedHashMap<>();
        behaviours.ordered().stream()
                .filter(b -> plan.calls().stream()
                        .flatMap(c -> c.behaviours().stream())
                        .anyMatch(p -> p.id().equals(b.id())))
                .forEach(b -> used.put(b, b.shimView(plan)));
        return used;
    }

    private String shim(
            ShimPlan plan, SortedSet<String> system, SortedSet<String> support, boolean hasTables, boolean hasFacts) {
        Map<String, Object> view = new HashMap<>();
        view.put("library", "lib" + plan.name());
        view.put("interfaceName", plan.interfaceName());
        view.put("compileCommand", CompileCommand.of(plan.name()));
        view.put("versionScript", plan.versions().isEmpty() ? null : versionScript(plan.name()));
        int count = plan.calls().size();
        view.put("functionCount", count == 1 ? "one function" : count + " functions");
        view.put(
                "featureMacros",
                plan.featureMacros().stream().map(CEmitter::macro).toList());
        view.put("headers", names(plan.headers()));
        view.put("systemHeaders", names(system));
        view.put("supportHeaders", names(support));
        view.put("tablesFile", hasTables ? tables(plan) : null);
        view.put("factsFile", hasFacts ? factsFile(plan) : null);
        view.put("calls", plan.calls().stream().map(this::call).toList());
        view.put("watchedHeading", heading("What restricts the process, for the shim's own sake"));
        view.put("watched", names(plan.watched()));
        view.put("hasWatched", !plan.watched().isEmpty());
        view.put("lookupsHeading", heading("What finds functions of plug-ins, for the shim's own sake"));
        view.put("lookups", names(plan.lookups()));
        view.put("hasLookups", !plan.lookups().isEmpty());
        return templates.render("c/shim", view);
    }

    /** The table by which plug-ins are led to functions of their own. */
    private String pluginNames(ShimPlan plan) {
        List<Map<String, Object>> libraries = new ArrayList<>();
        ShimPlan.functionsOfLibraries(plan.calls())
                .forEach((library, names) -> libraries.add(Map.of(
                        "library", library, "lines", joined(names.stream().map(name -> name + "\\0")))));
        return templates
                .render("c/plugin_names", Map.of("libraries", libraries))
                .stripTrailing();
    }

    /** Words one behind the other, as many as a line has room for. */
    private static List<String> joined(Stream<String> words) {
        List<String> lines = new ArrayList<>();
        words.forEach(word -> {
            int last = lines.size() - 1;
            if (last >= 0 && lines.get(last).length() + word.length() <= NAMES_WIDTH) {
                lines.set(last, lines.get(last) + word);
            } else {
                lines.add(word);
            }
        });
        return lines;
    }

    /** {@code _GNU_SOURCE}, or {@code NAME=value}. */
    private static Map<String, Object> macro(String definition) {
        int equals = definition.indexOf('=');
        return equals < 0
                ? Map.of("name", definition, "value", "1")
                : Map.of("name", definition.substring(0, equals), "value", definition.substring(equals + 1));
    }

    private boolean hasWrapperInC(CallPlan call) {
        EntryEmitter emitter = new EntryEmitter(templates, behaviours, call);
        return !call.jumps() && !call.entries().stream().allMatch(emitter::brackets);
    }

    private Map<String, Object> call(CallPlan call) {
        EntryEmitter emitter = new EntryEmitter(templates, behaviours, call);
        JumpEmitter jumps = new JumpEmitter(templates, emitter, call);
        Function<EntryPlan, String> emit =
                entry -> call.jumps() || emitter.brackets(entry) ? jumps.emit(entry) : emitter.emit(entry);
        List<Map<String, Object>> entries = call.entries().stream()
                .map(entry -> Map.<String, Object>of("text", emit.apply(entry).stripTrailing()))
                .toList();
        Map<String, Object> view = new HashMap<>();
        view.put("heading", heading(call.name() + ": <" + call.header() + ">"));
        view.put("condition", call.condition());
        view.put("entries", entries);
        return view;
    }

    /** What the behaviours say once in a shim. */
    private List<Map<String, Object>> parts(Map<Behaviour<?>, Map<String, Object>> used) {
        return used.entrySet().stream()
                .map(b -> partial(b.getKey(), "shim", b.getValue()))
                .filter(text -> !text.isBlank())
                .map(text -> Map.<String, Object>of("text", text.stripTrailing()))
                .toList();
    }

    private String partial(Behaviour<?> behaviour, String part, Map<String, Object> view) {
        String name = "behaviour/" + behaviour.id() + "/" + part;
        return templates.has(name) ? templates.render(name, view) : "";
    }

    private static List<Map<String, Object>> facts(ShimPlan plan) {
        List<Map<String, Object>> facts = new ArrayList<>();
        for (StructPlan struct : plan.structs()) {
            StructFact fact = struct.fact();
            facts.add(fact("sizeof(" + fact.type() + ") == " + fact.size(), fact.type() + ": size differs"));
            List<StructFact.Field> fields =
                    fact.fields().stream().filter(field -> !field.isReserved()).toList();
            for (StructFact.Field field : fields) {
                facts.add(fact(
                        "offsetof(" + fact.type() + ", " + field.name() + ") == " + field.offset(),
                        fact.type() + ": offset of " + field.name() + " differs"));
            }
        }
        for (NamedConstant constant : plan.constants()) {
            if (constant.value() instanceof ConstantFact.Int value) {
                facts.add(fact(value.condition(constant.name()), constant.name() + ": value differs"));
            }
        }
        return facts;
    }

    private static Map<String, Object> fact(String condition, String message) {
        return Map.of("condition", condition, "message", message);
    }

    private static List<Map<String, Object>> names(Iterable<String> names) {
        List<Map<String, Object>> views = new ArrayList<>();
        names.forEach(name -> views.add(Map.of("name", name)));
        return views;
    }

    private static String heading(String text) {
        String start = "/* " + text + " ";
        return start + "-".repeat(Math.max(3, LineWrapper.WIDTH - start.length() - 3)) + " */";
    }
}
