package dev.shimgen.maven;

import dev.shimgen.generator.audit.AuditReport;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.audit.AuditRequest;
import dev.shimgen.generator.goal.audit.ShimAuditor;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.launch.BuiltShims;
import dev.shimgen.generator.launch.LaunchRequest;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with the project's shim preloaded and under <code>strace</code>, and reports which system calls of the
 * spec's kind went past the shim, by function and library: direct system calls, static programs, calls inside libc. As in
 * <code>mvn shimgen:audit -Dshimgen.command="ls -l /"</code>. The report is printed, and written to
 * <code>target/shimgen/audit</code>.
 */
@Mojo(name = "audit", requiresProject = true, threadSafe = true)
public final class AuditMojo extends CompilerMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${project.build.directory}/shimgen/state/audit", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File state;

    /**
     * The command and its arguments: words as a shell reads them, with quotation marks and backslashes, but without
     * variables, patterns and redirection.
     */
    @Parameter(property = "shimgen.command")
    private @Nullable String command;

    /** The shims to run under, by name, the outermost first; may be left out where there is only one. */
    @Parameter(property = "shimgen.shim")
    private List<String> shims = List.of();

    /** Folder with the libraries that <code>shimgen:compile</code> made. */
    @Parameter(
            property = "shimgen.libraryDirectory",
            defaultValue = "${project.build.directory}/shimgen",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File libraryDirectory;

    /** Folder with the generated C sources: an audit compiles them once more, so that each wrapper has a stack frame. */
    @Parameter(property = "shimgen.cOutput", defaultValue = "${project.build.directory}/shimgen/c", required = true)
    @SuppressWarnings("NullAway.Init")
    private File cOutput;

    /** Folder for the reports. */
    @Parameter(
            property = "shimgen.auditDirectory",
            defaultValue = "${project.build.directory}/shimgen/audit",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File auditDirectory;

    /** Folder in which the command runs. */
    @Parameter(property = "shimgen.directory", defaultValue = "${project.basedir}", required = true)
    @SuppressWarnings("NullAway.Init")
    private File directory;

    /**
     * Where traced calls are written, the value of <code>SHIMGEN_TRACE</code>: <code>stderr</code>, or a file path in
     * which <code>%p</code> stands for the process id. An audit needs no trace; without this, there is none.
     */
    @Parameter(property = "shimgen.trace")
    private @Nullable String trace;

    /** Environment variables for the command beside those that Maven has, each as <code>NAME=value</code>. */
    @Parameter(property = "shimgen.environment")
    private List<String> environment = List.of();

    /** The strace to use: a program on <code>PATH</code>, or a path. */
    @Parameter(property = "shimgen.strace", defaultValue = "strace")
    private String strace = "strace";

    /**
     * Whether strace prints the stack of each call, which shows whether the call went past the shim. Without stacks, a
     * run is faster, and the report says less.
     */
    @Parameter(property = "shimgen.stackTraces", defaultValue = "true")
    private String stackTraces = "true";

    /** Whether the build fails when a call went past the shim. */
    @Parameter(property = "shimgen.failOnEscape", defaultValue = "false")
    private String failOnEscape = "false";

    /** Leaves every goal of the plugin out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.audit.skip", defaultValue = "false")
    private String skipGoal = "false";

    @Override
    public void execute() throws MojoFailureException {
        List<Switch> switches = List.of(new Switch("shimgen.skip", skip), new Switch("shimgen.audit.skip", skipGoal));
        GoalBorder.run(getLog(), switches, () -> {
            boolean fail = Values.flag("shimgen.failOnEscape", failOnEscape);
            AuditReport report = ShimAuditor.audit(request(), getLog()::info);
            if (fail && report.escaped() > 0) {
                throw new GenerationException(
                        Code.SG0614,
                        report.escaped() + " of " + report.all() + " system calls went past the shim: see above;"
                                + " shimgen.failOnEscape is set",
                        null);
            }
        });
    }

    private AuditRequest request() throws GenerationException {
        LaunchRequest launch = new LaunchRequest(
                command == null ? "" : command,
                BuiltShims.in(libraryDirectory.toPath()),
                shims,
                Values.folder("shimgen.directory", directory),
                trace == null ? "" : trace,
                Values.variables("shimgen.environment", environment));
        CompilationRequest compilation = new CompilationRequest(
                cOutput.toPath(),
                Values.generated("shimgen.auditDirectory", auditDirectory, project),
                state.toPath(),
                cc(),
                target(),
                includeFolders(),
                timeLimit(),
                System.getenv(),
                version());
        return new AuditRequest(
                launch, compilation, strace, Values.flag("shimgen.stackTraces", stackTraces), auditDirectory.toPath());
    }
}
