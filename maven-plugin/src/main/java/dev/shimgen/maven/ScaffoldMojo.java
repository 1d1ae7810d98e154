package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.scaffold.ScaffoldRequest;
import dev.shimgen.generator.goal.scaffold.SpecScaffolder;
import dev.shimgen.generator.scaffold.Selection;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Writes a spec: an interface that names functions of the C library, with what their parameters mean, as in <code>mvn
 * shimgen:scaffold -Dshimgen.interface=com.acme.Ls -Dshimgen.imports=/usr/bin/ls</code>. The functions are chosen with
 * <code>shimgen.functions</code>, <code>shimgen.header</code> and <code>shimgen.imports</code>, one or more of them.
 * Functions that cannot be wrapped are left out; a comment in the interface says why.
 */
@Mojo(name = "scaffold", requiresProject = false, threadSafe = true)
public final class ScaffoldMojo extends HeaderFactsMojo {

    @Parameter(defaultValue = "${project}", readonly = true)
    private @Nullable MavenProject project;

    /** The interface to write, with its package. */
    @Parameter(property = "shimgen.interface")
    private @Nullable String interfaceName;

    /** Functions, by name; <code>*</code> alone for all that can be wrapped. */
    @Parameter(property = "shimgen.functions")
    private List<String> functions = List.of();

    /** Public headers of the C library, such as <code>sys/socket.h</code>: the functions that they declare. */
    @Parameter(property = "shimgen.header")
    private List<String> headers = List.of();

    /** Programs or shared libraries: the functions that they import from the C library. */
    @Parameter(property = "shimgen.imports")
    private List<File> imports = List.of();

    /**
     * Folder of Java sources that the interface goes to, in the folder of its package. Without it,
     * <code>src/main/java</code> of the project, or of the current folder where there is no project.
     */
    @Parameter(property = "shimgen.output")
    private @Nullable File output;

    /** Whether a file that exists is replaced. */
    @Parameter(property = "shimgen.force", defaultValue = "false")
    private String force = "false";

    @Override
    public void execute() throws MojoFailureException {
        GoalBorder.run(getLog(), () -> SpecScaffolder.scaffold(request(), getLog()::info));
    }

    private ScaffoldRequest request() throws GenerationException {
        return new ScaffoldRequest(
                interfaceName == null ? "" : interfaceName,
                new Selection(
                        functions, headers, imports.stream().map(File::toPath).toList()),
                sourceRoot(),
                Values.flag("shimgen.force", force),
                tools());
    }

    private Path sourceRoot() {
        if (output != null) {
            return output.toPath();
        }
        File base = project == null ? null : project.getBasedir();
        return (base == null ? Path.of("").toAbsolutePath() : base.toPath()).resolve("src/main/java");
    }
}
