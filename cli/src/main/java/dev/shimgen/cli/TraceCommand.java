package dev.shimgen.cli;

import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TraceSession;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shimgen trace}: runs a program under shims, and shows its calls, and those of all that it starts. */
@Command(
        name = "trace",
        description = "Runs a program under shims, and shows its calls, and those of all that it starts.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "The exit status is the program's, or 128 plus the number of the signal that ended it; 125 if shimgen itself fails,"
                    + " 2 for a wrong command line.",
            "",
            "Examples:",
            "  shimgen trace -s libfiletrace.so -- make -j2",
            "  shimgen trace -s libfiletrace.so -e 'open*' --failed -- git status",
            "  shimgen trace -s libfiletrace.so -c --count-by path -o /tmp/counts -- mvn verify"
        })
final class TraceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-s", "--shim"},
            paramLabel = "FILE",
            description = "A library that traces; several times for several, the outermost first. May be left out where"
                    + " -E LD_PRELOAD=... names one.")
    private List<Path> shims = List.of();

    @Option(
            names = {"-E", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable of the program's environment; several times for several.")
    private Map<String, String> environment = Map.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the events go; standard error if it is left out.")
    private @Nullable Path output;

    @Option(
            names = {"-e", "--calls"},
            paramLabel = "GLOB",
            split = ",",
            description = "Only calls of these functions, as in -e 'open*,stat'.")
    private List<String> functions = List.of();

    @Option(
            names = {"-P", "--path"},
            paramLabel = "GLOB",
            description = "Only calls with such a path: * stops at a slash, ** does not.")
    private List<String> paths = List.of();

    @Option(
            names = {"-p", "--process"},
            paramLabel = "PID",
            split = ",",
            description = "Only calls of these processes.")
    private List<Integer> processes = List.of();

    @Option(
            names = {"-Z", "--failed"},
            description = "Only calls that failed.")
    private boolean failed;

    @Option(
            names = "--slower-than",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Only calls that took longer, as in 500us, 10ms or 2s.")
    private @Nullable Duration slowerThan;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "FORM",
            description =
                    "What is in front of an event: ${COMPLETION-CANDIDATES}. wall is UTC, relative counts from the first one."
                            + " Default: ${DEFAULT-VALUE}.")
    private EventLine.Time time = EventLine.Time.none;

    @Option(
            names = {"-c", "--count"},
            description = "Counts calls, errors and times instead of showing each call.")
    private boolean count;

    @Option(
            names = "--count-by",
            paramLabel = "WHAT",
            description = "What -c counts by: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private CallCounts.By countBy = CallCounts.By.function;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description =
                    "${COMPLETION-CANDIDATES}. auto: on a terminal, unless NO_COLOR is set. Default: ${DEFAULT-VALUE}.")
    private Color color = Color.auto;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Memory for events that have not been shown yet, in MiB. Default: ${DEFAULT-VALUE}.")
    private int memory = TraceSession.DEFAULT_SIZE >> 20;

    @Option(
            names = "--memory-folder",
            paramLabel = "FOLDER",
            description = "Where that memory is, a folder on a tmpfs. Default: /dev/shm, or XDG_RUNTIME_DIR.")
    private @Nullable Path memoryFolder;

    @Parameters(arity = "1..*", paramLabel = "PROGRAM", description = "The program and its arguments, best after --.")
    private List<String> program = List.of();

    /** When lines have colours; written as on a command line. */
    enum Color {
        auto,
        always,
        never
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EventFilter filter = filter();
        // Ctrl-C goes to the program, too, which may go on; what it does then shall be seen. So the end of this JVM
        // waits.
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> await(done));
        Runtime.getRuntime().addShutdownHook(hook);
        int status = Shimgen.FAILED;
        try {
            status = trace(filter);
        } finally {
            if (isEnding(hook)) {
                // The status of a JVM that a signal ends would be that of the signal.
                Runtime.getRuntime().halt(status);
            }
            done.countDown();
        }
        return status;
    }

    /** Whether this JVM has begun to end, for a signal. */
    private static boolean isEnding(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private int trace(EventFilter filter) throws IOException, InterruptedException {
        try (TraceSession session = session();
                PrintStream to = open()) {
            int status = trace(session, filter, to);
            if (to.checkError()) {
                throw new IOException("not all events could be written to "
                        + (output == null ? "standard error" : output) + ": is it full, or closed?");
            }
            return status;
        }
    }

    private int trace(TraceSession session, EventFilter filter, PrintStream to)
            throws IOException, InterruptedException {
        EventLine line = new EventLine(time, isColored(), session::instant);
        CallCounts counts = new CallCounts(countBy);
        Process process = start(session);
        int status = session.follow(process, event -> {
            if (filter.accepts(event)) {
                if (count) {
                    counts.add(event);
                } else {
                    to.println(line.of(event));
                }
            }
        });
        if (count) {
            to.print(counts.table());
        } else {
            for (UnfinishedCall call : session.unfinished()) {
                // Those that may never return were shown when they began.
                boolean shown = call.function().timing() != FunctionSchema.Timing.AFTER;
                if (!shown && filter.accepts(call)) {
                    to.println(line.of(call));
                }
            }
        }
        if (session.lost() > 0) {
            to.println("shimgen: " + session.lost()
                    + " events were lost, since there was no room for them: more --memory");
        }
        if (session.torn() > 0) {
            to.println("shimgen: " + session.torn() + " events were begun and never completed");
        }
        return status;
    }

    private Process start(TraceSession session) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
        builder.environment().putAll(environment);
        if (shims.isEmpty() && !environment.containsKey("LD_PRELOAD")) {
            throw new ParameterException(spec.commandLine(), "no shim to run under: -s names its library");
        }
        try {
            return session.start(builder, shims.toArray(Path[]::new));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TraceSession session() throws IOException {
        if (memory < 1 || memory > 65_536) {
            throw new ParameterException(spec.commandLine(), "--memory is 1 to 65536 MiB, not " + memory);
        }
        long bytes = (long) memory << 20;
        return memoryFolder == null ? TraceSession.create(bytes) : TraceSession.create(memoryFolder, bytes);
    }

    private PrintStream open() throws IOException {
        // Not closed: the program's standard error is the same file.
        OutputStream to = output == null ? new NotClosed(new FileOutputStream(FileDescriptor.err)) : file(output);
        return new PrintStream(to, output != null || count, StandardCharsets.UTF_8);
    }

    private static OutputStream file(Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException(
                    "cannot write to " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }

    private boolean isColored() {
        return switch (color) {
            case always -> true;
            case never -> false;
            case auto -> output == null && System.getenv("NO_COLOR") == null && isTerminal();
        };
    }

    /** Java knows it of standard input and output only. */
    private static boolean isTerminal() {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // no /proc, or standard error is closed
        }
    }

    private EventFilter filter() {
        try {
            return new EventFilter(functions, paths, processes, failed, slowerThan);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), e.getPattern() + ": " + e.getDescription(), e);
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
