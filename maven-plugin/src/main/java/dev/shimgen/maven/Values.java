package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The values of parameters. Maven takes {@code -Dshimgen.skip=ture} for {@code false}, and an empty folder for the
 * project's, without a message; so parameters that can be wrong are passed to this class as they were written.
 */
final class Values {

    private Values() {}

    /** {@return a time limit of whole seconds} */
    static Duration seconds(String name, String value) throws GenerationException {
        // Ten digits of seconds are some three hundred years; a larger limit would overflow when a process is waited
        // for.
        if (!value.strip().matches("0*[1-9][0-9]{0,9}")) {
            throw wrong(name, value, "is no number of seconds; a whole number from 1 on is");
        }
        return Duration.ofSeconds(Long.parseLong(value.strip()));
    }

    /** {@return the value of a switch; without a value it is on, as in {@code -Dshimgen.skip}} */
    static boolean flag(String name, String value) throws GenerationException {
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "is neither true nor false");
        };
    }

    /** {@return folders that exist} */
    static List<Path> folders(String name, List<File> folders) throws GenerationException {
        List<Path> paths = new ArrayList<>();
        for (File folder : folders) {
            paths.add(folder(name, folder));
        }
        return paths;
    }

    /** {@return a folder that exists} */
    static Path folder(String name, File folder) throws GenerationException {
        if (!folder.isDirectory()) {
            throw wrong(name, folder.getPath(), folder.exists() ? "is no folder" : "does not exist");
        }
        return folder.toPath();
    }

    /** {@return a file that exists and can be read; {@code null} if none is named} */
    static @Nullable Path file(String name, @Nullable File file) throws GenerationException {
        if (file == null) {
            return null;
        }
        if (!Files.isRegularFile(file.toPath()) || !Files.isReadable(file.toPath())) {
            throw wrong(name, file.getPath(), file.exists() ? "is no file that can be read" : "does not exist");
        }
        return file.toPath();
    }

    /**
     * {@return a folder for generated files}
     *
     * @param project the folder must not be one in which the project has other files: the generator removes files from
     *     its folders. Besides, Maven turns an empty value into the project's own folder, which nobody means
     */
    static Path generated(String name, File folder, MavenProject project) throws GenerationException {
        Path path = folder.toPath().toAbsolutePath().normalize();
        if (project.getBasedir().toPath().toAbsolutePath().normalize().startsWith(path)) {
            throw wrong(
                    name,
                    folder.getPath(),
                    "is the project's own folder, or holds it; name a folder for generated files alone, such as one below"
                            + " target, or none");
        }
        for (Path root : writtenByHand(project)) {
            if (path.startsWith(root) || root.startsWith(path)) {
                throw wrong(
                        name,
                        folder.getPath(),
                        "is a folder of the project's sources, or in one, or holds one: " + root
                                + "; name a folder for generated files alone, such as one below target, or none");
            }
        }
        requireFolders(name, path);
        return folder.toPath();
    }

    /** {@return the folders in which authors write; generated files must not get into them} */
    private static List<Path> writtenByHand(MavenProject project) {
        Path target = normalized(project.getBuild().getDirectory());
        return Stream.of(
                        Stream.of(
                                project.getBuild().getSourceDirectory(),
                                project.getBuild().getTestSourceDirectory()),
                        project.getCompileSourceRoots().stream(),
                        project.getTestCompileSourceRoots().stream())
                .flatMap(roots -> roots)
                .filter(Objects::nonNull)
                .map(Values::normalized)
                // Without the folders that other plugins, and shimgen's other goals, generate into.
                .filter(root -> !root.startsWith(target))
                .distinct()
                .toList();
    }

    private static Path normalized(String folder) {
        return Path.of(folder).toAbsolutePath().normalize();
    }

    /** Checks that a folder exists, or that nothing on its path keeps it from being made. */
    private static void requireFolders(String name, Path folder) throws GenerationException {
        Path at = folder;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        if (at != null && !Files.isDirectory(at)) {
            throw new GenerationException(
                    Code.SG0501,
                    name + ": " + folder + " cannot be a folder, because " + at
                            + " is a file; no file was changed. Move that" + " file away, or name another folder",
                    null);
        }
    }

    /** {@return an encoding} */
    static Charset charset(String name, String encoding) throws GenerationException {
        try {
            return Charset.forName(encoding.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(name, encoding, "is no encoding that Java knows; UTF-8 is");
        }
    }

    /** Checks that two kinds of generated files do not go to the same folder. */
    static void apart(String first, Path one, String second, Path other) throws GenerationException {
        if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            throw wrong(first, one.toString(), "is the folder of " + second + ", too; name another one");
        }
    }

    /** {@return environment variables} */
    static Map<String, String> variables(String name, List<String> assignments) throws GenerationException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int at = assignment.indexOf('=');
            if (at <= 0 || assignment.indexOf('\0') >= 0) {
                throw wrong(name, assignment, "sets no environment variable; NAME=value does");
            }
            variables.put(assignment.substring(0, at), assignment.substring(at + 1));
        }
        return variables;
    }

    private static GenerationException wrong(String name, String value, String why) {
        return new GenerationException(Code.SG0603, name + ": \"" + value + "\" " + why, null);
    }
}
