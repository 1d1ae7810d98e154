package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import java.io.File;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the generated C to <code>lib&lt;shim&gt;.so</code> and checks that each library exports exactly the planned
 * symbols.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class CompileMojo extends CompilerMojo {

    @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File project;

    @Parameter(defaultValue = "${project.build.directory}/shimgen/state/compile", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File state;

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

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    @Override
    public void execute() throws MojoFailureException {
        GoalBorder.run(getLog(), () -> {
            if (Values.flag("shimgen.skip", skip)) {
                getLog().info("left out: shimgen.skip is set");
            } else {
                ShimCompiler.compile(request(), getLog()::info);
            }
        });
    }

    private CompilationRequest request() throws GenerationException {
        return new CompilationRequest(
                cOutput.toPath(),
                Values.output("shimgen.libraryDirectory", libraryDirectory, project.toPath()),
                state.toPath(),
                cc(),
                target(),
                includeFolders(),
                timeLimit(),
                System.getenv(),
                version());
    }
}
