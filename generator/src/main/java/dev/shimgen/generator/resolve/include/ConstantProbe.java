package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.resolve.platform.LineProbe;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the compiler which names are integer constants behind the headers.
 *
 * @param names the names that are asked of
 * @param questions where the lines are
 */
public record ConstantProbe(List<String> names, LineProbe.Questions questions) {

    public ConstantProbe {
        names = List.copyOf(names);
    }

    static ConstantProbe ask(Collection<String> names, LineProbe probe) {
        List<String> ordered = List.copyOf(names);
        return new ConstantProbe(
                ordered,
                probe.ask(ordered.stream()
                        .map(name -> "_Static_assert((" + name + ") * 0 == 0, \"\");")
                        .toList()));
    }

    /** {@return those of the names that are undeclared, no constant expression (C11 6.6), or deprecated ({@code
     *     AI_IDN_ALLOW_UNASSIGNED})} */
    public Set<String> unknown(LineProbe.Answers answers) {
        Set<Integer> wrong = new HashSet<>(answers.refused(questions));
        wrong.addAll(answers.warnedOf(questions));
        Set<String> unknown = new TreeSet<>();
        wrong.forEach(index -> unknown.add(names.get(index)));
        return unknown;
    }
}
