package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.launch.BuiltShims;
import dev.shimgen.generator.launch.CommandWords;
import dev.shimgen.generator.launch.EventReader;
import dev.shimgen.generator.launch.LaunchRequest;
import dev.shimgen.generator.launch.NewJdk;
import dev.shimgen.generator.launch.ShimLauncher;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with the project's shim preloaded, as in <code>mvn shimgen:run -Dshimgen.command="ls -l /"</code>. The
 * command has Maven's own standard input, output and error; other preload libraries stay.
 */
@Mojo(name = "run", requiresProject = true, threadSafe = true)
public final class RunMojo extends AbstractMojo {

    /** The value of <code>shimgen.trace</code> that is no file. */
    private static final String EVENTS = "events";

    private static final String STDERR = "stderr";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution execution;

    /**
     * The command and its arguments: words as a shell reads them, with quotation marks and backslashes, but without
     * variables, patterns and redirection.
     */
    @Parameter(property = "shimgen.command")
    private @Nullable String command;

    /** The shims to run under, by name, the outermost first; may be left out where there is only one. */
    @Parameter(property = "shimgen.shim")
    private List<String> shims = List.of();

    /**
     * Folder with the libraries that <code>shimgen:compile</code> made. Where the shim is not in it, and without it, the
     * shim is looked for where the project's executions of <code>shimgen:compile</code> put libraries, in
     * <code>target/shimgen</code>, among the attached artifacts, in <code>META-INF/native</code> of the project's classes,
     * among the artifacts of type <code>so</code> in <code>target</code>, in the project's jar, and where
     * <code>shimgen:test-compile</code> puts libraries.
     */
    @Parameter(property = "shimgen.libraryDirectory")
    private @Nullable File libraryDirectory;

    /**
     * Folder with the libraries that <code>shimgen:test-compile</code> made. Without it, they are where the project's
     * executions of that goal put them, and in <code>target/shimgen-test</code>.
     */
    @Parameter(property = "shimgen.testLibraryDirectory")
    private @Nullable File testLibraryDirectory;

    /** Folder in which the command runs. */
    @Parameter(property = "shimgen.directory", defaultValue = "${project.basedir}", required = true)
    @SuppressWarnings("NullAway.Init")
    private File directory;

    /**
     * How traced calls are told of. <code>events</code>: they are read from memory that the program shares, and shown on standard
     * error, by a JDK 22 or newer that is found by itself. <code>stderr</code>, or a file path in which <code>%p</code> stands for
     * the process id: the program writes lines, as with this value of <code>SHIMGEN_TRACE</code>. If nothing is said, it is
     * <code>events</code> where there are such a JDK and memory to share (<code>/dev/shm</code>), and <code>stderr</code> otherwise.
     * A shim that traces nothing, since its interface has no <code>@Trace</code>, tells of nothing either way, and the log says so.
     */
    @Parameter(property = "shimgen.trace")
    private @Nullable String trace;

    /**
     * For <code>shimgen.trace=events</code>, options for what is shown, as in <code>-Dshimgen.events="--failed -e 'open*'"</code>:
     * filters, counts, times and colours, those of <code>java -jar shimgen.jar trace --help</code>.
     */
    @Parameter(property = "shimgen.events")
    private @Nullable String events;

    /**
     * A page for a browser, as in <code>-Dshimgen.report=build.html</code>, which is written when the command has ended: a timeline,
     * and all calls in figures and a table. It is made of <code>events</code>.
     */
    @Parameter(property = "shimgen.report")
    private @Nullable File report;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private List<Artifact> artifacts;

    /** Environment variables for the command beside those that Maven has, each as <code>NAME=value</code>. */
    @Parameter(property = "shimgen.environment")
    private List<String> environment = List.of();

    /** Whether the build goes on when the command ends with another exit status than 0. */
    @Parameter(property = "shimgen.ignoreExitStatus", defaultValue = "false")
    private String ignoreExitStatus = "false";

