package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.goal.compile.ShimLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libraries go, and where they are looked for. */
class LibraryFoldersTest {

    @TempDir
    private Path folder;

    private MavenProject project = new MavenProject();

    @BeforeEach
    void project() {
        Build build = new Build();
        build.setOutputDirectory(folder.resolve("classes").toString());
        Model model = new Model();
        model.setGroupId("it");
        model.setArtifactId("project");
        model.setVersion("1");
        model.setBuild(build);
        project = new MavenProject(model);
    }

    @Test
    void thoseOfThisMachineComeFirst() throws Exception {
        Path natives = folder.resolve("classes/META-INF/native");
        for (String target : List.of("aarch64-linux-gnu", "x86_64-linux-musl", "x86_64-linux-gnu")) {
            Files.createDirectories(natives.resolve(target));
        }
        AttachedLibraries.attach(project, List.of(library("opens", "x86_64-linux-gnu")));

        assertThat(LibraryFolders.of(
                        project,
                        folder.resolve("main").toFile(),
                        folder.resolve("test").toFile(),
                        "amd64"))
                .containsExactly(
                        folder.resolve("main"),
                        folder.resolve("x86_64-linux-gnu"),
                        natives.resolve("x86_64-linux-gnu"),
                        natives.resolve("x86_64-linux-musl"),
                        natives.resolve("aarch64-linux-gnu"),
                        folder.resolve("test"));
    }

    @Test
    void aClassifierNamesOneLibrary() {
        AttachedLibraries.attach(project, List.of(library("opens", "x86_64-linux-gnu")));
        // The same execution on the command line, another platform, and another execution's only shim.
        AttachedLibraries.attach(project, List.of(library("opens", "x86_64-linux-gnu")));
        AttachedLibraries.attach(project, List.of(library("opens", "x86_64-linux-musl")));
        AttachedLibraries.attach(project, List.of(library("stats", "x86_64-linux-gnu")));

        assertThat(project.getAttachedArtifacts())
                .extracting(Artifact::getClassifier)
                .containsExactly("linux-x86_64-gnu", "linux-x86_64-musl", "stats-linux-x86_64-gnu");
        assertThat(project.getAttachedArtifacts()).extracting(Artifact::getType).containsOnly("so");
    }

    @Test
    void severalShimsAreToldApart() {
        AttachedLibraries.attach(
                project, List.of(library("opens", "i386-linux-gnu"), library("stats", "i386-linux-gnu")));

        assertThat(project.getAttachedArtifacts())
                .extracting(Artifact::getClassifier)
                .containsExactly("opens-linux-i386-gnu", "stats-linux-i386-gnu");
    }

    private ShimLibrary library(String shim, String target) {
        return new ShimLibrary(shim, target, folder.resolve(target).resolve("lib" + shim + ".so"));
    }
}
