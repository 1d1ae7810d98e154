package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.measure.CompositeTypes;
import dev.shimgen.generator.header.measure.Measurement;
import dev.shimgen.generator.resolve.function.WrittenPrototypes;
import dev.shimgen.generator.resolve.platform.LineProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.vocabulary.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the compiler whether layouts and prototypes are those of this machine's headers. The facts may have been
 * recorded with another release; the C is compiled with this machine's headers, so these win.
 *
 * @param functions the functions in question
 * @param prototypes the lines about their prototypes
 * @param structs the structs in question
 * @param layouts the lines about their layouts
 */
public record FactProbe(
        List<FunctionFact> functions,
        LineProbe.Questions prototypes,
        List<StructFact> structs,
        LineProbe.Questions layouts) {

    public FactProbe {
        functions = List.copyOf(functions);
        structs = List.copyOf(structs);
    }

    /** The facts that differ from the machine's headers. */
    public record Differences(List<FunctionFact> functions, List<StructFact> structs, List<ConstantFact> constants) {

        public boolean isEmpty() {
            return functions.isEmpty() && structs.isEmpty() && constants.isEmpty();
        }
    }

    /**
     * Asks. It must be the last to ask, because it undefines macros that have the names of members.
     *
     * @param calls their prototypes are asked about, except those that their author wrote, and those whose name is a
     *     macro for another function here ({@code basename} after {@code <libgen.h>}, TRAPS 51)
     */
    public static FactProbe ask(
            Collection<Call> calls, Collection<StructFact> structs, MemberMacros macros, LineProbe probe) {
        List<FunctionFact> functions = calls.stream()
                .filter(call -> WrittenPrototypes.annotation(call.method()).isEmpty())
                .map(Call::function)
                .filter(function -> probe.mentions(function.name()) && !probe.isRenamed(function.name()))
                .toList();
        LineProbe.Questions prototypes =
                probe.ask(functions.stream().map(WrittenPrototypes::assertion).toList());
        SortedSet<String> hiding = new TreeSet<>();
        structs.forEach(struct -> hiding.addAll(macros.hiding(struct)));
        probe.ask(hiding.stream().map(macro -> "#undef " + macro).toList());
        LineProbe.Questions layouts =
                probe.ask(structs.stream().map(FactProbe::assertion).toList());
        return new FactProbe(functions, prototypes, List.copyOf(structs), layouts);
    }

    /** One line per struct; which of its fields differ is found out only if it fails. */
    private static String assertion(StructFact struct) {
        String type = struct.type();
        List<String> conditions = new ArrayList<>(List.of("sizeof(" + type + ") == " + struct.size()));
        for (StructFact.Field field : struct.fields()) {
            conditions.add("__builtin_offsetof(" + type + ", " + field.name() + ") == " + field.offset());
            if (field.size() > 0) {
                conditions.add("sizeof(((" + type + " *)0)->" + field.name() + ") == " + field.size());
            }
        }
        return "_Static_assert(" + String.join(" && ", conditions) + ", \"\");";
    }

    /** {@return the facts that the compiler contradicted; a function that is not declared at all is not among them} */
    public Differences differences(ConstantProbe constants, LineProbe.Answers answers) {
        return new Differences(
                answers.failed(prototypes).stream().sorted().map(functions::get).toList(),
                answers.refused(layouts).stream().sorted().map(structs::get).toList(),
                constants.different(answers));
    }

    /**
     * {@return the facts, with those that differ replaced by what the machine's headers say}
     *
     * @param notes takes a line for each difference
     */
    public static HeaderFacts corrected(
            HeaderFacts facts, Differences differences, PlanHeaders headers, Platform platform, List<String> notes)
            throws GenerationException {
        List<String> included = headers.prelude().headers();
        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        functions.putAll(CompositeTypes.declared(
                differences.functions().stream().map(FunctionFact::name).toList(),
                facts,
                included,
                platform.compiler(),
                IncludeRoots.of(platform.includePaths())));
        for (FunctionFact function : differences.functions()) {
            String here = Objects.requireNonNull(functions.get(function.name())).prototype();
            notes.add(function.name() + ": the headers of this machine have \"" + here.replaceFirst("^extern ", "")
                    + "\", and win over the recorded \"" + function.prototype().replaceFirst("^extern ", "") + "\"");
        }

        HeaderFacts measured = Measurement.here(
                facts.with(
                        new TreeMap<>(),
                        byName(differences.structs(), StructFact::type),
                        byName(differences.constants(), ConstantFact::name)),
                included,
                platform.compiler());
        SortedMap<String, StructFact> structs = new TreeMap<>(facts.structs());
        for (StructFact struct : differences.structs()) {
            StructFact here = measured.structs().get(struct.type());
            if (here == null) {
                structs.remove(struct.type());
                notes.add(struct.type() + ": the headers of this machine do not define it");
            } else {
                structs.put(struct.type(), here);
                notes.add(struct.type() + ": " + describe(struct, here)
                        + " from the recorded layout; the headers of this machine win");
            }
        }
        SortedMap<String, ConstantFact> constants = new TreeMap<>(facts.constants());
        for (ConstantFact constant : differences.constants()) {
            ConstantFact here = measured.constants().get(constant.name());
            constants.remove(constant.name());
            if (here != null) {
                constants.put(constant.name(), here);
            }
        }
        if (!differences.constants().isEmpty()) {
            notes.add("constants with other values than the recorded ones; the headers of this machine win: "
                    + differences.constants().stream().map(ConstantFact::name).collect(Collectors.joining(", ")));
        }
        return facts.with(functions, structs, constants);
    }

    private static String describe(StructFact recorded, StructFact here) {
        List<String> different = recorded.fields().stream()
                .filter(field -> !here.fields().contains(field))
                .map(StructFact.Field::name)
                .toList();
        if (different.isEmpty()) {
            return "its size differs";
        }
        return String.join(", ", different) + (different.size() == 1 ? " differs" : " differ");
    }

    private static <T> SortedMap<String, T> byName(List<T> facts, java.util.function.Function<T, String> name) {
        SortedMap<String, T> map = new TreeMap<>();
        facts.forEach(fact -> map.put(name.apply(fact), fact));
        return map;
    }
}
