package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.plan.StructView.Style;
import dev.shimgen.generator.resolve.include.MemberMacros;
import dev.shimgen.generator.resolve.vocabulary.FieldMeanings;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecStruct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what is shown of structs: by {@code @Fields}, and by the fields that an annotation names. */
final class StructViews {

    private final HeaderFacts facts;
    private final MemberMacros macros;
    private final ConstantMeanings constants;
    private final StructDescriptions descriptions;
    private final Diagnostics diagnostics;

    /** The structs on the way to the one that is looked at: one that points to itself has no end. */
    private final Set<String> under = new LinkedHashSet<>();

    private final Set<String> reported = new HashSet<>();
    private final Map<String, Optional<StructView>> views = new HashMap<>();

    StructViews(
            HeaderFacts facts,
            MemberMacros macros,
            ConstantMeanings constants,
            StructDescriptions descriptions,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.macros = macros;
        this.constants = constants;
        this.descriptions = descriptions;
        this.diagnostics = diagnostics;
    }

    /** Where something is said of a field, and whether it may be that this libc does not have it. */
    private record Said(SourcePosition position, boolean tolerated) {}

    /** {@return what {@code @Fields} say of a struct; nothing if there are none, or none of its fields are here} */
    Optional<StructView> of(String type) {
        if (!under.isEmpty()) {
            return read(type);
        }
        Optional<StructView> known = views.get(type);
        if (known == null) {
            known = read(type);
            views.put(type, known);
        }
        return known;
    }

    private Optional<StructView> read(String type) {
        Optional<SpecStruct> said = descriptions.of(type, facts);
        StructFact fact = facts.structs().get(type);
        if (said.isEmpty() || fact == null || !under.add(type)) {
            return Optional.empty();
        }
        try {
            StructView view = view(type, said.get(), cases(said.get()));
            boolean nothing = view.style() == Style.FIELDS && view.fields().isEmpty();
            return nothing ? Optional.empty() : Optional.of(view);
        } finally {
            under.remove(type);
        }
    }

    /** {@return the fields that an annotation names; those that are wrong are left out, and have been reported} */
    StructView of(StructFact struct, List<String> names, SourcePosition position) {
        Optional<SpecStruct> said = descriptions.of(struct.type(), facts);
        List<StructView.Field> fields = new ArrayList<>();
        for (String name : names) {
            List<SpecAnnotation> annotations = said.stream()
                    .flatMap(described -> described.fields().stream())
                    .filter(field -> path(field).equals(name))
                    .flatMap(field -> field.annotations().stream())
                    .toList();
            field(struct, name, annotations, new Said(position, false)).ifPresent(fields::add);
        }
        return new StructView(struct.type(), fields);
    }

    /**
     * {@return the view of a pointer to the first struct of a list}
     *
     * @param pointer its C type
     * @param struct the type of the struct
     * @param next the field that points to the next one
     * @param names the fields to show; if there are none, {@code @Fields} say it
     */
    Optional<StructView> list(String pointer, String struct, String next, List<String> names, SourcePosition position) {
        StructFact fact = facts.structs().get(struct);
        if (fact == null || fieldOf(fact, next, new Said(position, false)).isEmpty()) {
            return Optional.empty();
        }
        Optional<StructView> each = names.isEmpty() ? of(struct) : Optional.of(of(fact, names, position));
        return each.map(view -> new StructView(
                pointer,
                Style.LIST,
                "",
                List.of(new StructView.Field(struct, next, Style.LIST, "", view, "")),
                List.of(),
                ""));
    }

    /** Reports the author's {@code @Fields} of a struct that the headers do not have: nothing would ever be shown by them. */
    void check() {
        for (SpecStruct said : descriptions.structs()) {
            boolean known = facts.structs().containsKey(said.type())
                    || !facts.canonical(said.type()).equals(said.type());
            if (said.extended() == null && !said.isReadyMade() && !known) {
                wrong(
                        said.position(),
                        "the headers of this spec have no " + said.type()
                                + Suggestions.closest(
                                                said.type(), facts.structs().keySet())
                                        .map(near -> "; did you mean \"" + near + "\"?")
                                        .orElse("; name its header in @Shim(headers = …)"));
            }
        }
    }

