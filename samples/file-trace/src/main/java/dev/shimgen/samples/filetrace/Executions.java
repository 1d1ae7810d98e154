package dev.shimgen.samples.filetrace;

import dev.shimgen.runtime.event.ProcessFamily;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which programs were run, and with what arguments. {@code execve(2)} is told of when it is called, and only once more if it
 * fails; then it is taken back.
 */
final class Executions {

    private final String path;
    private final List<Execution> all = new ArrayList<>();
    private final Map<ProcessFamily.Member, Execution> begun = new HashMap<>();

    /**
     * Begins.
     *
     * @param path where programs are looked for that are called by a name without a folder: {@code PATH}
     */
    Executions(String path) {
        this.path = path;
    }

    /**
     * A program that was run.
     *
     * @param program its file
     * @param arguments with the name of the program as the first one
     * @param whole whether these are all of them, with all that they have
     * @param folder where it was run
     */
    record Execution(String program, List<String> arguments, boolean whole, String folder) {}

    /** {@return what was run, in this order} */
    List<Execution> all() {
        return List.copyOf(all);
    }

    /** Learns from an event. */
    void accept(FileNames.Scene scene, FileTraceEvent call) {
        switch (call) {
            case FileTraceEvent.Execve run -> run(scene, scene.file(run.pathname()), run.argv(), 1);
            case FileTraceEvent.Execv run -> run(scene, scene.file(run.pathname()), run.argv(), 1);
            case FileTraceEvent.Execveat run -> run(scene, scene.file(run.dirfd(), run.pathname()), run.argv(), 2);
            case FileTraceEvent.Fexecve run -> run(scene, scene.open(run.fd()), run.argv(), 1);
            case FileTraceEvent.Execvp run -> run(scene, searched(scene, run.file()), run.argv(), 1);
            case FileTraceEvent.Execvpe run -> run(scene, searched(scene, run.file()), run.argv(), 1);
            case FileTraceEvent.Execl run -> run(scene, scene.file(run.pathname()), listed(scene, run.arg()), 2);
            case FileTraceEvent.Execle run -> run(scene, scene.file(run.pathname()), listed(scene, run.arg()), 2);
            case FileTraceEvent.Execlp run -> run(scene, searched(scene, run.file()), listed(scene, run.arg()), 2);
            case FileTraceEvent.PosixSpawn run -> spawned(scene, scene.file(run.path()), run.argv());
            case FileTraceEvent.PosixSpawnp run -> spawned(scene, searched(scene, run.file()), run.argv());
            case FileTraceEvent.System run -> shell(scene, run.command());
            case FileTraceEvent.Popen run -> shell(scene, run.command());
            default -> begun.remove(scene.process());
        }
    }

    private void run(FileNames.Scene scene, Optional<String> program, List<String> arguments, int at) {
        if (scene.event().returned()) {
            Execution failed = begun.remove(scene.process());
            all.removeIf(execution -> execution == failed);
        } else if (program.isPresent()) {
            Execution execution =
                    new Execution(program.get(), arguments, scene.event().isWhole(at), scene.folder());
            begun.put(scene.process(), execution);
            all.add(execution);
        }
    }

    /** {@code posix_spawn(3)} returns when the child runs the program. */
    private void spawned(FileNames.Scene scene, Optional<String> program, List<String> arguments) {
        if (!scene.event().failed() && program.isPresent()) {
            all.add(new Execution(program.get(), arguments, scene.event().isWhole(4), scene.folder()));
        }
    }

    /** {@code system(3)} and {@code popen(3)}: libc starts the shell, where nobody sees it. */
    private void shell(FileNames.Scene scene, String command) {
        if (command != null && !scene.event().failed()) {
            all.add(new Execution("/bin/sh", List.of("sh", "-c", command), false, scene.folder()));
        }
    }

    /** {@return the arguments of {@code execl(3)}, one by one: those behind the first one follow the call's own} */
    private static List<String> listed(FileNames.Scene scene, String first) {
        return Stream.concat(Stream.ofNullable(first), scene.event().texts(2).stream())
                .toList();
    }

    /** {@return where a program is that libc looks for} */
    private Optional<String> searched(FileNames.Scene scene, String name) {
        if (name == null || name.isEmpty() || name.contains("/")) {
            return scene.file(name);
        }
        return Stream.of(path.split(":"))
                .flatMap(folder -> scene.file(folder + "/" + name).stream())
                .filter(Executions::isExecutable)
                .findFirst();
    }

    private static boolean isExecutable(String file) {
        try {
            return Files.isExecutable(Path.of(file)) && !Files.isDirectory(Path.of(file));
        } catch (InvalidPathException e) {
            return false; // a name that this process's locale cannot express
        }
    }
}
