package dev.shimgen.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** Where a build may have put the libraries of a project. */
final class LibraryFolders {

    private LibraryFolders() {}

    /**
     * {@return the folders, the likeliest first}
     *
     * @param libraryDirectory where the goal compile puts them
     * @param testLibraryDirectory where the goal test-compile puts them
     * @param machine this machine, in the words of {@code os.arch}
     */
    static List<Path> of(MavenProject project, File libraryDirectory, File testLibraryDirectory, String machine) {
        List<Path> folders = new ArrayList<>();
        folders.add(libraryDirectory.toPath());
        folders.addAll(AttachedLibraries.folders(project));
        folders.addAll(embedded(Path.of(project.getBuild().getOutputDirectory(), "META-INF", "native"), machine));
        folders.add(testLibraryDirectory.toPath());
        return folders;
    }

    /** The folders of platforms among the project's classes; those of this machine first, and glibc's before musl's. */
    private static List<Path> embedded(Path natives, String machine) {
        String here = (machine.equals("amd64") ? "x86_64" : machine) + "-";
        File[] platforms = natives.toFile().listFiles(File::isDirectory);
        return Stream.of(platforms == null ? new File[0] : platforms)
                .map(File::toPath)
                .sorted(Comparator.comparing((Path platform) ->
                                !String.valueOf(platform.getFileName()).startsWith(here))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
