package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.goal.compile.ShimLibrary;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals that compile have in common: one is for the project's shims, the other for those of its tests. */
abstract class CompilationMojo extends CompilerMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution execution;

    /** Leaves every goal of the plugin out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    final MavenProject project() {
        return project;
    }

    final Switch skipAll() {
        return new Switch("shimgen.skip", skip);
    }

    /** {@return the path of a folder or file for this goal's own use, below {@code target/shimgen/state}} */
    final Path state(String name) {
        return Path.of(project.getBuild().getDirectory(), "shimgen", "state", name);
    }

    final String executionId() {
        return Execution.of(execution, project).id();
    }

    final List<ShimLibrary> compile(File cOutput, String property, File libraryDirectory) throws GenerationException {
        CompilationRequest request = new CompilationRequest(
                cOutput.toPath(),
                Values.generated(property, libraryDirectory, project),
                state(execution.getGoal()),
                cc(),
                target(),
                includeFolders(),
                timeLimit(),
                System.getenv(),
                version());
        return ShimCompiler.compile(request, getLog()::info);
    }
}
