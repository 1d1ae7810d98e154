package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.include.VisibleConstants;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.vocabulary.FlagField;
import dev.shimgen.generator.spec.SpecCases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the names that a parameter's values are printed with. */
public final class ConstantSets {

    /** Names that stand for several flags at once, or for a position: to take apart with, not to print. */
    private static final Pattern MASK = Pattern.compile(".*(?:MASK|_TYPE|FMT|_SHIFT|_BITS|_MAX|_MIN|_LAST|_COUNT)");

    /** Names that say how many choices there are. Nobody passes AF_MAX. */
    private static final Pattern COUNT = Pattern.compile(".*_(?:MAX|NLIMITS|COUNT)");

    private static final Pattern IDENTIFIER = Pattern.compile("\\(?([A-Za-z_]\\w*)\\)?");

    private final VisibleConstants visible;
    private final IncludableHeaders headers;
    private final List<SpecCases> cases;
    private final SortedMap<String, ConstantSet> sets = new TreeMap<>();
    private final SortedSet<String> matched = new TreeSet<>();

    /**
     * Begins without a set.
     *
     * @param cases what arguments may be by the constants that others are: these names are preferred
     */
    public ConstantSets(VisibleConstants visible, IncludableHeaders headers, List<SpecCases> cases) {
        this.visible = visible;
        this.headers = headers;
        this.cases = List.copyOf(cases);
    }

    /**
     * A set, and the values that it has two names for.
     *
     * @param ties pairs of names with the same value, of which the set has the first; neither is defined by the other
     */
    record Chosen(ConstantSet set, List<List<String>> ties) {}

    /**
     * What a table is needed for.
     *
     * @param user its first user: a function, or a structure and its field
     * @param detail which of the user's tables, if it has several: a parameter
     * @param names whole names and prefixes, as the author wrote them; each is known to match something
     * @param fields bits that together hold one value
     * @param declared whether the author wrote the fields; else they are those that ready-made groups know of the names
     * @param flags whether values combine
     * @param header the header of the user, whose own constants go before those of others: {@code F_GETFL} of {@code
     *     <fcntl.h>} before {@code F_TEST} of {@code <unistd.h>}
     */
    record Wanted(
            String user,
            String detail,
            List<String> names,
            List<Field> fields,
            boolean declared,
            boolean flags,
            String header) {}

    /**
     * A field with its bits on this machine.
     *
     * @param field as it was declared
     * @param bits those of its mask
     */
    record Field(FlagField field, long bits) {

        boolean holds(ConstantFact.Int number) {
            return (unsigned(number) & ~bits) == 0;
        }
    }

    /**
     * A constant with what decides between it and another one of the same value.
     *
     * @param field the position of the field that it is a value of; behind all fields for a flag
     * @param rank lower ones win
     * @param foreign whether the user's header does not define it; one of its own wins
     */
    private record Candidate(ConstantFact fact, int field, int rank, boolean foreign) {}

