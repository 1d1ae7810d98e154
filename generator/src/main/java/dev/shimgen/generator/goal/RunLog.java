package dev.shimgen.generator.goal;

/** Takes one line for each thing that a user would want to know of a run while it goes on. */
@FunctionalInterface
public interface RunLog {

    /** A line for the build log, without line end. */
    void info(String line);
}
