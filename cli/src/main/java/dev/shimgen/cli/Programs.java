package dev.shimgen.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of programs. */
final class Programs {

    private Programs() {}

    /** {@return the file of a program, found as execvp(3) does; empty if there is none} */
    static Optional<Path> find(String word) {
        if (word.indexOf('/') >= 0) {
            return Optional.of(Path.of(word)).filter(Files::isRegularFile);
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/bin:/usr/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(word))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
