package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.resolve.Planner;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.toolchain.CCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans a draft as if an author had written it, and withdraws what the planner objects to, until it has no objection:
 * the meaning of a parameter, or a whole function.
 */
final class Trial {

    private static final String UNDECLARED =
            "the library exports it and no public header declares it, so its prototype is not known. It is called by"
                    + " compilers, by macros or by libc itself; wrap what authors call";

    private static final String PARTIAL = "dev.shimgen.spec.Partial";
    private static final String WRAP = "dev.shimgen.spec.Wrap";

    private static final SourcePosition INTERFACE = new SourcePosition("", 0, 0, null);

    private final InterfaceName name;
    private final LibraryFunctions library;
    private final CCompiler compiler;
    private final HeaderSource headers;
    private final Draft draft;
    private final List<ReadyMadeGroup> groups;
    private final Selected selected;
    private final SortedSet<String> wanted;
    private final SortedMap<String, LeftOut> leftOut = new TreeMap<>();
    private final Set<ReadyMadeGroup> unusable = new HashSet<>();
    private boolean partial;
    private final Concessions concessions = new Concessions();

    Trial(
            InterfaceName name,
            LibraryFunctions library,
            CCompiler compiler,
            HeaderSource headers,
            List<ReadyMadeGroup> groups,
            Selected selected) {
        this.name = name;
        this.library = library;
        this.compiler = compiler;
        this.headers = headers;
        this.draft = new Draft(name, library, groups);
        this.groups = groups;
        this.selected = selected;
        this.wanted = new TreeSet<>(selected.functions());
    }

    /**
     * {@return the plan that the planner has no objection to}
     *
     * @throws GenerationException if there is an error that leaving out functions cannot avoid
     */
    ScaffoldPlan settle() throws GenerationException {
        leaveOutUnknown();
        List<ReadyMadeGroup> extended;
        List<SpecMethod> methods;
        boolean settled;
        do {
            extended = choice();
            methods = methods(extended);
            boolean asItWas = methods.isEmpty() || !learn(complaints(methods), methods, extended);
            settled = asItWas && choice().equals(extended);
        } while (!settled);
        return new ScaffoldPlan(
                name, selected.subject(), annotations(), extended, entries(methods), List.copyOf(leftOut.values()));
    }

    private List<ReadyMadeGroup> choice() {
        return GroupChoice.of(
                groups.stream().filter(group -> !isUnusable(group)).toList(), wanted);
    }

    /** Besides groups found unusable, this includes one with the spec's own name, which the spec could not import. */
    private boolean isUnusable(ReadyMadeGroup group) {
        return unusable.contains(group) || group.simpleName().equals(name.simpleName());
    }

    /** Leaves out what the tables alone rule out, before the compiler is asked, which takes longer. */
    private void leaveOutUnknown() {
        List<SpecMethod> described = new ArrayList<>();
        List<String> names = new ArrayList<>(wanted);
        for (int i = 0; i < names.size(); i++) {
            String function = names.get(i);
            described.add(draft.knows(function) ? draft.own(function, i + 1, concessions) : nameOnly(function, i + 1));
        }
        Diagnostics diagnostics = new Diagnostics();
        library.check(described, diagnostics);
        for (Diagnostic diagnostic : diagnostics.all()) {
            SourcePosition place = diagnostic.position();
            if (place != null) {
                String function = names.get((int) place.line() - 1);
                boolean secret = !draft.knows(function) && !library.isDeclared(function);
                leaveOut(function, secret && diagnostic.code() != Code.SG0206 ? UNDECLARED : diagnostic.message());
            }
        }
    }

    private SpecMethod nameOnly(String function, long line) {
        SourcePosition place = new SourcePosition("", line, 0, null);
        return new SpecMethod(function, new JavaType("void", true), List.of(), List.of(), name.full(), false, place);
    }

    private void leaveOut(String function, String why) {
        wanted.remove(function);
        leftOut.putIfAbsent(function, new LeftOut(function, why));
    }

