package dev.shimgen.generator.launch;

import java.util.List;
import java.util.Map;

/** A program that runs a command in its turn, and that shall not run under the shims itself: {@code strace}. */
@FunctionalInterface
public interface Supervisor {

    /**
     * {@return the program to start, and its arguments}
     *
     * @param command the command to run, and its arguments
     * @param environment the variables that the command gets beside those that it inherits, {@code LD_PRELOAD} among them
     */
    List<String> command(List<String> command, Map<String, String> environment);
}
