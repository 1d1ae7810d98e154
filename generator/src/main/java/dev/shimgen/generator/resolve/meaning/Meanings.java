package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.resolve.facts.FloatTypes;
import dev.shimgen.generator.resolve.include.MemberMacros;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what parameters stand for, and checks it against their C types. */
public final class Meanings {

    private final HeaderFacts facts;
    private final StructViews views;
    private final CaseMeanings cases;
    private final ConstantMeanings constants;
    private final Diagnostics diagnostics;

    public Meanings(
            HeaderFacts facts,
            MemberMacros macros,
            ConstantMeanings constants,
            ShimSpec spec,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.views = new StructViews(facts, macros, constants, StructDescriptions.of(spec), diagnostics);
        this.cases = new CaseMeanings(facts, views, constants, spec.cases(), diagnostics);
        this.constants = constants;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads the meanings of a call's parameters, whose types fit.
     *
     * @param names the parameters' C names
     * @return one for each parameter; {@link Meaning.Opaque} where there was an error, which has been reported
     */
    public List<Meaning> of(Call call, List<String> names) {
        List<Meaning> meanings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            meanings.add(of(call, names, i));
        }
        return meanings;
    }

    /** Reports what the author says of structs that are not there; of those of ready-made groups, some need not be. */
    public void checkStructs() {
        views.check();
    }

    /** {@return a parameter's plan with what it is by the values of others} */
    public ParameterPlan withChoices(ParameterPlan plan, Call call, List<String> names, int index) {
        CaseMeanings.Choices found = cases.of(call, names, index);
        return found.choices().isEmpty()
                ? plan
                : new ParameterPlan(
                        plan.name(),
                        plan.javaName(),
                        plan.type(),
                        plan.javaType(),
                        plan.meaning(),
                        found.by(),
                        found.choices());
    }

    /** {@return what is shown of the struct that a call's result points to; {@code null} if that is none, or nothing is} */
    public @Nullable StructView ofResult(Call call) {
        CType result = call.function().result();
        String struct = result.struct();
        return struct == null || result.carrier() != CType.Carrier.POINTER
                ? null
                : views.of(struct).orElse(null);
    }

    private Meaning of(Call call, List<String> names, int index) {
        SpecParameter parameter = call.method().parameters().get(index);
        CParameter c = call.parameters().get(index);
        List<SpecAnnotation> written = SpecNames.meanings(parameter);
        if (written.isEmpty()) {
            return usual(parameter, c.type());
        }
        Optional<SpecAnnotation> pointee =
                written.stream().filter(SpecNames::isPointee).findFirst();
        if (pointee.isPresent()) {
            Optional<SpecAnnotation> each =
                    written.stream().filter(a -> !SpecNames.isPointee(a)).findFirst();
            return new PointeeMeanings(facts, views, constants, diagnostics)
                    .of(pointee.get(), each, call, names, index);
        }
        SpecAnnotation annotation = written.get(0);
        return switch (annotation.type()) {
            case SpecNames.PATH -> chars(annotation, parameter, c, new Meaning.Path());
            case SpecNames.TEXT ->
                JavaTypes.isCharsArray(c.type()) && JavaTypes.isAnyPointer(parameter.type())
                        ? new Meaning.Texts()
                        : chars(annotation, parameter, c, new Meaning.Text());
            case SpecNames.FD -> descriptor(annotation, parameter, c, new Meaning.Fd());
            case SpecNames.DIR_FD -> descriptor(annotation, parameter, c, new Meaning.DirFd());
            case SpecNames.MODE -> integer(annotation, parameter, c, new Meaning.Mode());
            case SpecNames.FLAGS, SpecNames.ONE_OF -> named(annotation, call, parameter, c);
            case SpecNames.BUFFER -> buffer(annotation, call, names, index);
            case SpecNames.WAIT_STATUS ->
                misfit(annotation, parameter, c, "an int behind a pointer, beside @In or @Out");
            default -> throw new IllegalArgumentException("a meaning that nobody reads: " + annotation.type());
        };
    }

