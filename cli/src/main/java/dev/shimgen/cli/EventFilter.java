package dev.shimgen.cli;

import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which events are shown: those that fulfil every condition. An empty list is no condition. */
final class EventFilter {

    private final List<PathMatcher> functions;
    private final List<PathMatcher> paths;
    private final Set<Integer> processes;
    private final boolean failed;
    private final @Nullable Duration slowerThan;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * Makes a filter.
     *
     * @param functions patterns of names, as a shell has them
     * @param paths patterns of paths, of which an event has to have one
     * @throws PatternSyntaxException if a pattern cannot be read
     */
    EventFilter(
            List<String> functions,
            List<String> paths,
            List<Integer> processes,
            boolean failed,
            @Nullable Duration slowerThan) {
        this.functions = matchers(functions);
        this.paths = matchers(paths);
        this.processes = Set.copyOf(processes);
        this.failed = failed;
        this.slowerThan = slowerThan;
    }

    private static List<PathMatcher> matchers(List<String> globs) {
        return globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }

    boolean accepts(TraceEvent event) {
        return accepts(event.function(), event.process())
                && (!failed || event.failed())
                && (slowerThan == null || event.ended() - event.began() > slowerThan.toNanos())
                && (paths.isEmpty() || event.paths().stream().anyMatch(path -> matches(paths, path)));
    }

    /** Of a call that has not returned, neither the arguments are known nor how it ends. */
    boolean accepts(UnfinishedCall call) {
        return accepts(call.function(), call.process()) && paths.isEmpty() && !failed && slowerThan == null;
    }

    private boolean accepts(FunctionSchema function, int process) {
        return (processes.isEmpty() || processes.contains(process))
                && (functions.isEmpty() || known.computeIfAbsent(function.name(), name -> matches(functions, name)));
    }

    private static boolean matches(List<PathMatcher> matchers, String text) {
        try {
            Path path = Path.of(text);
            return matchers.stream().anyMatch(matcher -> matcher.matches(path));
        } catch (InvalidPathException e) {
            return false; // none that this JVM's encoding of file names has, so none that it could be asked for
        }
    }
}