    private List<StructView.Case> cases(SpecStruct base) {
        List<StructView.Case> cases = new ArrayList<>();
        for (SpecStruct of : descriptions.casesOf(base)) {
            if (facts.structs().containsKey(of.type())) {
                StructView view = view(of.type(), of, List.of());
                for (String constant : constants.present(of.when(), of.position(), of.isReadyMade())) {
                    cases.add(new StructView.Case(constant, view));
                }
            } else if (!of.isReadyMade()) {
                wrong(of.position(), "the headers of this spec have no " + of.type());
            }
        }
        return cases;
    }

    private StructView view(String type, SpecStruct said, List<StructView.Case> cases) {
        SpecAnnotation form = said.form();
        if (form != null) {
            Style style = form(form);
            long size = Optional.ofNullable(facts.structs().get(type))
                    .map(StructFact::size)
                    .orElse(0L);
            if (style == Style.FIELDS || fits(style, size)) {
                return new StructView(type, style, signals(style), List.of(), List.of(), "");
            }
            if (!said.isReadyMade()) {
                wrong(
                        form.position(),
                        type + " has " + size + " bytes; @Shown(Shown.As." + style + ") is for another type");
            }
            return new StructView(type, List.of());
        }
        List<StructView.Field> fields = new ArrayList<>();
        for (SpecStruct.Field field : said.fields()) {
            StructFact owner = facts.structs().get(field.owner());
            if (owner != null) {
                field(owner, path(field), field.annotations(), new Said(field.position(), said.isReadyMade()))
                        .ifPresent(fields::add);
            }
        }
        return new StructView(type, Style.FIELDS, "", fields, cases, said.size());
    }

    private static String path(SpecStruct.Field field) {
        return find(field.annotations(), SpecNames.SHOWN)
                .map(shown -> shown.string("field"))
                .filter(path -> !path.isEmpty())
                .orElse(field.method());
    }

    private static Optional<SpecAnnotation> find(List<SpecAnnotation> all, String type) {
        return all.stream().filter(a -> a.type().equals(type)).findFirst();
    }

    private static Style form(SpecAnnotation shown) {
        String as = shown.string("value");
        return as.isEmpty() || as.equals("ITS_TYPE") ? Style.FIELDS : Style.valueOf(as);
    }

    private String signals(Style style) {
        return style == Style.SIGNALS
                ? constants
                        .set(FieldMeanings.signals(), "siginfo_t", "si_signo")
                        .map(ConstantSet::id)
                        .orElse("")
                : "";
    }

    // Fields
    // -----------------------------------------------------------------------------------------------------------

    /** {@return a field of a struct; nothing if it cannot be shown, which has been reported unless that is tolerated} */
    private Optional<StructView.Field> field(
            StructFact struct, String path, List<SpecAnnotation> annotations, Said said) {
        Optional<StructFact.Field> found = fieldOf(struct, path, said);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StructFact.Field field = found.get();
        Style form = find(annotations, SpecNames.SHOWN).map(StructViews::form).orElse(Style.FIELDS);
        Optional<SpecAnnotation> buffer = find(annotations, SpecNames.BUFFER);
        if (buffer.isPresent()) {
            Style style = form == Style.CONTROL ? Style.CONTROL : Style.BYTES;
            return pointer(struct, path, field, style, null, buffer.get().string("length"), said);
        }
        if (form != Style.FIELDS) {
            return value(struct, path, field, form, said);
        }
        Optional<SpecAnnotation> in = find(annotations, SpecNames.IN);
        if (in.isPresent()) {
            return pointee(struct, path, field, in.get(), said);
        }
        for (SpecAnnotation meaning : annotations) {
            switch (meaning.type()) {
                case SpecNames.TEXT, SpecNames.PATH -> {
                    return text(struct, path, field, meaning.type().equals(SpecNames.PATH), said);
                }
                case SpecNames.FLAGS, SpecNames.ONE_OF -> {
                    return named(struct, path, field, meaning, said);
                }
                case SpecNames.MODE -> {
                    return integer(struct, path, field, said)
                            .map(style -> new StructView.Field(struct.type(), path, Style.FILE_MODE));
                }
                case SpecNames.WAIT_STATUS -> {
                    return integer(struct, path, field, said)
                            .flatMap(style -> constants.set(FieldMeanings.signals(), "siginfo_t", "si_signo"))
                            .map(set ->
                                    new StructView.Field(struct.type(), path, Style.WAIT_STATUS, set.id(), null, ""));
                }
                default -> {}
            }
        }
        return plain(struct, path, field, said);
    }

