package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.java.BindingsProject;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.generate.GenerationResult;
import dev.shimgen.generator.goal.generate.ShimGenerator;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecution;
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
public final class GenerateMojo extends HeaderFactsMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution mojoExecution;

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
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        List<Path> classPath = classPath();
        GoalBorder.run(getLog(), () -> {
            if (Values.flag("shimgen.skip", skip)) {
                getLog().info("left out: shimgen.skip is set");
                return;
            }
            checkProject(classPath);
            GenerationResult result = ShimGenerator.generate(request(classPath), getLog()::info);
            GoalBorder.print(getLog(), result.warnings());
            project.addCompileSourceRoot(javaOutput.getPath());
        });
    }

    /** A goal that was called by name may be all that is wanted; one that a POM binds goes before compiling. */
    private void checkProject(List<Path> classPath) throws GenerationException {
        Diagnostics diagnostics = new Diagnostics();
        boolean bound = mojoExecution.getSource() != MojoExecution.Source.CLI;
        new BindingsProject(CompilerRelease.of(project), classPath)
                .check(mojoExecution.getVersion(), bound, diagnostics);
        diagnostics.throwIfErrors();
        GoalBorder.print(getLog(), diagnostics.all());
    }

    private GenerationRequest request(List<Path> classPath) throws GenerationException {
        Path base = project.getBasedir().toPath();
        Path java = Values.output("shimgen.javaOutput", javaOutput, base);
        Path c = Values.output("shimgen.cOutput", cOutput, base);
        Values.apart("shimgen.javaOutput", java, "shimgen.cOutput", c);
        Path state = Path.of(project.getBuild().getDirectory(), "shimgen", "state", "generate");
        return new GenerationRequest(
                new GenerationRequest.Sources(sourceRoots(), classPath, base),
                new GenerationRequest.Outputs(java, c, state),
                tools());
    }

    private List<Path> sourceRoots() throws GenerationException {
        if (!sources.isEmpty()) {
            return Values.folders("shimgen.sources", sources);
        }
        return project.getCompileSourceRoots().stream()
                .map(Path::of)
                // What an earlier run generated is no input of this one.
                .filter(root -> !root.equals(javaOutput.toPath()))
                .toList();
    }

    private List<Path> classPath() throws MojoExecutionException {
        try {
            return project.getCompileClasspathElements().stream()
                    .map(Path::of)
                    // The project's own classes are those of an earlier build; the sources are newer.
                    .filter(element ->
                            !element.equals(Path.of(project.getBuild().getOutputDirectory())))
                    .toList();
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the dependencies are not resolved", e);
        }
    }
}