    private List<SpecMethod> methods(List<ReadyMadeGroup> extended) {
        List<SpecMethod> methods = new ArrayList<>();
        for (String function : wanted) {
            int line = methods.size() + 1;
            methods.add(extended.stream()
                    .filter(group -> group.methods().containsKey(function))
                    .findFirst()
                    .map(group -> draft.inherited(function, group, line))
                    .orElseGet(() -> draft.own(function, line, concessions)));
        }
        return methods;
    }

    private List<Diagnostic> complaints(List<SpecMethod> methods) throws GenerationException {
        ShimSpec spec = new ShimSpec(
                name.shimName(), name.packageName(), name.simpleName(), INTERFACE, List.of(), INTERFACE, methods);
        Diagnostics diagnostics = new Diagnostics();
        try {
            new Planner(compiler, Behaviours.load()).plan(spec, headers, diagnostics);
            return diagnostics.all();
        } catch (GenerationException e) {
            if (e.diagnostics().stream().anyMatch(Trial::isFatal)) {
                throw new GenerationException(e.diagnostics().stream()
                        .filter(Trial::isFatal)
                        .map(d -> Diagnostic.error(d.code(), null, d.message()))
                        .toList());
            }
            return e.diagnostics();
        }
    }

    /** {@return whether an error is about the machine or the interface, rather than about one of its methods} */
    private static boolean isFatal(Diagnostic diagnostic) {
        SourcePosition place = diagnostic.position();
        return diagnostic.severity() == Diagnostic.Severity.ERROR && (place == null || place.line() == 0);
    }

    /** Withdraws what the planner objected to; returns whether a method has to be planned again. */
    private boolean learn(List<Diagnostic> complaints, List<SpecMethod> methods, List<ReadyMadeGroup> extended) {
        boolean learnt = false;
        for (Diagnostic complaint : complaints) {
            SourcePosition place = complaint.position();
            partial |= complaint.code() == Code.SG0213;
            if (place != null && place.line() > 0) {
                learnt |= learn(complaint, place, methods.get((int) place.line() - 1), extended);
            }
        }
        return learnt;
    }

    private boolean learn(
            Diagnostic complaint, SourcePosition place, SpecMethod method, List<ReadyMadeGroup> extended) {
        int parameter = (int) place.column() - 1;
        if (parameter < 0) {
            return learnOfFunction(complaint, method);
        }
        if (method.inherited()) {
            // Unlike the inherited method, a method of the spec's own can drop a meaning.
            extended.stream()
                    .filter(group -> group.methods().containsKey(method.name()))
                    .forEach(unusable::add);
        } else if (!concessions.giveUp(
                method.name(), parameter, method.parameters().get(parameter))) {
            leaveOut(method.name(), complaint.message());
        }
        return true;
    }

    /**
     * A warning about a function as a whole is for the spec's author, and no reason to leave the function out. An error
     * is one; and since it kept the planner from looking at the rest, the planner has to be asked again.
     */
    private boolean learnOfFunction(Diagnostic complaint, SpecMethod method) {
        boolean error = complaint.severity() == Diagnostic.Severity.ERROR;
        if (error) {
            leaveOut(method.name(), complaint.message());
        }
        return error;
    }

    /** Whoever selects functions leaves out their relatives on purpose, so the planner need not warn of that. */
    private List<SpecAnnotation> annotations() {
        return partial ? List.of(new SpecAnnotation(PARTIAL, Map.of(), INTERFACE)) : List.of();
    }

    private List<ScaffoldPlan.Entry> entries(List<SpecMethod> methods) {
        return methods.stream()
                .filter(method -> !method.inherited() && wanted.contains(method.name()))
                .map(method -> new ScaffoldPlan.Entry(method, header(method)))
                .sorted(Comparator.comparing(ScaffoldPlan.Entry::header)
                        .thenComparing(entry -> entry.method().name()))
                .toList();
    }

    private String header(SpecMethod method) {
        String chosen = selected.headers().get(method.name());
        return chosen != null ? chosen : library.header(method.name()).orElseGet(() -> written(method));
    }

    /** {@return the header that a group's {@code @Wrap} names} */
    private static String written(SpecMethod method) {
        return method.annotations().stream()
                .filter(annotation -> annotation.type().equals(WRAP))
                .map(annotation -> annotation.string("header"))
                .findFirst()
                .orElse("");
    }
}