    /** Chooses the names for a parameter. */
    Chosen choose(Wanted wanted) {
        SortedMap<String, ConstantFact> all = new TreeMap<>();
        for (String name : wanted.names()) {
            all.putAll(matching(name));
        }
        for (Field field : wanted.fields()) {
            field.field().names().forEach(name -> all.putAll(matching(name)));
        }
        matched.addAll(all.keySet());
        Map<List<Long>, List<Candidate>> byValue = new TreeMap<>(
                Comparator.comparing((List<Long> key) -> key.get(0)).thenComparing(key -> key.get(1)));
        for (ConstantFact fact : all.values()) {
            if (fact.value() instanceof ConstantFact.Int number) {
                boolean whole = isWhole(fact.name(), wanted);
                int field = field(fact.name(), number, wanted);
                boolean isValue = field < wanted.fields().size();
                boolean said = wanted.names().contains(fact.name()) || (isValue && wanted.declared());
                if (!isMask(fact.name(), wanted)
                        && (said || speaksFor(fact.name(), number, wanted))
                        && (isValue
                                || whole
                                || (wanted.flags() ? isFlag(fact.name(), number) : isChoice(fact.name())))) {
                    byValue.computeIfAbsent(List.of((long) field, number.value()), k -> new ArrayList<>())
                            .add(new Candidate(
                                    fact,
                                    field,
                                    whole ? 0 : rank(fact.name(), all),
                                    !headers.covered(fact.header(), Set.of(wanted.header()))));
                }
            }
        }
        // A field that has a name for 0 speaks for all of a number without bits: O_RDONLY, and not O_LARGEFILE.
        boolean namesZero = byValue.keySet().stream()
                .anyMatch(key -> key.get(0) < wanted.fields().size() && key.get(1) == 0);
        if (namesZero) {
            byValue.remove(List.of((long) wanted.fields().size(), 0L));
        }
        Set<String> told = cases.stream()
                .filter(described -> described.functions().contains(wanted.user()))
                .flatMap(described -> described.cases().stream())
                .flatMap(one -> one.when().stream())
                .collect(Collectors.toSet());
        List<Candidate> chosen = new ArrayList<>();
        List<List<String>> ties = new ArrayList<>();
        for (List<Candidate> same : byValue.values()) {
            same.sort(Comparator.comparing(
                            (Candidate c) -> !told.contains(c.fact().name()))
                    .thenComparingInt(Candidate::rank)
                    .thenComparing(Candidate::foreign)
                    .thenComparing(
                            c -> c.fact().name().chars().filter(ch -> ch == '_').count())
                    .thenComparing(c -> c.fact().name().length())
                    .thenComparing(c -> c.fact().name()));
            chosen.add(same.get(0));
            boolean isTold = told.contains(same.get(0).fact().name());
            if (same.size() > 1 && !isTold && isTie(same.get(0), same.get(1))) {
                ties.add(List.of(same.get(0).fact().name(), same.get(1).fact().name()));
            }
        }
        List<String> written = written(wanted);
        chosen.sort(Comparator.comparingInt(Candidate::field)
                .thenComparing(c -> c.field() < wanted.fields().size() ? 0 : -bits(c))
                .thenComparing(c -> position(c.fact().name(), written))
                .thenComparing(ConstantSets::value)
                .thenComparing(c -> c.fact().name()));
        return new Chosen(register(wanted, chosen), ties);
    }

    /** {@return the constants that an author's word matches: the one of that name, else all that begin with it} */
    SortedMap<String, ConstantFact> matching(String name) {
        ConstantFact whole = visible.byName().get(name);
        return whole == null ? ConstantNames.startingWith(name, visible.byName()) : new TreeMap<>(Map.of(name, whole));
    }

    /** Says that a constant is used by itself. */
    void use(String name) {
        matched.add(name);
    }

    /** {@return all sets, sorted by id} */
    public Collection<ConstantSet> sets() {
        return sets.values();
    }

    /** {@return every constant that a set was chosen from, the names that are not printed included} */
    public SortedSet<String> matched() {
        return matched;
    }

    private static boolean isChoice(String name) {
        return !COUNT.matcher(name).matches();
    }

    private static boolean isFlag(String name, ConstantFact.Int number) {
        boolean mask = MASK.matcher(name).matches() && Long.bitCount(number.value()) != 1;
        // AT_FDCWD is -100: what is negative is a value, not bits, except the highest bit alone: EPOLLET, MS_NOUSER.
        boolean highest = number.bits() == 32 && number.value() == Integer.MIN_VALUE;
        return (number.value() >= 0 || highest) && !mask;
    }

    /** A number written down goes before a name that the macro stands for, and that before a name of the same set. */
    private int rank(String name, SortedMap<String, ConstantFact> all) {
        if (name.endsWith("64")) {
            // F_GETLK may be defined as F_GETLK64, and is what programs write.
            return all.containsKey(name.substring(0, name.length() - 2)) ? 3 : 1;
        }
        String next = name;
        boolean named = false;
        for (int i = 0; i < 8; i++) {
            String target = target(next);
            if (target == null || target.equals(next)) {
                return named ? 2 : 1;
            }
            if (all.containsKey(target) && !target.equals(name)) {
                return target.equals(name + "64") ? 1 : 3;
            }
            named = true;
            next = target;
        }
        return 2;
    }

