package dev.shimgen.maven;

import dev.shimgen.generator.output.Ownership;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/**
 * One of a project's executions of a goal. A goal on the command line stands for the project's only execution, if there
 * is only one: it does the same work, in the same folders.
 *
 * @param id its name, in a form that can be part of a file name
 * @param others the names of the project's other executions of the goal
 */
record Execution(String id, Set<String> others) {

    private static final String ON_THE_COMMAND_LINE = "default-cli";

    static Execution of(MojoExecution run, MavenProject project) {
        Plugin plugin = project.getPlugin(run.getPlugin().getKey());
        List<String> configured = plugin == null
                ? List.of()
                : plugin.getExecutions().stream()
                        .filter(execution -> execution.getGoals().contains(run.getGoal()))
                        .map(PluginExecution::getId)
                        .toList();
        return of(run.getExecutionId(), configured);
    }

    /**
     * Finds an execution's name.
     *
     * @param id the name of the running execution
     * @param configured the names of the executions that the project configures for the goal
     */
    static Execution of(String id, List<String> configured) {
        String own = id;
        if (id.equals(ON_THE_COMMAND_LINE) && configured.size() <= 1) {
            own = configured.isEmpty() ? Ownership.ONLY : configured.get(0);
        }
        Set<String> others = configured.stream().map(Execution::fileName).collect(Collectors.toSet());
        others.remove(fileName(own));
        return new Execution(fileName(own), others);
    }

    /**
     * {@return which files belong to which execution}
     *
     * @param context what the plugin remembers of this build for this project, here the executions that have ended
     */
    Ownership ownership(Map<Object, Object> context, String goal) {
        return new Ownership(
                id,
                others,
                done(context, goal).stream().filter(others::contains).collect(Collectors.toSet()));
    }

    /** Remembers that this execution has ended. */
    void finish(Map<Object, Object> context, String goal) {
        Set<String> done = new TreeSet<>(done(context, goal));
        done.add(id);
        context.put(key(goal), String.join("\n", done));
    }

    private static Set<String> done(Map<Object, Object> context, String goal) {
        return context.get(key(goal)) instanceof String names ? Set.of(names.split("\n", -1)) : Set.of();
    }

    private static String key(String goal) {
        return "shimgen." + goal + ".done";
    }

    /** Encodes the name: Maven allows any characters in it. */
    private static String fileName(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
