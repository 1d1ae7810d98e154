package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.FieldMeanings;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code @In} and {@code @Out}: what is behind a pointer, how many of it, and which fields of a struct to show. */
final class PointeeMeanings {

    private static final String RESULT = "return";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");

    private final HeaderFacts facts;
    private final StructViews views;
    private final ConstantMeanings constants;
    private final Diagnostics diagnostics;

    PointeeMeanings(HeaderFacts facts, StructViews views, ConstantMeanings constants, Diagnostics diagnostics) {
        this.facts = facts;
        this.views = views;
        this.constants = constants;
        this.diagnostics = diagnostics;
    }

    /**
     * {@return what a pointer points to}
     *
     * @param annotation {@code @In} or {@code @Out}
     * @param each what stands beside it and says what each integer is
     */
    Meaning of(SpecAnnotation annotation, Optional<SpecAnnotation> each, Call call, List<String> names, int index) {
        SpecParameter parameter = call.method().parameters().get(index);
        CParameter c = call.parameters().get(index);
        boolean written = annotation.type().equals(SpecNames.OUT);
        String simple = written ? "@Out" : "@In";
        String declaration = c.type().declare(JavaNamesOfC.parameter(c.name(), 0));
        String next = annotation.string("next");
        if (!next.isEmpty()) {
            return list(annotation, parameter, c, next, written, call, names, index);
        }
        @Nullable String name = structName(annotation, c.type());
        StructFact struct = name == null || c.type().carrier() != CType.Carrier.POINTER
                ? null
                : facts.structs().get(name);
        boolean number = c.type()
                .pointee()
                .filter(element -> Integers.isInteger(element, facts))
                .isPresent();
        if (struct == null && !number) {
            return wrong(
                    annotation,
                    simple + " is for a pointer to an integer, or to a struct that the headers"
                            + " describe, and parameter " + parameter.name() + " is \"" + declaration + "\" in C");
        }
        if (written && c.type().pointsToConst()) {
            return wrong(
                    annotation,
                    "parameter " + parameter.name() + " is \"" + declaration
                            + "\" in C: the function reads it and does not fill it in; use @In");
        }
        Optional<Meaning.Amount> amount = amount(annotation, call, names, index);
        if (amount.isEmpty()) {
            return new Meaning.Opaque();
        }
        List<String> fields = annotation.strings("show");
        if (struct == null && !JavaTypes.isAnyPointer(parameter.type())) {
            return wrong(
                    annotation,
                    simple + " of integers is for the type Pointer, and parameter "
                            + parameter.name() + " is of type "
                            + parameter.type().simpleName());
        }
        if (struct == null && !fields.isEmpty()) {
            return wrong(
                    annotation,
                    "parameter " + parameter.name() + " is \"" + declaration
                            + "\" in C, and an integer has no fields to show; leave show out");
        }
        if (struct == null) {
            return new Meaning.NumberPointer(written, each(each, call, index, declaration), amount.get());
        }
        if (each.isPresent()) {
            return wrong(
                    each.get(),
                    "@" + each.get().simpleName() + " beside " + simple + " is for integers, and parameter "
                            + parameter.name() + " is \"" + declaration
                            + "\" in C; name the struct's fields in show");
        }
        boolean filled = Boolean.TRUE.equals(annotation.values().get("filled"));
        @Nullable
        StructView shown = fields.isEmpty()
                ? views.of(struct.type()).orElse(null)
                : views.of(struct, fields, annotation.position());
        return new Meaning.StructPointer(
                struct.type(),
                written || filled,
                shown != null && shown.fields().isEmpty() && shown.style() == StructView.Style.FIELDS ? null : shown,
                amount.get());
    }

    /** What a {@code void *} points to is said by the annotation. */
    private static @Nullable String structName(SpecAnnotation annotation, CType type) {
        String said = annotation.string("type");
        return said.isEmpty() || type.struct() != null ? type.struct() : said;
    }

