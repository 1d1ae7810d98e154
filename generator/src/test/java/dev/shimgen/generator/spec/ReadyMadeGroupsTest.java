package dev.shimgen.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReadyMadeGroupsTest {

    private final List<ReadyMadeGroup> groups = ReadyMadeGroups.load();

    @Test
    void everyInterfaceIsFound() {
        assertThat(ReadyMadeGroups.names()).isSorted().hasSizeGreaterThan(40).contains("FileOpen", "Directories");
    }

    @Test
    void methodsHaveNamesAndMeaningsAsInTheSource() {
        // Without -parameters in the pom of spec, the names would be arg0, arg1.
        SpecMethod read = group("ReadWrite").methods().get("read");
        assertThat(read).isNotNull();
        assertThat(read.parameters()).extracting(SpecParameter::name).containsExactly("fd", "buf", "count");
        assertThat(read.parameters().get(0).annotations())
                .extracting(SpecAnnotation::type)
                .containsExactly("dev.shimgen.spec.Fd");
    }

    @Test
    void aGroupThatExtendsOthersDeclaresOnlyItsOwn() {
        for (ReadyMadeGroup group : groups) {
            SortedSet<String> inherited = new TreeSet<>(group.methods().keySet());
            inherited.removeAll(group.declared());
            for (String function : inherited) {
                assertThat(groups)
                        .as(group.simpleName() + " has " + function)
                        .anyMatch(other -> other != group && other.declared().contains(function));
            }
        }
    }

    private ReadyMadeGroup group(String name) {
        return groups.stream()
                .filter(group -> group.simpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
