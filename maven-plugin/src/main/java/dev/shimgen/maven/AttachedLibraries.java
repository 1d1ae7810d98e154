package dev.shimgen.maven;

import dev.shimgen.generator.goal.compile.ShimLibrary;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;

/** A project's libraries as artifacts beside its jar, of type {@value #TYPE}. */
final class AttachedLibraries {

    private static final String TYPE = "so";

    private AttachedLibraries() {}

    /**
     * Attaches libraries. The classifier is the platform, unless several libraries are for the same one; then the
     * shim's name comes before it.
     */
    static void attach(MavenProject project, List<ShimLibrary> libraries) {
        for (ShimLibrary library : libraries) {
            boolean known = artifacts(project)
                    .anyMatch(artifact -> library.file()
                            .toFile()
                            .getAbsoluteFile()
                            .equals(artifact.getFile().getAbsoluteFile()));
            if (!known) {
                boolean alone = libraries.size() == 1
                        && artifacts(project)
                                .noneMatch(artifact -> library.classifier().equals(artifact.getClassifier()));
                attach(project, library, (alone ? "" : library.shim() + "-") + library.classifier());
            }
        }
    }

    /** {@return the libraries that are attached in this build, by compile or by a build cache; each has a file} */
    static List<Artifact> of(MavenProject project) {
        return artifacts(project).toList();
    }

    /**
     * Does what {@code MavenProjectHelper} does, which plugins should use instead: but Maven 3.8 cannot inject it into
     * a plugin in the bytecode of Java 17 (MNG-7913).
     */
    @SuppressWarnings("deprecation")
    private static void attach(MavenProject project, ShimLibrary library, String classifier) {
        Artifact artifact = new DefaultArtifact(
                project.getGroupId(),
                project.getArtifactId(),
                project.getVersion(),
                null,
                TYPE,
                classifier,
                new DefaultArtifactHandler(TYPE));
        artifact.setFile(library.file().toFile());
        project.addAttachedArtifact(artifact);
    }

    private static Stream<Artifact> artifacts(MavenProject project) {
        return project.getAttachedArtifacts().stream()
                .filter(artifact -> artifact.getType().equals(TYPE) && artifact.getFile() != null);
    }
}
