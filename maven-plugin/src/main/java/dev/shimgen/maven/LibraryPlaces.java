package dev.shimgen.maven;

import dev.shimgen.generator.launch.ArtifactsOfLibraries;
import dev.shimgen.generator.launch.FoldersOfLibraries;
import dev.shimgen.generator.launch.JarsOfLibraries;
import dev.shimgen.generator.launch.LibraryPlace;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Where a build may have put the libraries of a project. What is for another machine comes after everything that is for
 * this one or does not say: the dynamic linker would not load it.
 */
final class LibraryPlaces {

    private final MavenProject project;
    private final String plugin;
    private final Path target;
    private final Path classes;
    private final String machine;

    /**
     * Looks for libraries of a project.
     *
     * @param plugin this plugin's key, {@code groupId:artifactId}
     * @param machine this machine, in the words of {@code os.arch}
     */
    LibraryPlaces(MavenProject project, String plugin, String machine) {
        this.project = project;
        this.plugin = plugin;
        this.target = Path.of(project.getBuild().getDirectory());
        this.classes = Path.of(project.getBuild().getOutputDirectory());
        this.machine = machine.equals("amd64") ? "x86_64" : machine;
    }

    /**
     * {@return the places, the likeliest first} What a parameter says comes before what executions say, that before the
     * usual folder, and what was made of the libraries in a build after the libraries themselves. Those of tests come
     * last: a project's own shim is meant if it is only in its jar.
     *
     * @param libraryDirectory the goal's parameter, if it is set
     * @param testLibraryDirectory the goal's parameter, if it is set
     */
    List<LibraryPlace> of(@Nullable File libraryDirectory, @Nullable File testLibraryDirectory) {
        List<LibraryPlace> places = new ArrayList<>();
        Path usual = target.resolve("shimgen");
        Path usualOfTests = target.resolve("shimgen-test");
        Predicate<String> here = this::isHere;
        addParameter(places, libraryDirectory);
        addExecutions(places, "compile", usual, here);
        addFolders(places, List.of(usual));
        addLeftovers(places, here);
        addParameter(places, testLibraryDirectory);
        addExecutions(places, "test-compile", usualOfTests, here);
        addFolders(places, List.of(usualOfTests));

        Predicate<String> elsewhere = here.negate();
        addExecutions(places, "compile", usual, elsewhere);
        addLeftovers(places, elsewhere);
        addExecutions(places, "test-compile", usualOfTests, elsewhere);
        return places;
    }

    private static void addParameter(List<LibraryPlace> places, @Nullable File folder) {
        if (folder != null) {
            addFolders(places, List.of(folder.toPath()));
        }
    }

    private void addExecutions(List<LibraryPlace> places, String goal, Path usual, Predicate<String> targets) {
        addFolders(
                places,
                nearest(CompileExecution.of(project, plugin, goal, usual), CompileExecution::target, targets)
                        .map(CompileExecution::libraryDirectory)
                        .toList());
    }

    /** What a build made of the libraries, and what a build cache brings back. */
    private void addLeftovers(List<LibraryPlace> places, Predicate<String> targets) {
        List<Path> attached = nearest(AttachedLibraries.of(project), LibraryPlaces::classifier, targets)
                .map(artifact -> artifact.getFile().toPath())
                .toList();
        if (!attached.isEmpty()) {
            places.add(new ArtifactsOfLibraries("the attached artifacts", attached));
        }
        Path natives = classes.resolve(Path.of("META-INF", "native"));
        List<Path> embedded = nearest(files(natives, "", ""), LibraryPlaces::fileName, targets)
                .toList();
        addFolders(places, embedded.isEmpty() ? List.of(natives) : embedded);
        String artifact = project.getArtifactId() + "-";
        places.add(new ArtifactsOfLibraries(
                target.resolve(artifact + "*.so").toString(),
                nearest(files(target, artifact, ".so"), LibraryPlaces::fileName, targets)
                        .toList()));
        String jar = project.getBuild().getFinalName();
        places.add(new JarsOfLibraries(
                target.resolve(jar + "*.jar").toString(),
                files(target, jar, ".jar"),
                targets,
                target.resolve(Path.of("shimgen", "state", "run"))));
    }

    private static void addFolders(List<LibraryPlace> places, List<Path> folders) {
        if (!folders.isEmpty()) {
            places.add(new FoldersOfLibraries(folders));
        }
    }

    /** {@return those for some platforms; those for musl come last, since most programs use glibc} */
    private static <T> Stream<T> nearest(List<T> all, Function<T, String> platform, Predicate<String> targets) {
        return all.stream()
                .filter(one -> targets.test(platform.apply(one)))
                .sorted(Comparator.comparing(one -> platform.apply(one).contains("musl")));
    }

    /** {@return whether a target, a classifier or an artifact's file name has this machine in it; an empty one has} */
    private boolean isHere(String platform) {
        return platform.isEmpty() || platform.contains(machine);
    }

    /** {@return what a folder has, in a fixed order: a module's jar comes before those that have a classifier, too} */
    private static List<Path> files(Path folder, String start, String end) {
        File[] files = folder.toFile().listFiles((parent, name) -> name.startsWith(start) && name.endsWith(end));
        return Stream.of(files == null ? new File[0] : files)
                .map(File::toPath)
                .sorted(Comparator.comparing((Path file) -> fileName(file).length())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Another plugin may have attached one without. */
    private static String classifier(Artifact artifact) {
        return artifact.hasClassifier() ? artifact.getClassifier() : "";
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
