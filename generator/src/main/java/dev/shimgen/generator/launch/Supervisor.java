package dev.shimgen.generator.launch;

import java.util.List;
import java.util.Map;

/** A program that runs the command, but is not to run under the shims itself: {@code strace}. */
@FunctionalInterface
public interface Supervisor {

    /**
     * {@return the program to start, and its arguments}
     *
     * @param command the command to run, and its arguments
     * @param environment additional variables for the command, {@code LD_PRELOAD} among them
     */
    List<String> command(List<String> command, Map<String, String> environment);
}
