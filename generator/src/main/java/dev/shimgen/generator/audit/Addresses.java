package dev.shimgen.generator.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Tells where an address came from by which a function was called, one that a shim exports.
 *
 * <p>An address is the shim's or another's by the name lookups of the dynamic linker, and there is no other way to come by
 * one. So where nobody was given another than the shim's, every call went through the shim.
 */
final class Addresses {

    private final Set<String> shims;
    private final UnaryOperator<String> publicName;
    private final Map<String, String> publicNames = new HashMap<>();

    /**
     * Knows the shims by what they are called.
     *
     * @param shims the file names of the shims' libraries
     * @param publicName tells of a symbol the function that it leads to
     */
    Addresses(Set<String> shims, UnaryOperator<String> publicName) {
        this.shims = Set.copyOf(shims);
        this.publicName = publicName;
    }

    /** {@return the way of a call by an imported name} */
    Origin.Way byName(String function, String caller, Bindings bindings) {
        Set<Origin.Way> ways = new HashSet<>();
        for (Binding binding : of(function, bindings)) {
            if (!binding.dlsym() && binding.asking().equals(caller)) {
                ways.add(way(binding));
            }
        }
        return one(ways.isEmpty() ? Set.of(Origin.Way.SEEN) : ways);
    }

    /**
     * {@return the way of a call through a pointer}
     *
     * @param imports whether the caller imports the function: then the pointer may be from there
     */
    Origin.Way byPointer(String function, String caller, boolean imports, Bindings bindings) {
        Collection<Binding> known = of(function, bindings);
        Set<Origin.Way> own = new HashSet<>();
        for (Binding binding : known) {
            if (binding.asking().equals(caller)) {
                own.add(way(binding));
            }
        }
        if (imports) {
            own.add(byName(function, caller, bindings));
        }
        if (!own.isEmpty()) {
            return one(own);
        }
        if (!bindings.told()) {
            return Origin.Way.AMBIGUOUS;
        }
        // Somebody else's pointer: that of an import is nobody's lookup that would have been told, for it is
        // the shim's.
        boolean elsewhere = known.stream().anyMatch(binding -> way(binding) != Origin.Way.SEEN);
        return elsewhere ? Origin.Way.AMBIGUOUS : Origin.Way.SEEN;
    }

    private Collection<Binding> of(String function, Bindings bindings) {
        String wanted = named(function);
        return bindings.all().stream()
                .filter(binding -> named(binding.symbol()).equals(wanted))
                .toList();
    }

    private String named(String symbol) {
        return publicNames.computeIfAbsent(symbol, publicName);
    }

    private Origin.Way way(Binding binding) {
        return binding.leadsTo(shims) ? Origin.Way.SEEN : Origin.Way.PAST_WRAPPER;
    }

    private static Origin.Way one(Set<Origin.Way> ways) {
        return ways.size() == 1 ? ways.iterator().next() : Origin.Way.AMBIGUOUS;
    }
}
