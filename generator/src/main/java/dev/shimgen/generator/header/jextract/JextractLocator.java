package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds jextract: where the parameter says, else where {@code JEXTRACT} or {@code JEXTRACT_HOME} say, else on {@code
 * PATH}.
 */
public final class JextractLocator {

    private JextractLocator() {}

    /**
     * A jextract that can be started.
     *
     * @param executable the program
     * @param origin what named it: {@code JEXTRACT_HOME}, for example
     */
    public record Located(Path executable, String origin) {}

    /**
     * Looks for jextract. Where the user names one, it must be there; only a search of {@code PATH} may find none.
     *
     * @param parameter the program or the folder it is installed in, {@code null} if the user named none
     * @param environment the process's environment
     * @return empty if nobody named one and {@code PATH} has none
     * @throws GenerationException {@link Code#SG0302} if what was named is no program that can be started
     */
    public static Optional<Located> locate(@Nullable Path parameter, Map<String, String> environment)
            throws GenerationException {
        if (parameter != null) {
            return Optional.of(named(parameter.toString(), "parameter shimgen.jextract"));
        }
        String program = environment.getOrDefault("JEXTRACT", "");
        if (!program.isBlank()) {
            return Optional.of(named(program, "JEXTRACT"));
        }
        String home = environment.getOrDefault("JEXTRACT_HOME", "");
        if (!home.isBlank()) {
            return Optional.of(named(home, "JEXTRACT_HOME"));
        }
        return onPath(environment.getOrDefault("PATH", ""));
    }

    private static Located named(String name, String origin) throws GenerationException {
        Path path = path(name);
        Path program =
                path != null && Files.isDirectory(path) ? path.resolve("bin").resolve("jextract") : path;
        if (program == null || !isProgram(program)) {
            String why = program == null
                    ? name + " is no path"
                    : program + (Files.exists(program) ? " cannot be executed" : " does not exist");
            throw new GenerationException(
                    Code.SG0302,
                    "there is no jextract where " + origin + " says: " + why
                            + "; name the program or the folder it is installed in, or take the setting away and the"
                            + " recorded catalogue is used",
                    null);
        }
        return new Located(program.toAbsolutePath().normalize(), origin);
    }

    private static Optional<Located> onPath(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = folder.isEmpty() ? null : path(folder + File.separator + "jextract");
            if (program != null && isProgram(program)) {
                return Optional.of(new Located(program.toAbsolutePath().normalize(), "PATH"));
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
