package dev.shimgen.generator.resolve.proposal;

import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The methods of the ready-made groups by function: what they say of one, {@code meanings.txt} does not say again. */
final class GroupMethods {

    private static final Map<String, SpecMethod> METHODS = methods();

    private GroupMethods() {}

    private static Map<String, SpecMethod> methods() {
        Map<String, SpecMethod> methods = new HashMap<>();
        for (ReadyMadeGroup group : ReadyMadeGroups.load()) {
            group.methods().forEach(methods::putIfAbsent);
        }
        return methods;
    }

    /**
     * {@return the method of a function, or of the one that it is for large files: {@code open} for {@code open64}, lfs(3)}
     *
     * @param parameters how many the function has
     */
    static Optional<SpecMethod> of(String function, int parameters) {
        return Optional.ofNullable(METHODS.get(function))
                .or(() -> Optional.ofNullable(METHODS.get(function.replace("64", ""))))
                .filter(method -> method.parameters().size() == parameters);
    }
}