    /** A field of which nothing is said. */
    private Optional<StructView.Field> plain(StructFact struct, String path, StructFact.Field field, Said said) {
        Optional<SpecAnnotation> known = FieldMeanings.of(struct.type(), path);
        if (known.isPresent() && field.count() == 1 && Integers.isInteger(field.type())) {
            Optional<StructView.Field> named = named(struct, path, field, known.get(), new Said(said.position(), true));
            if (named.isPresent()) {
                return named;
            }
        }
        if (!field.struct().isEmpty() && field.carrier() == CType.Carrier.STRUCT) {
            Optional<StructView> inner = of(field.struct());
            if (inner.isPresent()) {
                return Optional.of(new StructView.Field(struct.type(), path, Style.FIELDS, "", inner.get(), ""));
            }
        }
        if (field.count() == 1 && field.carrier() == CType.Carrier.POINTER) {
            return Optional.of(new StructView.Field(
                    struct.type(), path, field.type().isSignalHandler() ? Style.HANDLER : Style.ADDRESS));
        }
        return integer(struct, path, field, said).map(style -> new StructView.Field(struct.type(), path, style));
    }

    private Optional<StructView.Field> named(
            StructFact struct, String path, StructFact.Field field, SpecAnnotation meaning, Said said) {
        Optional<Style> style = integer(struct, path, field, said);
        if (style.isEmpty()) {
            return Optional.empty();
        }
        Style named = meaning.type().equals(SpecNames.FLAGS) ? Style.FLAGS : Style.ONE_OF;
        Optional<ConstantSet> set = said.tolerated()
                ? constants.set(meaning, struct.type(), path)
                : constants.checked(meaning, struct.type(), path);
        return Optional.of(set.map(names -> new StructView.Field(struct.type(), path, named, names.id(), null, ""))
                .orElseGet(() -> new StructView.Field(struct.type(), path, style.get())));
    }

    private Optional<StructView.Field> text(
            StructFact struct, String path, StructFact.Field field, boolean isPath, Said said) {
        if (field.carrier() == CType.Carrier.INT8 && field.count() > 1) {
            return Optional.of(new StructView.Field(struct.type(), path, Style.CHARACTERS));
        }
        return field.count() == 1 && JavaTypes.isChars(field.type())
                ? Optional.of(new StructView.Field(struct.type(), path, isPath ? Style.PATH : Style.STRING))
                : misfit(struct, path, field, "@Text and @Path are for a \"char *\" or an array of characters", said);
    }

    /** A value of another form than its type's. */
    private Optional<StructView.Field> value(
            StructFact struct, String path, StructFact.Field field, Style form, Said said) {
        boolean characters = form == Style.SOCKET_NAME && field.carrier() == CType.Carrier.INT8;
        return characters || fits(form, field.size())
                ? Optional.of(new StructView.Field(struct.type(), path, form, signals(form), null, ""))
                : misfit(struct, path, field, "@Shown(Shown.As." + form + ") is for another type", said);
    }

    /** Whether something of so many bytes may have a form. */
    private static boolean fits(Style form, long size) {
        return switch (form) {
            case PORT -> size == 2;
            case IPV4 -> size == 4;
            case IPV6 -> size == 16;
            case SIGNALS -> size >= 8;
            default -> false;
        };
    }

    /** A pointer to structs. */
    private Optional<StructView.Field> pointee(
            StructFact struct, String path, StructFact.Field field, SpecAnnotation in, Said said) {
        String written = in.string("type");
        String pointee =
                written.isEmpty() ? Optional.ofNullable(field.type().struct()).orElse(field.struct()) : written;
        StructFact inner = facts.structs().get(pointee);
        if (inner == null || field.carrier() != CType.Carrier.POINTER) {
            return misfit(struct, path, field, "@In is for a pointer to a struct that the headers describe", said);
        }
        List<String> names = in.strings("show");
        Optional<StructView> view = names.isEmpty() ? of(pointee) : Optional.of(of(inner, names, said.position()));
        if (view.isEmpty()) {
            return under.contains(pointee) || said.tolerated()
                    ? Optional.of(new StructView.Field(struct.type(), path, Style.ADDRESS))
                    : misfit(
                            struct,
                            path,
                            field,
                            "no @Fields say what to show of " + pointee + "; name some in show",
                            said);
        }
        if (!in.string("next").isEmpty()) {
            return fieldOf(inner, in.string("next"), said)
                    .map(next ->
                            new StructView.Field(struct.type(), path, Style.LIST, "", view.get(), in.string("next")));
        }
        boolean sized = !in.string("size").isEmpty();
        return pointer(
                struct,
                path,
                field,
                sized ? Style.SIZED : Style.STRUCTURES,
                view.get(),
                sized ? in.string("size") : in.string("count"),
                said);
    }

