package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the ready-made groups that a spec extends: those whose functions are all wanted. A group with a function that
 * is not wanted would wrap that, too.
 */
final class GroupChoice {

    private GroupChoice() {}

    /** {@return the groups, sorted by name, without those that add nothing to the larger ones} */
    static List<ReadyMadeGroup> of(List<ReadyMadeGroup> groups, Set<String> wanted) {
        List<ReadyMadeGroup> largestFirst = groups.stream()
                .filter(group -> wanted.containsAll(group.methods().keySet()))
                .sorted(Comparator.comparingInt(
                                (ReadyMadeGroup group) -> -group.methods().size())
                        .thenComparing(ReadyMadeGroup::name))
                .toList();
        Set<String> covered = new HashSet<>();
        List<ReadyMadeGroup> chosen = new ArrayList<>();
        for (ReadyMadeGroup group : largestFirst) {
            if (covered.addAll(group.methods().keySet())) {
                chosen.add(group);
            }
        }
        chosen.sort(Comparator.comparing(ReadyMadeGroup::name));
        return chosen;
    }

    /** {@return a line for each group with more than two functions of which exactly one is not wanted} */
    static List<String> almost(List<ReadyMadeGroup> groups, Set<String> wanted) {
        List<String> lines = new ArrayList<>();
        for (ReadyMadeGroup group : groups) {
            Set<String> missing = new TreeSet<>(group.methods().keySet());
            missing.removeAll(wanted);
            if (missing.size() == 1 && group.methods().size() > 2) {
                lines.add("all of " + group.simpleName() + " but " + String.join("", missing)
                        + " is in the spec; select that as well to extend the group");
            }
        }
        return lines;
    }
}
