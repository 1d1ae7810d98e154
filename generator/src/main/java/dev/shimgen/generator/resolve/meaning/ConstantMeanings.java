package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the names that {@code @Flags} and {@code @OneOf} speak of. */
public final class ConstantMeanings {

    private final HeaderFacts facts;
    private final ConstantSets sets;
    private final IncludableHeaders headers;
    private final List<String> undescribed;
    private final Diagnostics diagnostics;

    /**
     * A check.
     *
     * @param undescribed headers of the author's of which the facts say nothing
     */
    public ConstantMeanings(
            HeaderFacts facts,
            ConstantSets sets,
            IncludableHeaders headers,
            List<String> undescribed,
            Diagnostics diagnostics) {
        this.facts = facts;
        this.sets = sets;
        this.headers = headers;
        this.undescribed = undescribed;
        this.diagnostics = diagnostics;
    }

    /** {@return the set of an annotation; nothing if it names something unknown, which has been reported} */
    Optional<ConstantSet> set(SpecAnnotation annotation, boolean flags, Call call, String parameter) {
        List<String> names = annotation.strings("value");
        // A ready-made group is written for the newest headers: what older ones lack is no fault of the author.
        boolean readyMade = call.method().declaredIn().startsWith(SpecNames.PACKAGE);
        List<ConstantSets.Field> fields = List.of();
        if (flags) {
            Optional<List<ConstantSets.Field>> found =
                    fields(annotation, readyMade || !FlagField.areDeclared(annotation));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            fields = found.get();
        }
        List<String> unknown = unknownOf(names);
        boolean none = names.isEmpty() && fields.isEmpty();
        boolean tolerated = readyMade && !none;
        if (tolerated && unknown.size() == names.size() && fields.isEmpty()) {
            return Optional.empty();
        }
        if (none || (!unknown.isEmpty() && !tolerated)) {
            unknown.forEach(name -> diagnostics.error(Code.SG0209, annotation.position(), unknown(name)));
            if (none) {
                diagnostics.error(
                        Code.SG0204,
                        annotation.position(),
                        "no names: say what the constants begin with, for example @Flags(\"O_\")");
            }
            return Optional.empty();
        }
        ConstantSets.Chosen chosen = sets.choose(new ConstantSets.Wanted(
                call.function().name(),
                parameter,
                names,
                fields,
                FlagField.areDeclared(annotation),
                flags,
                headers.of(call.function().header())));
        if (!chosen.ties().isEmpty() && !readyMade) {
            diagnostics.warning(Code.SG0204, annotation.position(), tied(chosen.ties()));
        }
        return Optional.of(chosen.set());
    }

    /** {@return what a {@code @Flags} or {@code @OneOf} says of an integer; nothing where {@link #set} gives none} */
    Optional<Meaning> meaning(SpecAnnotation annotation, Call call, String parameter) {
        return set(annotation, isFlags(annotation), call, parameter).map(set -> meaning(annotation, set));
    }

    /** {@return what one says of a part of a struct or of a case; nothing if these headers have none of its names} */
    Optional<Meaning> meaning(SpecAnnotation annotation, String owner, String part) {
        return set(annotation, owner, part).map(set -> meaning(annotation, set));
    }

    private static Meaning meaning(SpecAnnotation annotation, ConstantSet set) {
        return isFlags(annotation) ? new Meaning.Flags(set.id()) : new Meaning.OneOf(set.id());
    }

    private static boolean isFlags(SpecAnnotation annotation) {
        return annotation.type().equals(SpecNames.FLAGS);
    }

    /** {@return the set of a struct's field; nothing if these headers have none of its names} */
    Optional<ConstantSet> set(SpecAnnotation meaning, String struct, String field) {
        boolean flags = isFlags(meaning);
        List<String> names = meaning.strings("value").stream()
                .filter(name -> !sets.matching(name).isEmpty())
                .toList();
        List<ConstantSets.Field> fields = flags ? fields(meaning, true).orElse(List.of()) : List.of();
        if (names.isEmpty() && fields.isEmpty()) {
            return Optional.empty();
        }
        String user = (struct.replaceFirst("^(struct|union) ", "") + "_" + field).replaceAll("\\W", "_");
        return Optional.of(
                sets.choose(new ConstantSets.Wanted(user, "", names, fields, FlagField.areDeclared(meaning), flags, ""))
                        .set());
    }

    /** {@return the set of a struct's field, every name of which is known; what is not has been reported} */
    Optional<ConstantSet> checked(SpecAnnotation meaning, String struct, String field) {
        unknownOf(meaning.strings("value"))
                .forEach(name -> diagnostics.error(Code.SG0209, meaning.position(), unknown(name)));
        return set(meaning, struct, field);
    }

