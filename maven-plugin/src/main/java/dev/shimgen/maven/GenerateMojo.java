package dev.shimgen.maven;

import dev.shimgen.generator.GenerationRequest;
import dev.shimgen.generator.GenerationResult;
import dev.shimgen.generator.ShimGenerator;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Generates the C of a preload library and its Java bindings for every interface annotated <code>@Shim</code> in the
 * project's sources. The Java sources are added to the project.
 */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String version = "";

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

    /**
     * The jextract program to read C headers with. Without it, shimgen looks at the environment variables
     * <code>JEXTRACT</code> and <code>JEXTRACT_HOME</code> and on <code>PATH</code>, and otherwise uses the catalogue.
     */
    @Parameter(property = "shimgen.jextract")
    private @Nullable String jextract;

    /** A catalogue of headers, made by <code>shimgen:record</code>, to use instead of jextract and the one shipped. */
    @Parameter(property = "shimgen.catalogue")
    private @Nullable File catalogue;

    /**
     * The C compiler, perhaps with options. Without it, the environment variable <code>CC</code>, else the first of
     * <code>cc</code>, <code>gcc</code> and <code>clang</code> on <code>PATH</code>.
     */
    @Parameter(property = "shimgen.cc")
    private @Nullable String cc;

    /**
     * The platform to generate for: <code>x86_64-linux-gnu</code>, <code>aarch64-linux-gnu</code>,
     * <code>i386-linux-gnu</code> or <code>x86_64-linux-musl</code>. A compiler for it is looked for on <code>PATH</code>; one
     * that <code>shimgen.cc</code> names must compile for it. Without it, the platform is the compiler's.
     */
    @Parameter(property = "shimgen.target")
    private @Nullable String target;

    /** Folders with C headers beside those that the compiler knows. */
    @Parameter(property = "shimgen.includes")
    private List<File> includes = List.of();

    /** How long one run of jextract or of the C compiler may take, in seconds. */
    @Parameter(property = "shimgen.timeout", defaultValue = "120")
    private String timeout = "120";

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
            GenerationResult result = ShimGenerator.generate(request(classPath), getLog()::info);
            GoalBorder.print(getLog(), result.warnings());
            project.addCompileSourceRoot(javaOutput.getPath());
        });
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
                new GenerationRequest.Tools(
                        jextract,
                        Values.file("shimgen.catalogue", catalogue),
                        cc,
                        target,
                        Values.folders("shimgen.includes", includes),
                        Values.seconds("shimgen.timeout", timeout),
                        System.getenv(),
                        version));
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
