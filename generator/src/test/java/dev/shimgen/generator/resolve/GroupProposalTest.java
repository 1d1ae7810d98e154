package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scaffold proposes for a function of a ready-made group is what the group says of it. */
class GroupProposalTest {

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, null);

    @Test
    void everyFunctionOfTheGroupsIsProposedAsTheGroupHasIt() throws Exception {
        LibraryFunctions library = LibraryFunctions.of(Machine.compiler(), Machine.catalogue());
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (ReadyMadeGroup group : ReadyMadeGroups.load()) {
            for (SpecMethod method : group.methods().values()) {
                if (!library.isDescribed(method.name())) {
                    continue;
                }
                compared++;
                String proposed = said(library.propose(method.name(), "", place -> NOWHERE));
                if (!proposed.equals(said(method))) {
                    different.add(group.simpleName() + ": " + said(method) + "\n  proposed: " + proposed);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(700);
    }

    /** The meanings in the order of the parameters, whose names are the manual's in a group and the header's in a proposal. */
    private static String said(SpecMethod method) {
        List<String> names =
                method.parameters().stream().map(SpecParameter::name).toList();
        StringBuilder said = new StringBuilder();
        method.annotations().stream()
                .filter(a -> a.type().equals(SpecNames.FAILS))
                .forEach(a -> said.append(AnnotationText.of(a)).append(' '));
        said.append(method.name());
        for (SpecParameter parameter : method.parameters()) {
            said.append(", ");
            SpecNames.meanings(parameter).forEach(a -> said.append(AnnotationText.of(numbered(a, names))));
        }
        return said.toString();
    }

    private static SpecAnnotation numbered(SpecAnnotation annotation, List<String> names) {
        Map<String, Object> values = new HashMap<>(annotation.values());
        for (String member : List.of("length", "count", "size")) {
            values.computeIfPresent(
                    member, (key, length) -> names.contains(length) ? "parameter " + names.indexOf(length) : length);
        }
        return new SpecAnnotation(annotation.type(), values, annotation.position());
    }
}