    private Optional<StructView.Field> pointer(
            StructFact struct,
            String path,
            StructFact.Field field,
            Style style,
            @Nullable StructView inner,
            String other,
            Said said) {
        if (field.carrier() != CType.Carrier.POINTER || field.count() != 1) {
            return misfit(struct, path, field, "it is no pointer", said);
        }
        if (!other.isEmpty()) {
            Optional<StructFact.Field> length = fieldOf(struct, other, said);
            if (length.isEmpty()) {
                return Optional.empty();
            }
            if (!Integers.isInteger(length.get().type())) {
                return misfit(struct, other, length.get(), "it cannot say how much is behind " + path, said);
            }
        }
        return Optional.of(new StructView.Field(struct.type(), path, style, "", inner, other));
    }

    private Optional<Style> integer(StructFact struct, String path, StructFact.Field field, Said said) {
        if (field.count() != 1 || !Integers.isInteger(field.type())) {
            if (!said.tolerated()) {
                wrong(
                        said.position(),
                        "field \"" + path + "\" of " + struct.type() + " is \""
                                + field.type().declare(path) + "\"; only integers and pointers can be shown");
            }
            return Optional.empty();
        }
        boolean unsigned = Integers.isUnsigned(field.type(), facts);
        // st_mode is a mode_t; stx_mode a __u16 (man 7 inode).
        if ((unsigned && path.endsWith("st_mode")) || path.endsWith("stx_mode")) {
            return Optional.of(Style.FILE_MODE);
        }
        return Optional.of(unsigned ? Style.UNSIGNED : Style.SIGNED);
    }

    /** Finds a field by its path; reports that there is none, unless that is tolerated. */
    private Optional<StructFact.Field> fieldOf(StructFact struct, String path, Said said) {
        Optional<String> macro = macros.hiding(path);
        if (macro.isPresent()) {
            return said.tolerated()
                    ? Optional.empty()
                    : wrong(
                            said.position(),
                            "the headers make a macro of " + macro.get() + ", so C cannot say \"" + path + "\""
                                    + macros.standingFor(path)
                                            .map(name -> "; say \"" + name + "\"")
                                            .orElse("; show another field"));
        }
        Optional<StructFact.Field> found = inside(struct, path).or(() -> inside(struct, macros.path(path)));
        if (found.isPresent() || said.tolerated()) {
            return found;
        }
        List<String> names =
                struct.fields().stream().map(StructFact.Field::name).toList();
        return wrong(
                said.position(),
                struct.type() + " has no field \"" + path + "\""
                        + Suggestions.closest(path, names)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; its fields are " + String.join(", ", names)));
    }

    /** Finds {@code st_size}, or {@code st_mtim.tv_sec} inside the struct that a field is. */
    private Optional<StructFact.Field> inside(StructFact struct, String path) {
        for (StructFact.Field field : struct.fields()) {
            if (field.name().equals(path)) {
                return Optional.of(field);
            }
            StructFact inner = facts.structs().get(field.struct());
            if (inner != null && field.count() == 1 && path.startsWith(field.name() + ".")) {
                return inside(inner, path.substring(field.name().length() + 1));
            }
        }
        return Optional.empty();
    }

    private <T> Optional<T> misfit(StructFact struct, String path, StructFact.Field field, String message, Said said) {
        return said.tolerated()
                ? Optional.empty()
                : wrong(
                        said.position(),
                        "field \"" + path + "\" of " + struct.type() + " is \""
                                + field.type().declare(path) + "\"; " + message);
    }

    /** A struct may be shown in many places, and what is wrong with it is said once. */
    private <T> Optional<T> wrong(SourcePosition position, String message) {
        if (reported.add(position + message)) {
            diagnostics.error(Code.SG0204, position, message);
        }
        return Optional.empty();
    }
}
