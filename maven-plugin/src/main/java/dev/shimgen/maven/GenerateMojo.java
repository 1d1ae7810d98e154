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
 * project's sources. The Java sources are added to the project.
 */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class GenerateMojo extends GenerationMojo {

    /** Folders with specs; without any, the project's source folders. */
    @Parameter(property = "shimgen.sources")
    private List<File> sources = List.of();

    /** Folder for the generated Java sources. */
    @Parameter(
            property = "shimgen.javaOutput",
            defaultValue = "${project.build.directory}/generated-sources/shimgen",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File javaOutput;

    /** Folder for the generated C sources. */
    @Parameter(property = "shimgen.cOutput", defaultValue = "${project.build.directory}/shimgen/c", required = true)
    @SuppressWarnings("NullAway.Init")
    private File cOutput;

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.generate.skip", defaultValue = "false")
    private String skipGoal = "false";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        generate(List.of(skipAll(), new Switch("shimgen.generate.skip", skipGoal)));
    }

    @Override
    Part part(MavenProject project) throws DependencyResolutionRequiredException {
        return new Part(
                sources,
                project.getCompileSourceRoots(),
                List.of(),
                project.getCompileClasspathElements(),
                List.of(project.getBuild().getOutputDirectory()),
                javaOutput,
                cOutput,
                new PropertyNames("shimgen.sources", "shimgen.javaOutput", "shimgen.cOutput"),
                "release");
    }

    @Override
    void addSources(MavenProject project) {
        project.addCompileSourceRoot(javaOutput.getPath());
    }
}
