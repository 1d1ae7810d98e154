package dev.shimgen.generator.output;

import java.util.Set;

/**
 * Which files of an output folder belong to which run, if several runs of one build write to it.
 *
 * @param owner the run's own name, the same in each build; it becomes part of a file name
 * @param others the other runs of the build, whose files stay. Files of a run that the build no longer has are removed
 * @param done those of the others that have ended in this build: what they wrote is up to date, so this run must not
 *     change it
 */
public record Ownership(String owner, Set<String> others, Set<String> done) {

    /** The name for the only run of a build. */
    public static final String ONLY = "default";

    /** For a build with one run. */
    public static final Ownership SOLE = new Ownership(ONLY, Set.of(), Set.of());

    public Ownership {
        others = Set.copyOf(others);
        done = Set.copyOf(done);
    }
}
