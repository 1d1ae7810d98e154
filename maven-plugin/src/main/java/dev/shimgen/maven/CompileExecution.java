package dev.shimgen.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What the project says in an execution of a goal that compiles. Maven gives a goal on the command line the configuration
 * of the plugin alone, so a goal that is to find what an execution made has to look it up.
 *
 * @param libraryDirectory where it puts libraries
 * @param target the platform that they are for; empty for the compiler's own
 */
record CompileExecution(Path libraryDirectory, String target) {

    /**
     * {@return the project's executions of a goal, in the order of the pom}
     *
     * @param plugin this plugin's key, {@code groupId:artifactId}
     * @param usual where the goal puts libraries without being told
     */
    static List<CompileExecution> of(MavenProject project, String plugin, String goal, Path usual) {
        Plugin configured = project.getPlugin(plugin);
        if (configured == null) {
            return List.of();
        }
        return configured.getExecutions().stream()
                .filter(execution -> execution.getGoals().contains(goal))
                .map(execution -> of(project, execution, usual))
                .toList();
    }

    private static CompileExecution of(MavenProject project, PluginExecution execution, Path usual) {
        String folder = value(execution, "libraryDirectory");
        return new CompileExecution(
                // As Maven does with a parameter: without a value there is the default, and a relative path begins at
                // the project.
                folder.isEmpty() ? usual : project.getBasedir().toPath().resolve(folder), value(execution, "target"));
    }

    /** Maven has replaced properties, and added the plugin's configuration, when it read the pom. */
    private static String value(PluginExecution execution, String parameter) {
        if (!(execution.getConfiguration() instanceof Xpp3Dom configuration)) {
            return "";
        }
        Xpp3Dom child = configuration.getChild(parameter);
        return child == null || child.getValue() == null ? "" : child.getValue().strip();
    }
}
