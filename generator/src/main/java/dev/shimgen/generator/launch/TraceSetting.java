package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A value of {@code SHIMGEN_TRACE}, checked before a command starts. Afterwards is too late: a shim reports lost lines
 * on standard error at the end of the program, and {@code ls}, {@code cat} and {@code dd} have closed that by then.
 */
final class TraceSetting {

    private static final Set<String> WORDS = Set.of("stdout", "stderr");

    private TraceSetting() {}

    /**
     * {@return a warning {@link Code#SG0608} if the trace could not be written now} The program may still change that.
     *
     * @param value {@code stderr}, a path in which {@code %p} is the process id, or empty for no trace
     * @param directory the folder that a relative path starts from
     * @throws GenerationException {@link Code#SG0603} if it is a word that shims do not accept
     */
    static Optional<Diagnostic> inspect(String value, Path directory) throws GenerationException {
        if (value.isEmpty() || value.equals("stderr")) {
            return Optional.empty();
        }
        if (WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            throw new GenerationException(
                    Code.SG0603,
                    "shimgen.trace: \"" + value
                            + "\" is neither stderr, in small letters, nor meant as a file; a trace does"
                            + " not go to standard output, which is the program's. A file of that name is \"./" + value
                            + "\"",
                    null);
        }
        try {
            // Any process id will do: only the folder matters.
            Path file = directory.resolve(value.replace("%p", "1").replace("%%", "%"));
            return obstacle(file)
                    .map(reason -> Diagnostic.warning(
                            Code.SG0608,
                            null,
                            "the trace cannot be written: " + reason + ". Name another file with shimgen.trace, or"
                                    + " -Dshimgen.trace=stderr"));
        } catch (InvalidPathException e) {
            throw new GenerationException(Code.SG0603, "shimgen.trace: " + e.getMessage(), e);
        }
    }

    private static Optional<String> obstacle(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isSymbolicLink(file)) {
            return Optional.of(file + " is a symbolic link, which a shim does not follow");
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file + " is a folder");
        }
        if (Files.exists(file)) {
            return Files.isWritable(file) ? Optional.empty() : Optional.of("you may not write to " + file);
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder);
        }
        return Files.isWritable(folder) ? Optional.empty() : Optional.of("you may not create files in " + folder);
    }
}
