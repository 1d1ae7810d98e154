package dev.shimgen.generator.goal;

/** Takes a line for each thing that a user would want to know while a run goes on. */
@FunctionalInterface
public interface RunLog {

    /** A line for the build log, without line end. */
    void info(String line);
}
