package dev.shimgen.generator.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command line's {@code trace}, which runs a command and shows its events. A process of its own, since it needs a newer
 * Java than the generator.
 *
 * @param java the program of a {@link NewJdk}
 * @param classPath the jars of the command line
 * @param options for {@code trace}, those of {@code shimgen trace --help}
 */
public record EventReader(Path java, List<Path> classPath, List<String> options) implements Supervisor {

    private static final String MAIN = "dev.shimgen.cli.Shimgen";

    public EventReader {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    @Override
    public List<String> command(List<String> command, Map<String, String> environment) {
        List<String> words = new ArrayList<>(List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                MAIN,
                "trace"));
        environment.forEach((name, value) -> words.addAll(List.of("-E", name + "=" + value)));
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return words;
    }
}
