package dev.shimgen.samples.filetrace;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a build, and says what it depends on and how each of its sources was compiled.
 *
 * <pre>{@code java -cp … dev.shimgen.samples.filetrace.BuildTrace -- make -j2}</pre>
 *
 * <p>writes {@code compile_commands.json}, and {@code dependencies.txt} with a line for each file: what became of it, a tabulator, its
 * name.
 */
public final class BuildTrace {

    private static final String USAGE =
            "Usage: BuildTrace [-s <libfiletrace.so>] [-o <folder for what is written>] -- <command> [arguments...]";

    private static final int WRONG_USAGE = 2;

    private final FileNames names;
    private final Executions executions;
    private final Dependencies dependencies = new Dependencies();

    /**
     * Begins.
     *
     * @param folder in which the build is started
     * @param path its {@code PATH}
     */
    BuildTrace(Path folder, String path) {
        this.names = new FileNames(FileNames.normal(folder.toAbsolutePath().toString()));
        this.executions = new Executions(path);
    }

    /** Learns from an event. */
    void accept(TraceEvent event) {
        FileTraceEvent call = FileTraceEvent.of(event);
        FileNames.Scene scene = names.accept(event, call);
        executions.accept(scene, call);
        dependencies.accept(scene, call);
    }

    /** {@return what the build depends on, and what it has made; at its end} */
    Dependencies dependencies() {
        executions.all().forEach(dependencies::ran);
        return dependencies;
    }

    /** {@return how its sources were compiled; at its end} */
    CompileCommands compileCommands() {
        CompileCommands commands = new CompileCommands();
        executions.all().forEach(commands::ran);
        return commands;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path library = Path.of("target/shimgen/libfiletrace.so");
        Path folder = Path.of("");
        List<String> command = List.of();
        for (int i = 0; i + 1 < arguments.length && command.isEmpty(); i++) {
            switch (arguments[i]) {
                case "-s" -> library = Path.of(arguments[++i]);
                case "-o" -> folder = Path.of(arguments[++i]);
                case "--" -> command = List.of(arguments).subList(i + 1, arguments.length);
                default -> i = arguments.length;
            }
        }
        if (command.isEmpty()) {
            System.err.println(USAGE);
            System.exit(WRONG_USAGE);
        }
        System.exit(run(library, folder, command, System.err));
    }

    private static int run(Path library, Path folder, List<String> command, PrintStream messages)
            throws IOException, InterruptedException {
        // Before the build, which may take long.
        Files.createDirectories(folder);
        BuildTrace trace = new BuildTrace(
                Path.of(""), Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        int status;
        try (TraceSession session = TraceSession.create()) {
            Process build = session.start(new ProcessBuilder(command).inheritIO(), library.toAbsolutePath());
            status = session.follow(build, trace::accept);
            if (session.lost() + session.torn() > 0) {
                messages.println("BuildTrace: " + session.lost() + " calls were lost and " + session.torn()
                        + " not completed, so files and commands may be missing");
            }
        }
        CompileCommands commands = trace.compileCommands();
        commands.cut()
                .forEach(source -> messages.println(
                        "BuildTrace: the command for " + source + " is too long to be told of; its end is missing"));
        Files.writeString(folder.resolve("compile_commands.json"), commands.json());
        Files.writeString(folder.resolve("dependencies.txt"), list(trace.dependencies()), StandardCharsets.UTF_8);
        return status;
    }

    /** {@return a line for each file} */
    static String list(Dependencies dependencies) {
        List<String> lines = new ArrayList<>();
        for (Dependencies.Kind kind : Dependencies.Kind.values()) {
            for (String file : dependencies.of(kind)) {
                lines.add(kind.name().toLowerCase(Locale.ROOT) + "\t" + file + "\n");
            }
        }
        return String.join("", lines);
    }
}