    /** Leaves every goal of the plugin out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.run.skip", defaultValue = "false")
    private String skipGoal = "false";

    @Override
    public void execute() throws MojoFailureException {
        List<Switch> switches = List.of(new Switch("shimgen.skip", skip), new Switch("shimgen.run.skip", skipGoal));
        GoalBorder.run(getLog(), switches, () -> {
            boolean ignore = Values.flag("shimgen.ignoreExitStatus", ignoreExitStatus);
            Path java = java();
            if (java != null) {
                ended(ShimLauncher.run(request(""), reader(java), this::warn), ignore, true);
            } else {
                String how = trace == null ? STDERR : trace;
                refuse("shimgen.report", report, how);
                refuse("shimgen.events", events, how);
                ended(ShimLauncher.run(request(how), this::warn), ignore, false);
            }
        });
    }

    private void warn(Diagnostic warning) {
        getLog().warn(warning.format());
    }

    private static void refuse(String option, @Nullable Object value, String how) throws GenerationException {
        if (value != null) {
            throw new GenerationException(
                    Code.SG0603,
                    option + " is for events, and shimgen.trace is \"" + how + "\"; leave one of them out",
                    null);
        }
    }

    /** {@return what reads events; {@code null} if the program writes lines, since somebody says so, or there is no other way} */
    private @Nullable Path java() throws GenerationException {
        if (trace != null) {
            return trace.equals(EVENTS) ? jdk() : null;
        }
        if (events != null || report != null) {
            return jdk();
        }
        if (!ShimLauncher.traces(request(""))) {
            getLog().info("no shim here traces: @Trace on the interface shows its calls");
            return null;
        }
        try {
            return jdk();
        } catch (GenerationException noJdk) {
            warn(Diagnostic.warning(
                    Code.SG0609,
                    null,
                    noJdk.diagnostics().get(0).message() + " to hear no more of it; the program writes lines now"));
            return null;
        }
    }

    private static Path jdk() throws GenerationException {
        return NewJdk.find(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    private LaunchRequest request(String lines) throws GenerationException {
        LibraryPlaces places =
                new LibraryPlaces(project, execution.getPlugin().getKey(), System.getProperty("os.arch", ""));
        return new LaunchRequest(
                command == null ? "" : command,
                new BuiltShims(places.of(libraryDirectory, testLibraryDirectory)),
                shims,
                Values.folder("shimgen.directory", directory),
                lines,
                Values.variables("shimgen.environment", environment));
    }

    /** The command line is among the plugin's dependencies, and in a folder while this build makes it. */
    private EventReader reader(Path java) throws GenerationException {
        List<Path> jars = artifacts.stream()
                .filter(artifact -> artifact.getFile() != null)
                .map(artifact -> artifact.getFile().toPath())
                .toList();
        return new EventReader(java, jars, options());
    }

    private List<String> options() throws GenerationException {
        List<String> options = new ArrayList<>(CommandWords.split(events == null ? "" : events));
        if (report != null) {
            options.addAll(List.of("--report", report.getPath()));
        }
        if (options.isEmpty() && trace == null) {
            options.add("--or-lines");
        }
        return options;
    }

    /** Of 2 and 125, which the reader of events ends with if it cannot do what it is told, nobody knows whose status it is. */
    private void ended(int status, boolean ignore, boolean read) throws GenerationException {
        if (status == 0) {
            return;
        }
        if (ignore) {
            getLog().info("exit status " + status + ": " + command);
            return;
        }
        boolean perhapsReader = read && (status == 2 || status == 125);
        throw new GenerationException(
                Code.SG0604,
                "exit status " + status + ": " + command
                        + (perhapsReader ? ", or what reads its events: then its message is above" : "")
                        + "; -Dshimgen.ignoreExitStatus lets the build go on",
                null);
    }
}