    /** {@return those of some constants that these headers have; others are reported unless that is tolerated} */
    List<String> present(List<String> names, SourcePosition position, boolean tolerated) {
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (sets.matching(name).containsKey(name)) {
                present.add(name);
                sets.use(name);
            } else if (!tolerated) {
                diagnostics.error(Code.SG0209, position, unknown(name));
            }
        }
        return present;
    }

    private List<String> unknownOf(List<String> names) {
        return names.stream().filter(name -> sets.matching(name).isEmpty()).toList();
    }

    /**
     * Looks the fields of a set of flags up.
     *
     * @param tolerated whether what these headers lack is left out
     * @return nothing if one of them is wrong, which has been reported
     */
    private Optional<List<ConstantSets.Field>> fields(SpecAnnotation annotation, boolean tolerated) {
        List<ConstantSets.Field> good = new ArrayList<>();
        boolean wrong = false;
        for (FlagField field : FlagField.of(annotation)) {
            Optional<ConstantSets.Field> found = field(annotation, field, good, tolerated);
            found.ifPresent(good::add);
            wrong |= found.isEmpty() && !tolerated;
        }
        return wrong ? Optional.empty() : Optional.of(good);
    }

    private Optional<ConstantSets.Field> field(
            SpecAnnotation annotation, FlagField field, List<ConstantSets.Field> others, boolean tolerated) {
        Optional<Long> bits = field.number().or(() -> number(field.mask()));
        Diagnostics said = new Diagnostics();
        if (bits.isEmpty() && field.isWrittenAsNumber()) {
            said.error(
                    Code.SG0204,
                    annotation.position(),
                    "the mask \"" + field.mask()
                            + "\" of a field is no hexadecimal number of at most 16 digits, such as \"0xf000\"");
        } else if (bits.isEmpty()) {
            said.error(Code.SG0209, annotation.position(), "the mask of a field: " + unknown(field.mask()));
        } else {
            check(annotation, new ConstantSets.Field(field, bits.get()), others, said);
        }
        if (said.hasErrors()) {
            if (!tolerated) {
                said.all().forEach(diagnostics::report);
            }
            return Optional.empty();
        }
        return bits.map(mask -> new ConstantSets.Field(field, mask));
    }

    private void check(
            SpecAnnotation annotation, ConstantSets.Field field, List<ConstantSets.Field> others, Diagnostics said) {
        String mask = field.field().mask();
        if (field.bits() == 0) {
            said.error(
                    Code.SG0204,
                    annotation.position(),
                    "the field \"" + mask + "\" has no bit on this machine; its mask is all bits that hold the value");
            return;
        }
        for (ConstantSets.Field other : others) {
            if ((other.bits() & field.bits()) != 0) {
                said.error(
                        Code.SG0204,
                        annotation.position(),
                        "the fields \"" + other.field().mask() + "\" and \"" + mask + "\" both have the bits 0x"
                                + Long.toHexString(other.bits() & field.bits())
                                + "; a bit belongs to one field, so make one of the two smaller or leave it out");
            }
        }
        if (field.field().values().isEmpty()) {
            said.error(
                    Code.SG0204,
                    annotation.position(),
                    "the field \"" + mask + "\" has no values; name them, or leave the field out");
        }
        for (String word : field.field().values()) {
            SortedMap<String, ConstantFact> matching = sets.matching(word);
            if (matching.isEmpty()) {
                said.error(Code.SG0209, annotation.position(), unknown(word));
            } else if (matching.values().stream()
                    .noneMatch(fact -> fact.value() instanceof ConstantFact.Int number && field.holds(number))) {
                said.error(
                        Code.SG0204,
                        annotation.position(),
                        "\"" + word + "\" is no value of the field \"" + mask + "\": it has bits outside of 0x"
                                + Long.toHexString(field.bits()) + "; name it in the value of @Flags instead");
            }
        }
    }

    private Optional<Long> number(String name) {
        ConstantFact fact = sets.matching(name).get(name);
        return fact != null && fact.value() instanceof ConstantFact.Int number
                ? Optional.of(ConstantSets.unsigned(number))
                : Optional.empty();
    }

    private static String tied(List<List<String>> ties) {
        String pairs = ties.stream()
                .limit(3)
                .map(pair -> pair.get(0) + " and " + pair.get(1))
                .collect(Collectors.joining(", "));
        return "two names for one value: " + pairs + (ties.size() > 3 ? " and others" : "")
                + "; the first is printed. To have the right one, name the constants of this parameter one by one";
    }

    private String unknown(String name) {
        if (name.isEmpty()) {
            return "an empty name: every constant begins with that";
        }
        if (!ConstantNames.startingWith(name, facts.constants()).isEmpty()) {
            return "the headers of this spec do not define an integer constant that is or begins with \"" + name
                    + "\" on this machine";
        }
        TreeSet<String> candidates = new TreeSet<>(facts.constants().keySet());
        for (String constant : facts.constants().keySet()) {
            for (int i = constant.indexOf('_', 1); i > 0; i = constant.indexOf('_', i + 1)) {
                candidates.add(constant.substring(0, i + 1));
            }
        }
        return "no constant in the headers of " + facts.platform() + " is or begins with \"" + name + "\""
                + Suggestions.closest(name, candidates)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("")
                + undescribed();
    }

    private String undescribed() {
        if (undescribed.isEmpty()) {
            return "";
        }
        String named = undescribed.stream().map(header -> "<" + header + ">").collect(Collectors.joining(" and "));
        return "\nThe recorded catalogue says nothing of " + named
                + "; a jextract can read that: name one with -Dshimgen.jextract=<path>, JEXTRACT or JEXTRACT_HOME";
    }
}
