package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecCases;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code @Cases} say of a parameter. */
final class CaseMeanings {

    private final HeaderFacts facts;
    private final StructViews views;
    private final ConstantMeanings constants;
    private final List<SpecCases> all;
    private final Diagnostics diagnostics;

    CaseMeanings(
            HeaderFacts facts,
            StructViews views,
            ConstantMeanings constants,
            List<SpecCases> all,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.views = views;
        this.constants = constants;
        this.all = all;
        this.diagnostics = diagnostics;
    }

    /**
     * What a parameter may be.
     *
     * @param by the C names of the parameters that tell
     * @param choices none if always the same
     */
    record Choices(List<String> by, List<ParameterPlan.Choice> choices) {}

    /**
     * {@return what one of a call's parameters may be}
     *
     * @param names the parameters' C names
     */
    Choices of(Call call, List<String> names, int index) {
        Choices none = new Choices(List.of(), List.of());
        List<String> javaNames = CountParameter.names(call);
        Optional<SpecCases> found = all.stream()
                .filter(cases -> cases.functions().contains(call.function().name())
                        && cases.parameter().equals(javaNames.get(index)))
                .findFirst();
        if (found.isEmpty()) {
            return none;
        }
        SpecCases cases = found.get();
        List<String> by = new ArrayList<>();
        for (String name : cases.by()) {
            int place = javaNames.indexOf(name);
            if (place < 0
                    || place == index
                    || !Integers.isInteger(call.parameters().get(place).type())) {
                if (!cases.isReadyMade()) {
                    diagnostics.error(
                            Code.SG0204,
                            cases.position(),
                            call.function().name() + " has no other parameter \"" + name
                                    + "\" that is an integer and could tell what " + cases.parameter()
                                    + " is; they are "
                                    + String.join(", ", javaNames));
                }
                return none;
            }
            by.add(names.get(place));
        }
        List<ParameterPlan.Choice> choices = new ArrayList<>();
        CType type = call.parameters().get(index).type();
        boolean wide =
                type.carrier() == CType.Carrier.POINTER || type.spelling().endsWith("long");
        for (SpecCases.Case one : cases.cases()) {
            // What its author takes for an int is no address, whatever the program passes.
            if (wide || !JavaTypes.isAnyPointer(one.parameter().type())) {
                choices.addAll(choices(call, names, cases, one));
            }
        }
        return new Choices(by, choices);
    }

    private List<ParameterPlan.Choice> choices(Call call, List<String> names, SpecCases cases, SpecCases.Case one) {
        SpecParameter parameter = one.parameter();
        boolean tolerated = cases.isReadyMade();
        List<String> present = constants.present(one.when(), parameter.position(), tolerated);
        if (cases.by().size() > 1 && !present.contains(one.when().get(0))) {
            return List.of();
        }
        // The names of tables tell what they are for: flags_fcntl_F_SETFL.
        String user = one.when().get(cases.by().size() - 1);
        Optional<Meaning> meaning = meaning(call, names, cases, parameter, user);
        CType type = type(parameter);
        return meaning.isEmpty()
                ? List.of()
                : present.stream()
                        .filter(name -> cases.by().size() == 1
                                || !name.equals(one.when().get(0)))
                        .map(name -> cases.by().size() == 1
                                ? List.of(name)
                                : List.of(one.when().get(0), name))
                        .map(constant -> new ParameterPlan.Choice(constant, type, meaning.get()))
                        .toList();
    }

    private Optional<Meaning> meaning(
            Call call, List<String> names, SpecCases cases, SpecParameter parameter, String user) {
        List<SpecAnnotation> meanings = SpecNames.meanings(parameter);
        Optional<SpecAnnotation> pointee =
                meanings.stream().filter(SpecNames::isPointee).findFirst();
        Optional<SpecAnnotation> named = meanings.stream()
                .filter(a -> a.type().equals(SpecNames.FLAGS) || a.type().equals(SpecNames.ONE_OF))
                .findFirst();
        if (pointee.isPresent()) {
            return pointee(
                    call,
                    names,
                    cases,
                    parameter,
                    pointee.get(),
                    named.flatMap(set -> constants.meaning(set, call.function().name(), user)));
        }
        if (named.isPresent()) {
            return cases.isReadyMade()
                    ? constants.meaning(named.get(), call.function().name(), user)
                    : constants.meaning(named.get(), call, user);
        }
        if (JavaTypes.isAnyPointer(parameter.type())) {
            return Optional.of(
                    meanings.stream().anyMatch(a -> a.type().equals(SpecNames.TEXT))
                            ? new Meaning.Text()
                            : new Meaning.Address());
        }
        return Optional.of(
                meanings.stream().anyMatch(a -> a.type().equals(SpecNames.MODE))
                        ? new Meaning.Mode()
                        : new Meaning.WholeNumber(false));
    }

    private Optional<Meaning> pointee(
            Call call,
            List<String> names,
            SpecCases cases,
            SpecParameter parameter,
            SpecAnnotation pointee,
            Optional<Meaning> named) {
        boolean written = pointee.type().equals(SpecNames.OUT);
        String type = pointee.string("type");
        if (facts.structs().containsKey(type)) {
            Optional<StructView> view = views.of(type);
            if (view.isEmpty() && !cases.isReadyMade()) {
                wrong(parameter, "no @Fields say what to show of " + type);
            }
            return view.map(shown -> new Meaning.StructPointer(type, written, shown, amount(call, names, pointee)));
        }
        if (!Integers.isInteger(type, facts)) {
            if (!cases.isReadyMade()) {
                wrong(
                        parameter,
                        "type is \"" + type + "\", which is no struct that the headers describe, and no integer");
            }
            return Optional.empty();
        }
        Meaning each = named.orElseGet(() -> new Meaning.WholeNumber(Integers.isUnsigned(type, facts)));
        return Optional.of(new Meaning.NumberPointer(written, each, new Meaning.One()));
    }

    /** As many bytes as another parameter of the function says, if it is there; else all of it. */
    private static Meaning.Amount amount(Call call, List<String> names, SpecAnnotation pointee) {
        int place = CountParameter.names(call).indexOf(pointee.string("size"));
        return place < 0 ? new Meaning.One() : new Meaning.Bytes(names.get(place));
    }

    /** The C type of an argument in a case. */
    private static CType type(SpecParameter parameter) {
        String pointee = SpecNames.meanings(parameter).stream()
                .filter(SpecNames::isPointee)
                .map(annotation -> annotation.string("type"))
                .findFirst()
                .orElse("void");
        if (JavaTypes.isAnyPointer(parameter.type())) {
            return new CType(pointee + " *", "", CType.Carrier.POINTER, pointee);
        }
        return parameter.type().name().equals("long")
                ? new CType("long", "", CType.Carrier.INT64, null)
                : new CType("int", "", CType.Carrier.INT32, null);
    }

    private void wrong(SpecParameter parameter, String message) {
        diagnostics.error(Code.SG0204, parameter.position(), message);
    }
}
