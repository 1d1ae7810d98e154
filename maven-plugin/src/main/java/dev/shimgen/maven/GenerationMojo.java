package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.generate.GenerationResult;
import dev.shimgen.generator.goal.generate.ShimGenerator;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals that generate have in common: one is for the project's sources, the other for its tests. */
abstract class GenerationMojo extends HeaderFactsMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution execution;

    /** The encoding of the specs. */
    @Parameter(property = "encoding", defaultValue = "${project.build.sourceEncoding}")
    private String encoding = "UTF-8";

    /**
     * Whether Java bindings are made. <code>false</code> is for a project that only wants the library, and for a second
     * execution that makes the same shim for another platform.
     */
    @Parameter(property = "shimgen.bindings", defaultValue = "true")
    private String bindings = "true";

    /** Leaves every goal of the plugin out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    /**
     * The part of the project that a goal works on.
     *
     * @param specs folders with specs, if the author sets them
     * @param roots the project's own source folders
     * @param used source folders of classes that the part's sources may use
     * @param classPath what the part's sources are compiled against
     * @param classes folders of the project's own classes, which are not used: their sources may be newer, and can be
     *     read even if the Java that runs Maven is older than the one that the project is compiled for
     * @param javaOutput folder for the generated Java
     * @param cOutput folder for the generated C
     * @param properties the names of the parameters for these folders
     * @param releaseSetting the compiler plugin's parameter for this part's Java release
     */
    record Part(
            List<File> specs,
            List<String> roots,
            List<String> used,
            List<String> classPath,
            List<String> classes,
            File javaOutput,
            File cOutput,
            PropertyNames properties,
            String releaseSetting) {}

    /** The names of the parameters for a part's folders. */
    record PropertyNames(String sources, String javaOutput, String cOutput) {}

    final Switch skipAll() {
        return new Switch("shimgen.skip", skip);
    }

    abstract Part part(MavenProject project) throws DependencyResolutionRequiredException;

    abstract void addSources(MavenProject project);

    final void generate(List<Switch> switches) throws MojoExecutionException, MojoFailureException {
        Part part = partOf();
        GoalBorder.run(getLog(), switches, () -> {
            boolean withBindings = Values.flag("shimgen.bindings", bindings);
            GenerationRequest request = request(part, withBindings);
            if (withBindings && execution.getSource() == MojoExecution.Source.LIFECYCLE) {
                BindingsBuild.check(
                        project, part.releaseSetting(), request.sources().classPath());
            }
            GenerationResult result = ShimGenerator.generate(request, getLog()::info);
            GoalBorder.print(getLog(), result.warnings());
            own().finish(context(), execution.getGoal());
            if (withBindings) {
                addSources(project);
            }
        });
    }

    private Part partOf() throws MojoExecutionException {
        try {
            return part(project);
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the dependencies are not resolved", e);
        }
    }

    private GenerationRequest request(Part part, boolean withBindings) throws GenerationException {
        Path base = project.getBasedir().toPath();
        PropertyNames names = part.properties();
        Path java = Values.generated(names.javaOutput(), part.javaOutput(), project);
        Path c = Values.generated(names.cOutput(), part.cOutput(), project);
        Values.apart(names.javaOutput(), java, names.cOutput(), c);
        Path state = Path.of(project.getBuild().getDirectory(), "shimgen", "state", execution.getGoal(), own().id());
        return new GenerationRequest(
                new GenerationRequest.Sources(
                        sourceRoots(part),
                        classPath(part),
                        base,
                        Values.charset("encoding", encoding),
                        part.used().stream().map(Path::of).toList()),
                new GenerationRequest.Outputs(
                        java, c, state, withBindings, own().ownership(context(), execution.getGoal())),
                tools());
    }

    private Execution own() {
        return Execution.of(execution, project);
    }

    /** Maven's map is a raw type: it is older than generics. */
    @SuppressWarnings("unchecked")
    private Map<Object, Object> context() {
        return getPluginContext();
    }

    private static List<Path> sourceRoots(Part part) throws GenerationException {
        if (!part.specs().isEmpty()) {
            return Values.folders(part.properties().sources(), part.specs());
        }
        return part.roots().stream()
                .map(Path::of)
                // Without what an earlier run generated, which is no input.
                .filter(root -> !root.equals(part.javaOutput().toPath()))
                .toList();
    }

    private static List<Path> classPath(Part part) {
        List<Path> classes = part.classes().stream().map(Path::of).toList();
        return part.classPath().stream()
                .map(Path::of)
                .filter(element -> !classes.contains(element))
                .toList();
    }
}
