package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What came of a command in a JVM of its own. */
public record CommandRun(int status, String output, String errors) {

    /** Runs the command in a folder. */
    public static CommandRun of(Path folder, String... arguments) throws Exception {
        Path errors = Files.createTempFile("shimgen", "stderr");
        try {
            // A pipe: into a file, cat(1) copies without a read(2).
            Process process = start(folder, ProcessBuilder.Redirect.PIPE, errors.toFile(), arguments);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new CommandRun(process.exitValue(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /** {@return the command line of a JVM that runs the command} */
    static List<String> line(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Shimgen.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Process start(Path folder, ProcessBuilder.Redirect output, File errors, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(arguments))
                .directory(folder.toFile())
                .redirectOutput(output)
                .redirectError(errors);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