    private Meaning usual(SpecParameter parameter, CType type) {
        return switch (type.carrier()) {
            case POINTER -> {
                if (parameter.type().name().equals("byte[]")) {
                    yield wrong(
                            parameter.position(),
                            "bytes without a length: parameter " + parameter.name()
                                    + " needs @Buffer(length = \"…\") with the name of the parameter that has its size,"
                                    + " or the type Pointer");
                }
                yield JavaTypes.is(parameter.type(), "java.lang.String")
                                || (JavaTypes.isChars(type) && type.pointsToConst())
                        ? new Meaning.Text()
                        : new Meaning.Address();
            }
            case BOOL -> new Meaning.WholeNumber(true);
            case INT8, INT16, INT32, INT64 -> new Meaning.WholeNumber(Integers.isUnsigned(type, facts));
            case FLOAT, DOUBLE -> new Meaning.FloatingNumber();
            case OPAQUE -> FloatTypes.isComplex(type) ? new Meaning.Opaque() : new Meaning.FloatingNumber();
            case VOID, STRUCT, VA_LIST -> new Meaning.Opaque();
        };
    }

    private Meaning chars(SpecAnnotation annotation, SpecParameter parameter, CParameter c, Meaning good) {
        return JavaTypes.isChars(c.type()) ? good : misfit(annotation, parameter, c, "a \"char *\"");
    }

    private Meaning descriptor(SpecAnnotation annotation, SpecParameter parameter, CParameter c, Meaning good) {
        boolean fits = c.type().carrier() == CType.Carrier.INT32;
        return fits ? good : misfit(annotation, parameter, c, "an \"int\"");
    }

    private Meaning integer(SpecAnnotation annotation, SpecParameter parameter, CParameter c, Meaning good) {
        return Integers.isInteger(c.type()) ? good : misfit(annotation, parameter, c, "an integer");
    }

    private Meaning named(SpecAnnotation annotation, Call call, SpecParameter parameter, CParameter c) {
        if (!Integers.isInteger(c.type())) {
            return misfit(annotation, parameter, c, "an integer");
        }
        return constants.meaning(annotation, call, parameter.name()).orElseGet(Meaning.Opaque::new);
    }

    private Meaning buffer(SpecAnnotation annotation, Call call, List<String> names, int index) {
        SpecParameter parameter = call.method().parameters().get(index);
        CParameter c = call.parameters().get(index);
        if (c.type().carrier() != CType.Carrier.POINTER
                || (!parameter.type().name().equals("byte[]") && !JavaTypes.isAnyPointer(parameter.type()))) {
            return misfit(annotation, parameter, c, "a pointer to bytes, a byte[] or Pointer in Java");
        }
        return new CountParameter(
                        annotation.string("length"),
                        "have the size of " + parameter.name(),
                        "the parameters are " + String.join(", ", CountParameter.names(call)),
                        "the size of " + parameter.name())
                .find(annotation, call, names, index, diagnostics)
                .<Meaning>map(size -> new Meaning.Buffer(size, !c.type().pointsToConst()))
                .orElseGet(Meaning.Opaque::new);
    }

    private Meaning misfit(SpecAnnotation annotation, SpecParameter parameter, CParameter c, String needed) {
        return wrong(
                annotation.position(),
                simple(annotation) + " is for " + needed + ", and parameter " + parameter.name() + " is \""
                        + c.type().declare(JavaNamesOfC.parameter(c.name(), 0)) + "\" in C");
    }

    private Meaning wrong(SourcePosition position, String message) {
        diagnostics.error(Code.SG0204, position, message);
        return new Meaning.Opaque();
    }

    private static String simple(SpecAnnotation annotation) {
        return "@" + annotation.type().substring(annotation.type().lastIndexOf('.') + 1);
    }
}
