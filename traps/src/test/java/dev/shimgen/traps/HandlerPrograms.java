package dev.shimgen.traps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of {@code src/test/handlers}, and the shim that they run under. */
final class HandlerPrograms {

    private static final Path FOLDER = Path.of("src/test/handlers").toAbsolutePath();
    private static final Path SHIMS = Path.of("target/shimgen").toAbsolutePath();

    private HandlerPrograms() {}

    /**
     * Compiles a program.
     *
     * @param options of the compiler's, after all others
     */
    static Path build(Path folder, String name, String... options) throws Exception {
        Path program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                "cc",
                "-std=gnu11",
                "-O1",
                "-Wall",
                "-I" + SHIMS.resolve("c"),
                "-o",
                program.toString(),
                FOLDER.resolve(name + ".c").toString(),
                "-pthread",
                "-lm"));
        command.addAll(List.of(options));
        Path output = folder.resolve(name + "-output");
        int status = TrapProgram.run(new ProcessBuilder(command), output);
        new Ended(status, Files.readString(output)).expectSuccess(String.join(" ", command));
        return program;
    }

    /** {@return a copy of the shim: ld.so(8) splits LD_PRELOAD at spaces and colons} */
    static Path shim(Path folder) throws Exception {
        return Files.copy(SHIMS.resolve("libanswers.so"), folder.resolve("libanswers.so"));
    }
}