    private @Nullable String target(String name) {
        String body = visible.preprocessed().objectMacros().get(name);
        if (body == null) {
            return null;
        }
        var matcher = IDENTIFIER.matcher(body);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static boolean isTie(Candidate first, Candidate second) {
        return first.rank() == second.rank()
                && first.rank() < 3
                && first.foreign() == second.foreign()
                && underscores(first.fact().name()) == underscores(second.fact().name());
    }

    private static long underscores(String name) {
        return name.chars().filter(c -> c == '_').count();
    }

    /** Where the author wrote a name, or the prefix that matches it: of equals, the one written first is printed first. */
    private static int position(String constant, List<String> names) {
        int whole = names.indexOf(constant);
        for (int i = 0; whole < 0 && i < names.size(); i++) {
            if (constant.startsWith(names.get(i))) {
                return i;
            }
        }
        return whole;
    }

    /** All words of the author's, those of fields first. */
    private static List<String> written(Wanted wanted) {
        return Stream.concat(
                        wanted.fields().stream().flatMap(field -> field.field().values().stream()),
                        wanted.names().stream())
                .toList();
    }

    private static boolean isWhole(String name, Wanted wanted) {
        return wanted.names().contains(name)
                || wanted.fields().stream()
                        .anyMatch(field -> field.field().values().contains(name));
    }

    /**
     * A number without bits has a name where the author's word is all but its last part: PROT_NONE for "PROT_", but not
     * AT_STATX_SYNC_AS_STAT for "AT_", which is statx(2)'s, and nothing to an fstatat(2).
     */
    private static boolean speaksFor(String name, ConstantFact.Int number, Wanted wanted) {
        return !wanted.flags()
                || number.value() != 0
                || wanted.names().stream()
                        .anyMatch(word -> name.startsWith(word) && name.indexOf('_', word.length()) < 0);
    }

    /** A mask is no value of its field, unless the author says so: O_ACCMODE is a mode of open(2) that Linux knows as well. */
    private static boolean isMask(String name, Wanted wanted) {
        return !isWhole(name, wanted)
                && wanted.fields().stream()
                        .anyMatch(field -> field.field().mask().equals(name));
    }

    /** A field's words say what its values are; besides, whatever has no bit outside of it. */
    private static int field(String name, ConstantFact.Int number, Wanted wanted) {
        int none = wanted.fields().size();
        for (int i = 0; i < none; i++) {
            Field field = wanted.fields().get(i);
            boolean told = field.field().values().stream().anyMatch(name::startsWith);
            if (field.holds(number) && (told || number.value() != 0)) {
                return i;
            }
        }
        return none;
    }

    private static long value(Candidate constant) {
        return constant.fact().value() instanceof ConstantFact.Int number ? number.value() : 0;
    }

    private static int bits(Candidate constant) {
        return constant.fact().value() instanceof ConstantFact.Int number ? Long.bitCount(unsigned(number)) : 0;
    }

    /** {@return the bits of a number, without the sign's above those that it has} */
    static long unsigned(ConstantFact.Int number) {
        return number.bits() == 64 ? number.value() : number.value() & 0xffff_ffffL;
    }

    private ConstantSet register(Wanted wanted, List<Candidate> chosen) {
        List<NamedConstant> constants = chosen.stream()
                .map(c -> new NamedConstant(c.fact().name(), c.fact().value()))
                .toList();
        List<ConstantSet.Field> fields = new ArrayList<>();
        for (int i = 0; i < wanted.fields().size(); i++) {
            int position = i;
            fields.add(new ConstantSet.Field(
                    wanted.fields().get(i).field().mask(),
                    chosen.stream()
                            .filter(c -> c.field() == position)
                            .map(c -> c.fact().name())
                            .toList()));
        }
        String kind = wanted.flags() ? "flags_" : "choices_";
        Optional<ConstantSet> same = sets.values().stream()
                .filter(set -> set.id().startsWith(kind)
                        && set.constants().equals(constants)
                        && set.fields().equals(fields))
                .findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        ConstantSet set = new ConstantSet(freeId(kind + wanted.user(), wanted.detail()), constants, fields);
        sets.put(set.id(), set);
        return set;
    }

    /**
     * The first user gives its name; where it has two tables, they have those of the parameters as well. Names of functions,
     * parameters and fields are anything, so that {@code a_b} of one may be the {@code b} of {@code a}: then a number is left.
     */
    private String freeId(String user, String detail) {
        String id = sets.containsKey(user) && !detail.isEmpty() ? user + "_" + detail : user;
        String free = id;
        for (int i = 2; sets.containsKey(free); i++) {
            free = id + "_" + i;
        }
        return free;
    }
}
