package dev.shimgen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files that a command line names. What is written must not be what is read, nor two things be written to one file, since
 * opening it for the second would empty it; devices and pipes can be shared.
 */
final class NamedFiles {

    /** As many as the kernel follows (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private final CommandSpec spec;
    private final List<Named> read = new ArrayList<>();
    private final List<Named> written = new ArrayList<>();

    private record Named(String what, Path file) {}

    /** Makes an empty list of a command's files. */
    NamedFiles(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * Adds a file that is read.
     *
     * @param what it is, in words
     */
    NamedFiles reads(String what, Path file) {
        read.add(new Named(what, file));
        return this;
    }

    /**
     * Adds a file that will be written. It is not opened.
     *
     * @param option that names it
     * @param file {@code null} if there is none
     * @throws ParameterException if it is one of the others
     */
    NamedFiles writes(String option, @Nullable Path file) {
        if (file == null) {
            return this;
        }
        String words = option + " " + file;
        for (Named other : read) {
            if (isSame(file, other.file())) {
                throw new ParameterException(
                        spec.commandLine(),
                        words + " is " + other.what() + " itself, which would be lost; name another file");
            }
        }
        for (Named other : written) {
            if (isSame(file, other.file())) {
                throw new ParameterException(
                        spec.commandLine(),
                        other.what() + " and " + words + " are one file, so one of them would be lost; name two");
            }
        }
        written.add(new Named(words, file));
        return this;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) {
                return Files.isSameFile(one, other) && Files.isRegularFile(one);
            }
            return place(one).equals(place(other));
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    /** Where a file is or would be made, also where a link leads to what is not there yet. */
    private static Path place(Path file) {
        Path at = file.toAbsolutePath();
        try {
            for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(at) && !Files.exists(at); links++) {
                at = at.resolveSibling(Files.readSymbolicLink(at));
            }
            Path folder = at.getParent();
            if (folder == null || Files.exists(at)) {
                return at.toRealPath();
            }
            return folder.toRealPath().resolve(at.getFileName());
        } catch (IOException e) {
            return at.normalize(); // its folder is not there, so it will not be made
        }
    }
}