    /** A pointer to a pointer to the first struct of a list. */
    private Meaning list(
            SpecAnnotation annotation,
            SpecParameter parameter,
            CParameter c,
            String next,
            boolean written,
            Call call,
            List<String> names,
            int index) {
        Optional<String> struct = StructDescriptions.structOf(c.type());
        if (struct.isEmpty() || c.type().struct() != null || facts.structs().get(struct.get()) == null) {
            return wrong(
                    annotation,
                    "next is for a pointer to a pointer to a struct, and parameter " + parameter.name() + " is \""
                            + c.type().declare(JavaNamesOfC.parameter(c.name(), 0)) + "\" in C");
        }
        Optional<Meaning.Amount> amount = amount(annotation, call, names, index);
        Optional<StructView> view =
                views.list(struct.get() + " *", struct.get(), next, annotation.strings("show"), annotation.position());
        if (amount.isEmpty()) {
            return new Meaning.Opaque();
        }
        return view.<Meaning>map(shown -> new Meaning.StructPointer(shown.type(), written, shown, amount.get()))
                .orElseGet(Meaning.Address::new);
    }

    /** What each integer is; a plain number if that is not said, or cannot be, which has been reported. */
    private Meaning each(Optional<SpecAnnotation> annotation, Call call, int index, String declaration) {
        SpecParameter parameter = call.method().parameters().get(index);
        CType type = call.parameters().get(index).type();
        String element = type.pointee().orElseThrow();
        Meaning number = new Meaning.WholeNumber(Integers.isUnsigned(element, facts));
        if (annotation.isEmpty()) {
            return number;
        }
        return switch (annotation.get().type()) {
            case SpecNames.MODE -> new Meaning.Mode();
            case SpecNames.WAIT_STATUS -> {
                if (!facts.canonical(element).equals("int")) {
                    yield wrong(
                            annotation.get(),
                            "@WaitStatus is for an int behind a pointer, and parameter " + parameter.name() + " is \""
                                    + declaration + "\" in C");
                }
                yield constants
                        .set(FieldMeanings.signals(), "siginfo_t", "si_signo")
                        .<Meaning>map(set -> new Meaning.WaitStatus(set.id()))
                        .orElse(number);
            }
            default ->
                constants.meaning(annotation.get(), call, parameter.name()).orElse(number);
        };
    }

    /** {@return how many there are; empty if that has been reported as wrong} */
    private Optional<Meaning.Amount> amount(SpecAnnotation annotation, Call call, List<String> names, int index) {
        String count = annotation.string("count");
        String size = annotation.string("size");
        if (!size.isEmpty()) {
            return new CountParameter(
                            size,
                            "say how many bytes there are",
                            "size is the name of a parameter that is an integer, or points to one",
                            "how many bytes there are")
                    .findHereOrBehind(annotation, call, names, index, diagnostics, facts)
                    .map(Meaning.Bytes::new);
        }
        if (Boolean.TRUE.equals(annotation.values().get("ifZero"))) {
            return Optional.of(new Meaning.OneIfZero());
        }
        boolean unlessZero = Boolean.TRUE.equals(annotation.values().get("unlessZero"));
        if (unlessZero
                && (!count.isEmpty() || !Integers.isInteger(call.function().result()))) {
            wrong(
                    annotation,
                    count.isEmpty()
                            ? call.function().name() + " returns no number, which could be 0; leave unlessZero out"
                            : "unlessZero is for one thing behind a pointer, and count says that there are more; leave one of"
                                    + " the two out");
            return Optional.empty();
        }
        if (count.isEmpty()) {
            return Optional.of(unlessZero ? new Meaning.OneUnlessZero() : new Meaning.One());
        }
        if (NUMBER.matcher(count).matches()) {
            return Optional.of(new Meaning.Fixed(Integer.parseInt(count)));
        }
        if (count.equals(RESULT)) {
            if (Integers.isInteger(call.function().result())) {
                return Optional.of(new Meaning.Result());
            }
            wrong(annotation, call.function().name() + " returns no number, which could be a count");
            return Optional.empty();
        }
        return new CountParameter(
                        count,
                        "say how many there are",
                        "count is the name of a parameter, \"return\", or a number from 1 to 99",
                        "how many there are")
                .find(annotation, call, names, index, diagnostics)
                .map(Meaning.Parameter::new);
    }

    private Meaning wrong(SpecAnnotation annotation, String message) {
        diagnostics.error(Code.SG0204, annotation.position(), message);
        return new Meaning.Opaque();
    }
}
