package dev.shimgen.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the C that <code>shimgen:test-generate</code> made to <code>lib&lt;shim&gt;.so</code> and checks that each
 * library exports exactly the planned symbols. The libraries stay in the project: tests are not published.
 */
@Mojo(name = "test-compile", defaultPhase = LifecyclePhase.TEST_COMPILE, threadSafe = true)
public final class TestCompileMojo extends CompilationMojo {

    /** Folder with the generated C sources. */
    @Parameter(
            property = "shimgen.testCOutput",
            defaultValue = "${project.build.directory}/shimgen-test/c",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File cOutput;

    /** Folder for the libraries. */
    @Parameter(
            property = "shimgen.testLibraryDirectory",
            defaultValue = "${project.build.directory}/shimgen-test",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File libraryDirectory;

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.test-compile.skip", defaultValue = "false")
    private String skipGoal = "false";

    /** Leaves the goals for tests out, as it does the compilation of tests. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private String skipTests = "false";

    @Override
    public void execute() throws MojoFailureException {
        List<Switch> switches = List.of(
                skipAll(), new Switch("shimgen.test-compile.skip", skipGoal), new Switch("maven.test.skip", skipTests));
        GoalBorder.run(getLog(), switches, () -> compile(cOutput, "shimgen.testLibraryDirectory", libraryDirectory));
    }
}
