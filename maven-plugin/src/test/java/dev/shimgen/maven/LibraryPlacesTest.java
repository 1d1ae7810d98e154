package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.goal.compile.ShimLibrary;
import dev.shimgen.generator.launch.JarsOfLibraries;
import dev.shimgen.generator.launch.LibraryPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libraries go, and where they are looked for. */
class LibraryPlacesTest {

    @TempDir
    private Path folder;

    private MavenProject project = new MavenProject();

    @BeforeEach
    void project() {
        Build build = new Build();
        build.setDirectory(folder.resolve("target").toString());
        build.setOutputDirectory(folder.resolve("target/classes").toString());
        build.setFinalName("project-1");
        Model model = new Model();
        model.setGroupId("it");
        model.setArtifactId("project");
        model.setVersion("1");
        model.setBuild(build);
        project = new MavenProject(model);
        project.setFile(folder.resolve("pom.xml").toFile());
    }

    /** Seen to fail while only folders were looked at: neither the artifacts nor the jar were there. */
    @Test
    void whatWasMadeOfLibrariesComesAfterThemAndTestsComeLast() {
        assertThat(names(places().of(null, null)))
                .containsExactly(
                        "target/shimgen",
                        "target/classes/META-INF/native",
                        "target/project-*.so",
                        "target/project-1*.jar",
                        "target/shimgen-test");
        assertThat(names(places().of(
                                folder.resolve("main").toFile(),
                                folder.resolve("test").toFile())))
                .containsExactly(
                        "main",
                        "target/shimgen",
                        "target/classes/META-INF/native",
                        "target/project-*.so",
                        "target/project-1*.jar",
                        "test",
                        "target/shimgen-test");
    }

    @Test
    void thoseOfThisMachineComeFirst() throws Exception {
        Path natives = folder.resolve("target/classes/META-INF/native");
        for (String target : List.of("aarch64-linux-gnu", "x86_64-linux-musl", "x86_64-linux-gnu")) {
            Files.createDirectories(natives.resolve(target));
        }
        AttachedLibraries.attach(project, List.of(library("opens", "x86_64-linux-gnu")));

        assertThat(names(places().of(null, null)))
                .containsExactly(
                        "target/shimgen",
                        "the attached artifacts",
                        "target/classes/META-INF/native/x86_64-linux-gnu",
                        "target/classes/META-INF/native/x86_64-linux-musl",
                        "target/project-*.so",
                        "target/project-1*.jar",
                        "target/shimgen-test",
                        "target/classes/META-INF/native/aarch64-linux-gnu");
    }

    /** Seen to fail when executions are not looked at: their folders are missing. */
    @Test
    void executionsSayWhereTheyPutLibraries() {
        Plugin plugin = new Plugin();
        plugin.setGroupId("dev.shimgen");
        plugin.setArtifactId("shimgen-maven-plugin");
        plugin.addExecution(execution("foreign", "compile", "other", "aarch64-linux-gnu"));
        plugin.addExecution(execution("musl", "compile", "musl", "x86_64-linux-musl"));
        plugin.addExecution(execution("own", "compile", " build/own ", null));
        plugin.addExecution(execution("usual", "compile", null, null));
        plugin.addExecution(execution("empty", "compile", "", ""));
        plugin.addExecution(
                execution("absolute", "test-compile", folder.resolve("absolute").toString(), null));
        plugin.addExecution(execution("c", "generate", "no-library-is-here", null));
        PluginExecution plain = execution("plain", "compile", null, null);
        plain.setConfiguration(null);
        plugin.addExecution(plain);
        project.getBuild().addPlugin(plugin);

        assertThat(names(places().of(folder.resolve("said").toFile(), null)))
                .containsExactly(
                        "said",
                        "build/own",
                        "target/shimgen",
                        "musl",
                        "target/classes/META-INF/native",
                        "target/project-*.so",
                        "target/project-1*.jar",
                        "absolute",
                        "target/shimgen-test",
                        "other");
    }

    @Test
    void theJarOfTheModuleComesBeforeThoseWithAClassifier() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        for (String jar : List.of("project-1-all.jar", "project-1.jar", "other.jar")) {
            Files.createFile(folder.resolve("target").resolve(jar));
        }

        assertThat(places().of(null, null))
                .filteredOn(JarsOfLibraries.class::isInstance)
                .first()
                .extracting(place -> ((JarsOfLibraries) place).jars())
                .isEqualTo(List.of(folder.resolve("target/project-1.jar"), folder.resolve("target/project-1-all.jar")));
    }

    private LibraryPlaces places() {
        return new LibraryPlaces(project, "dev.shimgen:shimgen-maven-plugin", "amd64");
    }

    private List<String> names(List<LibraryPlace> places) {
        return places.stream()
                .flatMap(place -> place.names().stream())
                .map(name -> name.replace(folder + "/", ""))
                .distinct()
                .toList();
    }

    private static PluginExecution execution(String id, String goal, @Nullable String folder, @Nullable String target) {
        PluginExecution execution = new PluginExecution();
        execution.setId(id);
        execution.addGoal(goal);
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        add(configuration, "libraryDirectory", folder);
        add(configuration, "target", target);
        execution.setConfiguration(configuration);
        return execution;
    }

    private static void add(Xpp3Dom configuration, String name, @Nullable String value) {
        if (value != null) {
            Xpp3Dom parameter = new Xpp3Dom(name);
            parameter.setValue(value);
            configuration.addChild(parameter);
        }
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
