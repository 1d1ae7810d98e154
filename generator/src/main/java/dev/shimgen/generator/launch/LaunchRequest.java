package dev.shimgen.generator.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to run under shims.
 *
 * @param command the program, looked for on {@code PATH} unless it has a slash, and its arguments
 * @param built where the built shims are
 * @param shims the names of the shims to run under, the first one outermost; empty if there is only one, and that is
 *     meant
 * @param directory where the command runs
 * @param trace the value of {@code SHIMGEN_TRACE}: {@code stderr}, or a file path; empty leaves the variable as it is
 * @param environment additional variables
 */
public record LaunchRequest(
        String command,
        BuiltShims built,
        List<String> shims,
        Path directory,
        String trace,
        Map<String, String> environment) {

    public LaunchRequest {
        shims = List.copyOf(shims);
        environment = Map.copyOf(environment);
    }
}
