package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.compile.EmbeddedLibraries;
import dev.shimgen.generator.goal.compile.ShimLibrary;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the generated C to <code>lib&lt;shim&gt;.so</code> and checks that each library exports exactly the planned
 * symbols. The libraries are attached to the project as artifacts.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class CompileMojo extends CompilationMojo {

    /** Folder with the generated C sources. */
    @Parameter(property = "shimgen.cOutput", defaultValue = "${project.build.directory}/shimgen/c", required = true)
    @SuppressWarnings("NullAway.Init")
    private File cOutput;

    /** Folder for the libraries. */
    @Parameter(
            property = "shimgen.libraryDirectory",
            defaultValue = "${project.build.directory}/shimgen",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File libraryDirectory;

    /**
     * Whether the libraries are attached to the project, to be installed, deployed and cached with it: as artifacts of type
     * <code>so</code> whose classifier is the platform, such as <code>linux-x86_64-gnu</code>; where there are several
     * shims, the shim's name comes first, as in <code>opens-linux-x86_64-gnu</code>.
     */
    @Parameter(property = "shimgen.attach", defaultValue = "true")
    private String attach = "true";

    /**
     * Whether the libraries are put into the project's jar, too, as
     * <code>META-INF/native/&lt;target&gt;/lib&lt;shim&gt;.so</code>; the target is named as for <code>shimgen.target</code>.
     */
    @Parameter(property = "shimgen.embed", defaultValue = "false")
    private String embed = "false";

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.compile.skip", defaultValue = "false")
    private String skipGoal = "false";

    @Override
    public void execute() throws MojoFailureException {
        List<Switch> switches = List.of(skipAll(), new Switch("shimgen.compile.skip", skipGoal));
        GoalBorder.run(getLog(), switches, () -> {
            boolean attached = Values.flag("shimgen.attach", attach);
            boolean embedded = Values.flag("shimgen.embed", embed);
            List<ShimLibrary> libraries = compile(cOutput, "shimgen.libraryDirectory", libraryDirectory);
            embed(embedded ? libraries : List.of());
            if (attached) {
                AttachedLibraries.attach(project(), libraries);
            }
        });
    }

    private void embed(List<ShimLibrary> libraries) throws GenerationException {
        EmbeddedLibraries.replace(
                libraries,
                Path.of(project().getBuild().getOutputDirectory()),
                state("embed").resolve(executionId()));
    }
}
