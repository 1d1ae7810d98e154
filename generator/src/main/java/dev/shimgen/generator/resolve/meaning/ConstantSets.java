package dev.shimgen.generator.resolve.meaning;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.resolve.include.ConstantNames;
import dev.shimgen.generator.resolve.include.VisibleConstants;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses the names that a parameter's values are printed with. */
public final class ConstantSets {

    /** Names that stand for several flags at once, or for a position: to take apart with, not to print. */
    private static final Pattern MASK =
            Pattern.compile(".*(?:MASK|ACCMODE|_TYPE|FMT|_SHIFT|_BITS|_MAX|_MIN|_LAST|_COUNT)");

    private static final Pattern IDENTIFIER = Pattern.compile("\\(?([A-Za-z_]\\w*)\\)?");

    private final VisibleConstants visible;
    private final IncludableHeaders headers;
    private final SortedMap<String, ConstantSet> sets = new TreeMap<>();
    private final SortedSet<String> matched = new TreeSet<>();

    public ConstantSets(VisibleConstants visible, IncludableHeaders headers) {
        this.visible = visible;
        this.headers = headers;
    }

    /**
     * A set, and the values that it has two names for.
     *
     * @param ties pairs of names with the same value, of which the set has the first; neither is defined by the other
     */
    record Chosen(ConstantSet set, List<List<String>> ties) {}

    /**
     * A constant with what decides between it and another one of the same value.
     *
     * @param rank lower ones win
     * @param foreign whether the function's header does not define it; one of its own wins
     */
    private record Candidate(ConstantFact fact, int rank, boolean foreign) {}

    /**
     * Chooses the names for a parameter.
     *
     * @param names whole names and prefixes, as the author wrote them; each is known to match something
     * @param flags whether values combine
     * @param header the header of the function, whose own constants go before those of others: {@code F_GETFL} of {@code
     *     <fcntl.h>} before {@code F_TEST} of {@code <unistd.h>}
     */
    Chosen choose(List<String> names, boolean flags, String header) {
        Map<Long, List<Candidate>> byValue = new TreeMap<>();
        SortedMap<String, ConstantFact> all = new TreeMap<>();
        for (String name : names) {
            all.putAll(matching(name));
        }
        matched.addAll(all.keySet());
        for (ConstantFact fact : all.values()) {
            if (fact.value() instanceof ConstantFact.Int number) {
                boolean whole = names.contains(fact.name());
                if (whole || !flags || isFlag(fact.name(), number)) {
                    byValue.computeIfAbsent(number.value(), k -> new ArrayList<>())
                            .add(new Candidate(
                                    fact,
                                    whole ? 0 : rank(fact.name(), all),
                                    !headers.covered(fact.header(), Set.of(header))));
                }
            }
        }
        List<NamedConstant> constants = new ArrayList<>();
        List<List<String>> ties = new ArrayList<>();
        for (List<Candidate> same : byValue.values()) {
            same.sort(Comparator.comparingInt(Candidate::rank)
                    .thenComparing(Candidate::foreign)
                    .thenComparing(
                            c -> c.fact().name().chars().filter(ch -> ch == '_').count())
                    .thenComparing(c -> c.fact().name().length())
                    .thenComparing(c -> c.fact().name()));
            ConstantFact first = same.get(0).fact();
            constants.add(new NamedConstant(first.name(), first.value()));
            if (same.size() > 1 && isTie(same.get(0), same.get(1))) {
                ties.add(List.of(first.name(), same.get(1).fact().name()));
            }
        }
        constants.sort(Comparator.comparingInt((NamedConstant c) -> -bits(c))
                .thenComparing(c -> position(c.name(), names))
                .thenComparing(ConstantSets::value)
                .thenComparing(NamedConstant::name));
        return new Chosen(register(names, constants), ties);
    }

    /** {@return the constants that an author's word matches: the one of that name, else all that begin with it} */
    SortedMap<String, ConstantFact> matching(String name) {
        ConstantFact whole = visible.byName().get(name);
        return whole == null ? ConstantNames.startingWith(name, visible.byName()) : new TreeMap<>(Map.of(name, whole));
    }

    /** {@return all sets, sorted by id} */
    public Collection<ConstantSet> sets() {
        return sets.values();
    }

    /** {@return every constant that a set was chosen from, the names that are not printed included} */
    public SortedSet<String> matched() {
        return matched;
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

    private static long value(NamedConstant constant) {
        return constant.value() instanceof ConstantFact.Int number ? number.value() : 0;
    }

    private static int bits(NamedConstant constant) {
        long value = value(constant);
        boolean wide = constant.value() instanceof ConstantFact.Int number && number.bits() == 64;
        return Long.bitCount(wide ? value : value & 0xffff_ffffL);
    }

    private ConstantSet register(List<String> names, List<NamedConstant> constants) {
        // The names of a long list are told by the first; two lists that begin alike get a number.
        String joined = names.size() <= 3 ? String.join("_", names) : names.get(0) + "_and_" + (names.size() - 1);
        String stem = joined.toLowerCase(Locale.ROOT).replaceAll("_+", "_").replaceAll("^_|_$", "");
        for (int i = 1; ; i++) {
            String id = i == 1 ? stem : stem + "_" + i;
            ConstantSet set = new ConstantSet(id, names, constants);
            ConstantSet known = sets.putIfAbsent(id, set);
            if (known == null || known.equals(set)) {
                return set;
            }
        }
    }
}
