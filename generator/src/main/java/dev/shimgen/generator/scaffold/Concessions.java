package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What proposed parameters had to give up, because this machine's headers do not confirm it. */
final class Concessions {

    private static final String SPEC = "dev.shimgen.spec.";

    private final Map<Place, Integer> steps = new HashMap<>();

    /** A parameter, by position. */
    private record Place(String function, int parameter) {}

    /** {@return the parameter without what it has given up: first the fields to show, then the meaning} */
    SpecParameter applied(String function, int index, SpecParameter parameter) {
        int given = steps.getOrDefault(new Place(function, index), 0);
        SpecParameter result = parameter;
        for (int i = 0; i < given; i++) {
            result = less(result);
        }
        return result;
    }

    /** Makes a parameter give up one more thing; returns whether it had anything left. */
    boolean giveUp(String function, int index, SpecParameter parameter) {
        if (parameter.annotations().isEmpty()) {
            return false;
        }
        steps.merge(new Place(function, index), 1, Integer::sum);
        return true;
    }

    private static SpecParameter less(SpecParameter parameter) {
        if (parameter.annotations().isEmpty()) {
            return parameter;
        }
        SpecAnnotation meaning = parameter.annotations().get(0);
        boolean struct = meaning.type().equals(SPEC + "In") || meaning.type().equals(SPEC + "Out");
        if (struct && !meaning.strings("show").isEmpty()) {
            SpecAnnotation bare = new SpecAnnotation(meaning.type(), Map.of(), meaning.position());
            return new SpecParameter(parameter.name(), parameter.type(), List.of(bare), parameter.position());
        }
        // Without a length, bytes are only an address; so is a struct without a direction.
        boolean address = struct || parameter.type().name().equals("byte[]");
        JavaType type = address ? new JavaType(SPEC + "Pointer", true) : parameter.type();
        return new SpecParameter(parameter.name(), type, List.of(), parameter.position());
    }
}
