package dev.shimgen.generator.output;

import java.util.Set;

/**
 * Which files of an output folder are whose, where several runs of one build write to it.
 *
 * @param owner the run's own name, the same in each build; it becomes part of a file name
 * @param others the other runs that the build has: their files stay. What a run left that the build has no more goes away
 * @param done those of the others that are over in this build: what they wrote is meant, so this run does not change it
 */
public record Ownership(String owner, Set<String> others, Set<String> done) {

    /** The name of a run that needs none, because it is the only one. */
    public static final String ONLY = "default";

    /** For a build with one run. */
    public static final Ownership SOLE = new Ownership(ONLY, Set.of(), Set.of());

    public Ownership {
        others = Set.copyOf(others);
        done = Set.copyOf(done);
    }
}
