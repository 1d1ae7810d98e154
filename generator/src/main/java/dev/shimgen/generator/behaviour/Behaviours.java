package dev.shimgen.generator.behaviour;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * All behaviours there are.
 *
 * @param ordered from the outermost to the one next to the real call
 */
public record Behaviours(List<Behaviour> ordered) {

    public Behaviours {
        ordered = List.copyOf(ordered);
    }

    /** {@return ours and those that other jars on the class path bring} */
    public static Behaviours load() {
        return new Behaviours(ServiceLoader.load(Behaviour.class, Behaviours.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Behaviour::order).thenComparing(Behaviour::id))
                .toList());
    }

    /**
     * {@return the behaviour that made a plan}
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public Behaviour of(String id) {
        return ordered.stream()
                .filter(b -> b.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no behaviour has the id " + id));
    }
}
