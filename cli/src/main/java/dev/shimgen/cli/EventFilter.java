package dev.shimgen.cli;

import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which events are shown: those that fulfil every condition. An empty list is no condition. */
final class EventFilter {

    private static final Pattern SLASHES = Pattern.compile("//+");

    private final List<Glob> functions;
    private final List<Glob> paths;
    private final Set<Integer> processes;
    private final boolean failed;
    private final @Nullable Duration slowerThan;
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * Makes a filter.
     *
     * @param functions patterns of names, as a shell has them
     * @param paths patterns of paths, of which an event has to have one
     */
    EventFilter(
            List<Glob> functions,
            List<Glob> paths,
            List<Integer> processes,
            boolean failed,
            @Nullable Duration slowerThan) {
        this.functions = List.copyOf(functions);
        this.paths = List.copyOf(paths);
        this.processes = Set.copyOf(processes);
        this.failed = failed;
        this.slowerThan = slowerThan;
    }

    boolean accepts(TraceEvent event) {
        return accepts(event.function(), event.process())
                && (!failed || event.failed())
                && (slowerThan == null || event.ended() - event.began() > slowerThan.toNanos())
                && (paths.isEmpty() || event.paths().stream().anyMatch(path -> matches(paths, plain(path))));
    }

    /** Of a call that has not returned, neither the arguments are known nor how it ends. */
    boolean accepts(UnfinishedCall call) {
        return accepts(call.function(), call.process()) && paths.isEmpty() && !failed && slowerThan == null;
    }

    private boolean accepts(FunctionSchema function, int process) {
        return (processes.isEmpty() || processes.contains(process))
                && (functions.isEmpty() || known.computeIfAbsent(function.name(), name -> matches(functions, name)));
    }

    /** {@return whether only some functions are shown} */
    boolean namesFunctions() {
        return !functions.isEmpty();
    }

    /**
     * {@return a warning of each pattern of functions that matches none: most likely it is misspelt}
     *
     * @param schemas those of all libraries that tell of calls
     */
    List<String> unmatched(Collection<EventSchema> schemas) {
        return functions.stream()
                .filter(glob -> schemas.stream()
                        .flatMap(schema -> schema.functions().stream())
                        .noneMatch(function -> glob.matches(function.name())))
                .map(glob -> Words.quoted(glob.toString()))
                .map(glob -> "no function that is traced is named " + glob + ", so -e " + glob + " shows none")
                .toList();
    }

    private static boolean matches(List<Glob> globs, String text) {
        return globs.stream().anyMatch(glob -> glob.matches(text));
    }

    /** {@return a path with one slash where there are several, and none at the end: who asks for a file does not know of these} */
    private static String plain(String path) {
        String single = path.contains("//") ? SLASHES.matcher(path).replaceAll("/") : path;
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}
