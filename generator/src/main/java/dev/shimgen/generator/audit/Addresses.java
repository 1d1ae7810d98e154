package dev.shimgen.generator.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Tells whether the address by which a function was called is the shim's wrapper or the function behind it.
 *
 * <p>A program gets the address of a function only by a name lookup of the dynamic linker. So if no lookup of a name
 * gave anything but the shim's address, every call of that function went through the shim.
 */
final class Addresses {

    private final Set<String> shims;
    private final UnaryOperator<String> publicName;
    private final Map<String, String> publicNames = new HashMap<>();

    /**
     * Makes one for the shims of an audit.
     *
     * @param shims the file names of the shims' libraries
     * @param publicName maps a symbol to the public function that it stands for
     */
    Addresses(Set<String> shims, UnaryOperator<String> publicName) {
        this.shims = Set.copyOf(shims);
        this.publicName = publicName;
    }

    /** {@return how a call by an imported name came about} */
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
     * {@return how a call through a pointer came about}
     *
     * @param imports whether the caller imports the function, so that the pointer may come from that import
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
        // The pointer comes from another library. If that library imports the name, and the import leads to the
        // shim, the linker has told us nothing about it: it tells only of the bindings that lead elsewhere.
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
