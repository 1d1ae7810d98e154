package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.resolve.platform.LineProbe;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the compiler which names are integer constants after the headers, and whether they have the values that the
 * facts give.
 *
 * @param constants the integer constants in question
 * @param questions the lines that ask
 */
public record ConstantProbe(List<ConstantFact> constants, LineProbe.Questions questions) {

    public ConstantProbe {
        constants = List.copyOf(constants);
    }

    /** Asks about those of the constants that are integers. */
    static ConstantProbe ask(Collection<ConstantFact> constants, LineProbe probe) {
        List<ConstantFact> asked = constants.stream()
                .filter(constant -> constant.value() instanceof ConstantFact.Int)
                .toList();
        return new ConstantProbe(
                asked, probe.ask(asked.stream().map(ConstantProbe::line).toList()));
    }

    private static String line(ConstantFact constant) {
        ConstantFact.Int value = (ConstantFact.Int) constant.value();
        return "_Static_assert(" + value.condition("(" + constant.name() + ")") + ", \"\");";
    }

    /**
     * {@return those of the names that are undeclared, are no constant expression (C11 6.6), or are deprecated ({@code
     * AI_IDN_ALLOW_UNASSIGNED})}
     */
    public Set<String> unknown(LineProbe.Answers answers) {
        Set<Integer> wrong = new HashSet<>(answers.refused(questions));
        wrong.removeAll(answers.failed(questions));
        wrong.addAll(answers.warnedOf(questions));
        Set<String> unknown = new TreeSet<>();
        wrong.forEach(index -> unknown.add(constants.get(index).name()));
        return unknown;
    }

    /** {@return those that have another value on this machine} */
    public List<ConstantFact> different(LineProbe.Answers answers) {
        return answers.failed(questions).stream().sorted().map(constants::get).toList();
    }
}
