package dev.shimgen.runtime.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The command of another virtual machine with the classes of the tests. */
final class ChildJava {

    private ChildJava() {}

    /** {@return the program {@code java} that runs the tests} */
    static String program() {
        return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString();
    }

    /** {@return the command} Options of the virtual machine come first, then a class and its arguments. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                program(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path"))));
        command.addAll(List.of(arguments));
        return command;
    }
}
