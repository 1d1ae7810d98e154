package dev.shimgen.generator.audit;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an audit looks at: the system calls that the wrapped functions make.
 *
 * @param wrapped the symbols that the shim exports
 * @param calls the names of the calls on every ABI
 * @param unknown the wrapped functions of which shimgen does not know which calls they make
 */
record Kind(Set<String> wrapped, SortedSet<String> calls, SortedSet<String> unknown) {

    static Kind of(Set<String> exports, SystemCallTable table) {
        SortedSet<String> calls = new TreeSet<>();
        SortedSet<String> unknown = new TreeSet<>();
        for (String symbol : exports) {
            String function =
                    SymbolNames.function(symbol, name -> table.of(name).isPresent());
            table.of(function).ifPresentOrElse(calls::addAll, () -> unknown.add(symbol));
        }
        return new Kind(Set.copyOf(exports), table.onEveryAbi(calls), unknown);
    }

    boolean has(String call) {
        return calls.contains(call);
    }
}
