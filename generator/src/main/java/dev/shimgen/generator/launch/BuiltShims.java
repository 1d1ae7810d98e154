package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shims of a folder of libraries. */
public final class BuiltShims {

    private static final String PREFIX = "lib";
    private static final String SUFFIX = ".so";

    private BuiltShims() {}

    /**
     * {@return the names of the shims to run under, in the given order}
     *
     * @param folder where the libraries are
     * @param names the given names; empty if there is only one shim, and that is meant
     * @throws GenerationException {@link Code#SG0602} if one has not been built, {@link Code#SG0603} if there are several
     *     and none is named
     */
    public static List<String> named(Path folder, List<String> names) throws GenerationException {
        Path absolute = folder.toAbsolutePath();
        List<String> built = in(absolute);
        if (names.isEmpty() && built.size() > 1) {
            throw new GenerationException(
                    Code.SG0603,
                    "there are several shims in " + absolute + ": " + String.join(", ", built)
                            + "; say which with shimgen.shim",
                    null);
        }
        List<String> wanted = names.isEmpty() ? built : names;
        for (String name : wanted) {
            if (!built.contains(name)) {
                throw new GenerationException(
                        Code.SG0602,
                        "no shim \"" + name + "\" in " + absolute
                                + (built.isEmpty() ? "" : "; there is: " + String.join(", ", built))
                                + ". Build it first: mvn package",
                        null);
            }
        }
        if (wanted.isEmpty()) {
            throw new GenerationException(
                    Code.SG0602, "no shim has been built in " + absolute + ". Build it first: mvn package", null);
        }
        return wanted;
    }

    /**
     * {@return the first of some folders that has the given shims; if none has, the first of all}
     *
     * @param folders where a build may have put libraries, at least one
     * @param names the given names; empty for any
     */
    public static Path folder(List<Path> folders, List<String> names) throws GenerationException {
        for (Path folder : folders) {
            List<String> built = in(folder.toAbsolutePath());
            if (!built.isEmpty() && built.containsAll(names)) {
                return folder;
            }
        }
        return folders.get(0);
    }

    /** {@return the file of a shim's library, an absolute path} */
    public static Path library(Path folder, String name) {
        return folder.toAbsolutePath().resolve(PREFIX + name + SUFFIX);
    }

    private static List<String> in(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
