package dev.shimgen.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Generates the C of a preload library and its Java bindings for every interface annotated <code>@Shim</code> in the
 * project's test sources. The Java sources are added to the tests.
 */
@Mojo(
        name = "test-generate",
        defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class TestGenerateMojo extends GenerationMojo {

    /** Folders with specs; without any, the project's test source folders. */
    @Parameter(property = "shimgen.testSources")
    private List<File> sources = List.of();

    /** Folder for the generated Java sources. */
    @Parameter(
            property = "shimgen.testJavaOutput",
            defaultValue = "${project.build.directory}/generated-test-sources/shimgen",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File javaOutput;

    /** Folder for the generated C sources. */
    @Parameter(
            property = "shimgen.testCOutput",
            defaultValue = "${project.build.directory}/shimgen-test/c",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File cOutput;

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.test-generate.skip", defaultValue = "false")
    private String skipGoal = "false";

    /** Leaves the goals for tests out, as it does the compilation of tests. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private String skipTests = "false";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        generate(List.of(
                skipAll(),
                new Switch("shimgen.test-generate.skip", skipGoal),
                new Switch("maven.test.skip", skipTests)));
    }

    @Override
    Part part(MavenProject project) throws DependencyResolutionRequiredException {
        return new Part(
                sources,
                project.getTestCompileSourceRoots(),
                project.getCompileSourceRoots(),
                project.getTestClasspathElements(),
                List.of(
                        project.getBuild().getOutputDirectory(),
                        project.getBuild().getTestOutputDirectory()),
                javaOutput,
                cOutput,
                new PropertyNames("shimgen.testSources", "shimgen.testJavaOutput", "shimgen.testCOutput"),
                "testRelease");
    }

    @Override
    void addSources(MavenProject project) {
        project.addTestCompileSourceRoot(javaOutput.getPath());
    }
}
