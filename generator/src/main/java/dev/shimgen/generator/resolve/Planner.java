package dev.shimgen.generator.resolve;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.plugins.PluginsBehaviour;
import dev.shimgen.generator.behaviour.watch.WatchBehaviour;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.JavaClassNames;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.generator.resolve.advice.HalfCovered;
import dev.shimgen.generator.resolve.facts.CorrectedFacts;
import dev.shimgen.generator.resolve.function.AbsentFunctions;
import dev.shimgen.generator.resolve.function.Binary128;
import dev.shimgen.generator.resolve.function.FunctionLookup;
import dev.shimgen.generator.resolve.function.Strangers;
import dev.shimgen.generator.resolve.function.WrittenPrototypes;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.include.ConstantProbe;
import dev.shimgen.generator.resolve.include.DeclarationProbe;
import dev.shimgen.generator.resolve.include.Declarations;
import dev.shimgen.generator.resolve.include.FactProbe;
import dev.shimgen.generator.resolve.include.MemberMacros;
import dev.shimgen.generator.resolve.include.ParameterNames;
import dev.shimgen.generator.resolve.include.PlanHeaders;
import dev.shimgen.generator.resolve.include.VisibleConstants;
import dev.shimgen.generator.resolve.meaning.ConstantMeanings;
import dev.shimgen.generator.resolve.meaning.ConstantSets;
import dev.shimgen.generator.resolve.meaning.Meanings;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.LineProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.proposal.TypeCheck;
import dev.shimgen.generator.resolve.symbol.CallProbe;
import dev.shimgen.generator.resolve.symbol.EntryPoints;
import dev.shimgen.generator.resolve.symbol.Siblings;
import dev.shimgen.generator.resolve.symbol.SymbolVersions;
import dev.shimgen.generator.resolve.symbol.WideTypes;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.StructClosure;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.toolchain.Background;
import dev.shimgen.generator.toolchain.CCompiler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes a plan from a spec. */
public final class Planner {

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
            diagnostic -> Optional.ofNullable(diagnostic.position()).orElse(new SourcePosition("", 0, 0, null)),
            Comparator.comparing(SourcePosition::file)
                    .thenComparing(SourcePosition::line)
                    .thenComparing(SourcePosition::column));

    private final Background<Platform> platform;
    private final Behaviours behaviours;
    private final Consumer<String> log;

    /** Begins to look at the compiler's platform; specs can be read meanwhile. */
    public Planner(CCompiler compiler, Behaviours behaviours) {
        this(compiler, behaviours, line -> {});
    }

    /**
     * Begins to look at the compiler's platform; specs can be read meanwhile.
     *
     * @param log takes a line for each fact that is not that of the machine's headers, which win
     */
    public Planner(CCompiler compiler, Behaviours behaviours, Consumer<String> log) {
        this.platform = Background.start(() -> Platform.of(compiler));
        this.behaviours = behaviours;
        this.log = log;
    }

    /**
     * Decides everything.
     *
     * @param spec what the author wrote
     * @param source where facts about headers come from
     * @param diagnostics takes every error and warning; all of a spec's errors are found in one run
     * @return a plan that this machine's compiler and libraries agree to
     * @throws GenerationException with all messages, if one of them is an error
     */
    public ShimPlan plan(ShimSpec spec, HeaderSource source, Diagnostics diagnostics) throws GenerationException {
        Platform platform = this.platform.join();
        HeaderFacts read = source.read(request(spec));
        HeaderFacts facts = Siblings.withFormerNames(
                CorrectedFacts.of(read, platform.exports().bits()), platform.exports());
        Diagnostics found = new Diagnostics();
        Optional<Asked> asked = ask(spec, source, facts, platform, found);
        Optional<FactProbe.Differences> differences =
                asked.map(Asked::differences).filter(d -> !d.isEmpty());
        if (differences.isPresent()) {
            List<String> notes = new ArrayList<>();
            HeaderFacts here =
                    FactProbe.corrected(facts, differences.get(), asked.get().headers(), platform, notes);
            notes.forEach(log);
            // What was found with the other facts is forgotten, its messages too.
            found = new Diagnostics();
            asked = ask(spec, source, here, platform, found);
        }
        new UnknownMarks(behaviours, found).report(spec);
        Optional<ShimPlan> plan = asked.isPresent() ? decide(spec, asked.get(), platform, found) : Optional.empty();
        found.all().stream().sorted(BY_PLACE).forEach(diagnostics::report);
        diagnostics.throwIfErrors();
        return plan.orElseThrow(() -> new IllegalStateException("no plan, and no error that tells why"));
    }

    /** What is known once the compiler has answered the first questions. */
    private record Asked(
            HeaderFacts facts,
            IncludableHeaders publicHeaders,
            WrittenPrototypes prototypes,
            List<AbsentCall> absent,
            List<Call> fitting,
            PlanHeaders headers,
            Background<ParameterNames> names,
            Map<String, List<Siblings.Sibling>> siblings,
            DeclarationProbe declarations,
            WrittenPrototypes.Proof proof,
            ConstantProbe constants,
            FactProbe agreement,
            LineProbe.Answers answers) {

        FactProbe.Differences differences() {
            return agreement.differences(constants, answers);
        }
    }

    /** {@return the answers; nothing if the headers do not parse together, which has been reported} */
    private Optional<Asked> ask(
            ShimSpec spec, HeaderSource source, HeaderFacts facts, Platform platform, Diagnostics diagnostics)
            throws GenerationException {
        IncludableHeaders publicHeaders = new IncludableHeaders(facts, platform);
        WrittenPrototypes prototypes = new WrittenPrototypes(facts, platform, diagnostics);
        Set<String> named = spec.methods().stream().map(SpecMethod::name).collect(Collectors.toSet());
        Siblings finder = new Siblings(facts, platform.exports(), named);
        FunctionLookup.Found known = new FunctionLookup(
                        publicHeaders,
                        facts,
                        platform.exports(),
                        finder::isReached,
                        platform.compiler().libcVersion(),
                        source.describe(),
                        prototypes,
                        new Strangers(facts, publicHeaders, platform, spec.headers()),
                        diagnostics)
                .find(spec.methods());
        int bits = platform.exports().bits();
        TypeCheck types = new TypeCheck(facts, bits, diagnostics);
        List<AbsentCall> absent = new ArrayList<>(known.absent());
        List<Call> fitting = new ArrayList<>();
        for (Call call : known.calls()) {
            if (AbsentFunctions.mayBe(call.method()) && !new TypeCheck(facts, bits, new Diagnostics()).fits(call)) {
                absent.add(AbsentFunctions.changed(call.method(), platform.libc()));
            } else if (types.fits(call)) {
                fitting.add(call);
            }
        }
        Optional<PlanHeaders> found = PlanHeaders.find(spec, fitting, facts, publicHeaders, platform, diagnostics);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PlanHeaders headers = found.get();

        Background<ParameterNames> names = Background.start(() -> ParameterNames.behind(headers, facts, platform));
        Map<String, List<Siblings.Sibling>> siblings = siblings(finder, named, fitting);
        LineProbe probe = new LineProbe(headers.prelude(), headers.preprocessed(), List.of());
        DeclarationProbe declarations = DeclarationProbe.ask(symbols(siblings), probe);
        WrittenPrototypes.Proof proof = WrittenPrototypes.ask(fitting, headers.preprocessed(), probe);
        Collection<StructFact> shown = StructDescriptions.of(spec).shown(fitting, facts);
        ConstantProbe constants = headers.visible().ask(ConstantNames.of(spec, shown), probe);
        FactProbe agreement = FactProbe.ask(
                fitting,
                StructClosure.joined(StructClosure.of(fitting, facts), shown),
                new MemberMacros(headers.preprocessed()),
                probe);
        return Optional.of(new Asked(
                facts,
                publicHeaders,
                prototypes,
                absent,
                fitting,
                headers,
                names,
                siblings,
                declarations,
                proof,
                constants,
                agreement,
                probe.run(platform)));
    }

    private Optional<ShimPlan> decide(ShimSpec spec, Asked asked, Platform platform, Diagnostics diagnostics)
            throws GenerationException {
        HeaderFacts facts = asked.facts();
        IncludableHeaders publicHeaders = asked.publicHeaders();
        PlanHeaders headers = asked.headers();
        LineProbe.Answers answers = asked.answers();
        Map<String, List<Siblings.Sibling>> siblings = asked.siblings();
        Set<String> declared = asked.declarations().declared(answers);
        List<AbsentCall> absent = new ArrayList<>(asked.absent());
        List<Call> proven = asked.prototypes().proven(asked.fitting(), asked.proof(), answers, platform.libc(), absent);
        Background<CallProbe.References> probed = Background.start(() -> CallProbe.probe(
                declaredFunctions(proven, declared), headers.prelude(), headers.preprocessed(), platform));
        Set<String> declaredToSome = new HashSet<>(declared);
        declaredToSome.addAll(Binary128.hidden(spec, asked.fitting(), headers.preprocessed(), platform, diagnostics));
        Declarations.Found split = Declarations.present(proven, declaredToSome, headers, facts, platform, diagnostics);
        List<Call> present = split.present();
        CallProbe.References references = probed.join();

        MemberMacros macros = new MemberMacros(headers.preprocessed());
        VisibleConstants visible = headers.visible().without(asked.constants().unknown(answers));
        ConstantSets sets = new ConstantSets(visible, publicHeaders, spec.cases());
        SymbolVersions versions = new SymbolVersions(
                platform.exports(), new CTypes(facts, platform.exports().bits()));
        CallPlanner planner = new CallPlanner(
                facts,
                publicHeaders,
                versions,
                asked.names().join(),
                sets,
                new Meanings(
                        facts,
                        macros,
                        new ConstantMeanings(
                                facts, sets, publicHeaders, undescribed(spec, facts, platform), diagnostics),
                        spec,
                        diagnostics),
                behaviours,
                headers.preprocessed(),
                diagnostics);
        WideTypes wide = new WideTypes(facts);
        Set<String> claimed = new HashSet<>(symbols(siblings));
        List<CallPlan> plans = new ArrayList<>();
        Map<String, List<ParameterPlan>> parametersOf = new HashMap<>();
        // Tables of names are called after their first user, which is the first one in the generated C as well.
        present.stream()
                .sorted(Comparator.comparing(call -> call.function().name()))
                .forEach(call -> parametersOf.put(call.function().name(), planner.parameters(call)));
        planner.checkStructs();
        for (Call call : present) {
            String name = call.function().name();
            List<ParameterPlan> parameters = parametersOf.getOrDefault(name, List.of());
            EntryPoints entries = EntryPoints.of(
                    call, siblings.getOrDefault(name, List.of()), references, platform.exports(), wide, claimed);
            entries.warn(diagnostics);
            plans.add(planner.plan(
                    call,
                    parameters,
                    entries.siblings(),
                    entries.declared(declaredToSome, headers.preprocessed()),
                    references.noReturn().contains(name)));
        }
        List<StructPlan> structs = structs(spec, present, facts, macros, diagnostics);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        new HalfCovered(platform.exports(), diagnostics).warn(spec, plans);
        plans.sort(Comparator.comparing(CallPlan::name));
        absent.addAll(split.absent());
        absent.sort(Comparator.comparing(AbsentCall::name));
        List<CallPlan> calls = PluginsBehaviour.over(WatchBehaviour.over(plans)).stream()
                .map(behaviours::withEvents)
                .toList();
        return Optional.of(new ShimPlan(
                spec.name(),
                spec.packageName(),
                spec.interfaceName(),
                headers.prelude().featureMacros(),
                headers.prelude().headers(),
                calls,
                absent,
                List.copyOf(sets.sets()),
                structs,
                constants(spec, sets, visible),
                versions.defined(plans.stream().flatMap(call -> call.entries().stream()))));
    }

    /** {@return the author's headers that are there and that a catalogue was not recorded with} */
    private static List<String> undescribed(ShimSpec spec, HeaderFacts facts, Platform platform) {
        return spec.headers().stream()
                .filter(header -> !facts.publicHeaders().contains(header)
                        && !facts.reachedBy().containsKey(header)
                        && platform.header(header).isPresent())
                .toList();
    }

    private static Map<String, List<Siblings.Sibling>> siblings(Siblings finder, Set<String> named, List<Call> calls) {
        Map<String, List<Siblings.Sibling>> siblings = new LinkedHashMap<>();
        // longjmp and siglongjmp both lead to __longjmp_chk, and a library exports a symbol once.
        Set<String> claimed = new HashSet<>(named);
        for (Call call : calls) {
            String name = call.function().name();
            siblings.put(
                    name,
                    finder.of(call.function(), call.tail()).stream()
                            .filter(s -> s.symbol().equals(name) || claimed.add(s.symbol()))
                            .toList());
        }
        return siblings;
    }

    private static Set<String> symbols(Map<String, List<Siblings.Sibling>> siblings) {
        return siblings.values().stream()
                .flatMap(List::stream)
                .map(Siblings.Sibling::symbol)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<FunctionFact> declaredFunctions(List<Call> calls, Set<String> declared) {
        return calls.stream()
                .map(Call::function)
                .filter(f -> declared.contains(f.name()))
                .toList();
    }

    private static List<StructPlan> structs(
            ShimSpec spec, List<Call> calls, HeaderFacts facts, MemberMacros macros, Diagnostics diagnostics) {
        SortedSet<String> named = StructClosure.named(calls);
        Map<String, StructFact> byJavaName = new TreeMap<>();
        SortedMap<String, String> javaNames = new TreeMap<>();
        for (String type : named) {
            StructFact fact = facts.structs().get(type);
            if (fact == null) {
                continue;
            }
            String javaName = JavaClassNames.of(type);
            StructFact other = byJavaName.putIfAbsent(javaName, fact);
            if (other != null || javaName.equals(spec.interfaceName())) {
                diagnostics.error(
                        Code.SG0108,
                        spec.position(),
                        "the class for " + type + " would be " + javaName + ", as is "
                                + (other == null ? "this interface" : "the class for " + other.type())
                                + (other == null ? "; give it another name" : "; use Pointer for one of them"));
            }
            javaNames.put(type, javaName);
        }
        List<StructPlan> plans = new ArrayList<>();
        for (StructFact fact : StructClosure.of(calls, facts)) {
            // No method names a struct inside another one: struct __exit_status in struct utmpx is nobody's ExitStatus.
            String javaName = javaNames.getOrDefault(fact.type(), JavaClassNames.of(fact.type()));
            while (!named.contains(fact.type())
                    && (javaName.equals(spec.interfaceName()) || byJavaName.putIfAbsent(javaName, fact) != null)) {
                javaName = javaName + "_";
            }
            List<String> unsigned = fact.fields().stream()
                    .filter(field -> Integers.hasUnsignedElements(field, facts))
                    .map(StructFact.Field::name)
                    .toList();
            plans.add(new StructPlan(javaName, fact, macros.hiding(fact), unsigned));
        }
        reportHidden(spec, plans, diagnostics);
        return plans;
    }

    /** The Java compiler would speak of a duplicate class, or of methods that do not override, in files nobody wrote. */
    private static void reportHidden(ShimSpec spec, List<StructPlan> structs, Diagnostics diagnostics) {
        Map<String, String> generated = new TreeMap<>();
        generated.put(spec.interfaceName() + "Calls", "the class that calls the functions");
        generated.put(spec.interfaceName() + "Constants", "the class with the constants");
        structs.forEach(s -> generated.put(s.javaName(), s.fact().type()));
        generated.forEach((name, what) -> {
            SourcePosition place = spec.neighbours().get(name);
            if (place != null) {
                diagnostics.error(
                        Code.SG0108,
                        place,
                        "a class " + name + " is generated beside " + spec.interfaceName() + " for " + what
                                + ", and this one hides it; remove it or give it another name");
            }
        });
    }

    private static List<NamedConstant> constants(ShimSpec spec, ConstantSets sets, VisibleConstants visible) {
        SortedSet<String> names = new TreeSet<>(sets.matched());
        SortedSet<String> spoken = ConstantNames.of(spec, List.of());
        if (spoken.contains(ConstantNames.AT_FDCWD)) {
            names.add(ConstantNames.AT_FDCWD);
        }
        if (spoken.contains(ConstantNames.MODE_BITS)) {
            names.addAll(ConstantNames.startingWith(ConstantNames.MODE_BITS, visible.byName())
                    .keySet());
        }
        List<NamedConstant> constants = new ArrayList<>();
        for (String name : names) {
            ConstantFact fact = visible.byName().get(name);
            if (fact != null) {
                constants.add(new NamedConstant(name, fact.value()));
            }
        }
        return constants;
    }

    private static HeaderRequest request(ShimSpec spec) {
        SortedSet<String> functions = new TreeSet<>();
        for (SpecMethod method : spec.methods()) {
            String name = method.name();
            int word = name.lastIndexOf('_') + 1;
            functions.add(name);
            functions.add(name + "64");
            functions.add("v" + name);
            functions.add(name.substring(0, word) + "v" + name.substring(word));
        }
        SortedSet<String> constants = ConstantNames.of(spec);
        return new HeaderRequest(functions, constants, spec.headers());
    }
}
