package dev.shimgen.maven;

import dev.shimgen.generator.CompilationRequest;
import dev.shimgen.generator.ShimCompiler;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the generated C to <code>lib&lt;shim&gt;.so</code> and checks that each library exports exactly the planned
 * symbols.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public final class CompileMojo extends AbstractMojo {

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

    /**
     * The C compiler, perhaps with options. Without it, the environment variable <code>CC</code>, else the first of
     * <code>cc</code>, <code>gcc</code> and <code>clang</code> on <code>PATH</code>.
     */
    @Parameter(property = "shimgen.cc")
    private @Nullable String cc;

    /**
     * The platform to compile for: <code>x86_64-linux-gnu</code>, <code>aarch64-linux-gnu</code>,
     * <code>i386-linux-gnu</code> or <code>x86_64-linux-musl</code>. A compiler for it is looked for on <code>PATH</code>; one
     * that <code>shimgen.cc</code> names must compile for it. Without it, the platform is the compiler's.
     */
    @Parameter(property = "shimgen.target")
    private @Nullable String target;

    /** Folders with C headers beside those that the compiler knows. */
    @Parameter(property = "shimgen.includes")
    private List<File> includes = List.of();

    /** How long one run of the C compiler may take, in seconds. */
    @Parameter(property = "shimgen.timeout", defaultValue = "120")
    private String timeout = "120";

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
                cc,
                target,
                Values.folders("shimgen.includes", includes),
                Values.seconds("shimgen.timeout", timeout),
                System.getenv());
    }
}
