package dev.shimgen.cli;

import dev.shimgen.cli.report.Report;
import dev.shimgen.cli.report.ReportFile;
import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.TraceSession;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shimgen trace}: runs a program under shims, and shows its calls, and those of all that it starts. */
@Command(
        name = "trace",
        description = "Runs a program under shims, and shows its calls, and those of all that it starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Shimgen.Version.class,
        sortOptions = false,
        footer = {
            "",
            "The exit status is the program's, or 128 plus the number of the signal that ended it; 125 if shimgen itself fails,"
                    + " 126 if the program cannot be executed, 127 if it is not found, 2 for a wrong command line.",
            "",
            "A signal to shimgen itself (INT, TERM) does not end the program: shimgen goes on to show its calls, and ends with it.",
            "",
            "Examples:",
            "  shimgen trace -s libfiletrace.so -- make -j2",
            "  shimgen trace -s libfiletrace.so -e 'open*' --failed -- git status",
            "  shimgen trace -s libfiletrace.so -c --count-by path -o /tmp/counts -- mvn verify",
            "  shimgen trace -s libfiletrace.so -r trace.shimgen -- make && shimgen replay trace.shimgen",
            "  shimgen trace -s libfiletrace.so -c --report build.html -- make"
        })
final class TraceCommand implements Callable<Integer> {

    private static final String PRELOAD = "LD_PRELOAD";

    private static final Set<String> GO_WITH_LINES =
            Set.of("--or-lines", "--shim", "--env", "--memory", "--memory-folder");

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
            converter = EnvironmentVariable.Text.class,
            description = "A variable of the program's environment; several times for several.")
    private List<EnvironmentVariable> environment = List.of();

    @Option(
            names = {"-r", "--record"},
            paramLabel = "FILE",
            description =
                    "Writes events to FILE, for replay and export, instead of showing them; -o or -c show them as well."
                            + " What is not asked for by -e, -P, -p, -Z or --slower-than is not written either. If shimgen is"
                            + " killed, the file has what happened up to half a second before.")
    private @Nullable Path record;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Mixin
    private ShowOptions show = new ShowOptions();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes a page for a browser besides, as in build.html: a timeline, and all calls in figures and a table,"
                            + " whatever is shown here.")
    private @Nullable Path report;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Memory for events that have not been shown yet, in MiB. Default: "
                    + (TraceSession.DEFAULT_SIZE >> 20) + ", or less where there is no room for it.")
    private @Nullable Integer memory;

    @Option(
            names = "--memory-folder",
            paramLabel = "FOLDER",
            description = "Where that memory is, a folder on a tmpfs. Default: /dev/shm, or XDG_RUNTIME_DIR.")
    private @Nullable Path memoryFolder;

    @Option(
            names = "--or-lines",
            description =
                    "Where there is no memory for events, says so, and lets the program write lines to standard error"
                            + " (SHIMGEN_TRACE=stderr). Goes with no option that is about events.")
    private boolean orLines;

    @Parameters(arity = "1..*", paramLabel = "PROGRAM", description = "The program and its arguments, best after --.")
    private List<String> program = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        EventFilter accepted = filter.filter();
        refuseSharedFiles();
        // Ctrl-C goes to the program, too, which may go on; what it does then shall be seen. So the end of this JVM
        // waits.
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> await(done));
        Runtime.getRuntime().addShutdownHook(hook);
        int status = Shimgen.FAILED;
        try {
            status = trace(accepted);
        } finally {
            if (isEnding(hook)) {
                // The status of a JVM that a signal ends would be that of the signal.
                Runtime.getRuntime().halt(status);
            }
            done.countDown();
        }
        return status;
    }

    /** Before anything is opened, which empties it. */
    private void refuseSharedFiles() {
        NamedFiles files = new NamedFiles(spec);
        shims.forEach(shim -> files.reads("the shim's library", shim));
        Programs.find(program.get(0)).ifPresent(found -> files.reads("the program", found));
        refuseDash("-r", record);
        refuseDash("--report", report);
        files.writes("-r", record);
        show.name(files);
        files.writes("--report", report);
    }

    /** Standard output is the program's, too; bytes in between would leave nothing that can be read. */
    private void refuseDash(String option, @Nullable Path file) {
        if (StandardStream.isMeant(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " -: that needs a file, since the program itself writes to standard output; ./- is one");
        }
    }

    /** Whether this JVM has begun to end, for a signal. */
    private static boolean isEnding(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private int trace(EventFilter accepted) throws IOException, InterruptedException {
        warnOfWhatTracesNothing();
        warnOfUnknownFunctions(accepted);
        warnOfWhatIsNotSeen();
        if (orLines) {
            return traceOrLines(accepted);
        }
        try (TraceSession session = session()) {
            return trace(accepted, session);
        }
    }

    private int traceOrLines(EventFilter accepted) throws IOException, InterruptedException {
        refuseWhatLinesCannotDo();
        TraceSession made;
        try {
            made = session();
        } catch (IOException e) {
            say(Shimgen.message(e) + ". The program writes lines now");
            ProcessBuilder builder = builder();
            builder.environment().put("SHIMGEN_TRACE", "stderr");
            return started(() -> TraceSession.preload(builder, shims()).start()).waitFor();
        }
        try (TraceSession session = made) {
            return trace(accepted, session);
        }
    }

    private void refuseWhatLinesCannotDo() {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !GO_WITH_LINES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            name + " is about events, and --or-lines may have to do without; leave one of them out");
                });
    }

    private int trace(EventFilter accepted, TraceSession session) throws IOException, InterruptedException {
        boolean quiet = record != null && !show.isAskedFor();
        // Before anything is started: a page that cannot be written is said now.
        try (ReportFile page = report == null ? null : ReportFile.begin(report);
                EventView view = show.view(accepted, session, FileDescriptor.err, quiet)) {
            if (record != null) {
                session.record(record, accepted::accepts);
            }
            Report told = new Report();
            Process process = started(() -> session.start(builder(), shims()));
            int status = follow(session, process, event -> {
                if (page != null) {
                    told.accept(event);
                }
                view.add(event);
            });
            view.end(session);
            if (page != null) {
                page.write(told, Report.Ending.of(told, session, call -> true, ""));
            }
            view.check();
            return status;
        }
    }

    private void say(String message) {
        spec.commandLine().getErr().println("shimgen: " + message);
    }

    /**
     * A library without tables is no fault: one of several shims may trace, and another one not. What is no library at all is refused:
     * the dynamic linker would complain, and let the program run. One that is not there is said when the program is started.
     */
    private void warnOfWhatTracesNothing() throws IOException {
        for (Path shim : shims) {
            if (Files.isRegularFile(shim) && !EventSchema.isTraced(shim)) {
                say(shim + " has no tables of traced calls, so nothing will be shown of it;"
                        + " if it is a shim, @Trace is missing in its spec");
            }
        }
    }

    /** A pattern without a function is most likely misspelt. Of a shim that is not named here nothing is known. */
    private void warnOfUnknownFunctions(EventFilter accepted) {
        if (!accepted.namesFunctions() || shims.isEmpty() || isPreloadSet()) {
            return;
        }
        List<EventSchema> schemas = new ArrayList<>();
        for (Path shim : shims) {
            try {
                schemas.add(EventSchema.read(shim));
            } catch (IOException e) {
                return; // what is wrong with the file is said when the program is started
            }
        }
        accepted.unmatched(schemas).forEach(this::say);
    }

    /** Nothing else would say why nothing is shown. Who sets LD_PRELOAD by -E, as shimgen:run does, has looked. */
    private void warnOfWhatIsNotSeen() {
        if (!shims.isEmpty()) {
            Programs.unseen(program, shims.get(0)).ifPresent(this::say);
        }
    }

    private boolean isPreloadSet() {
        return environment.stream().anyMatch(variable -> variable.name().equals(PRELOAD));
    }

    private static int follow(TraceSession session, Process process, Consumer<TraceEvent> consumer)
            throws IOException, InterruptedException {
        try {
            return session.follow(process, consumer);
        } catch (IOException e) {
            // Whatever happens to the trace, the program goes on, and the terminal is its own up to its end.
            process.waitFor();
            throw e;
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
        environment.forEach(variable -> builder.environment().put(variable.name(), variable.value()));
        if (shims.isEmpty() && !isPreloadSet()) {
            throw new ParameterException(spec.commandLine(), "no shim to run under: -s names its library");
        }
        return builder;
    }

    private Path[] shims() {
        return shims.toArray(Path[]::new);
    }

    /** What starts a program. */
    private interface Start {

        Process start() throws IOException;
    }

    private Process started(Start start) throws IOException {
        try {
            return start.start();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (FileSystemException e) {
            throw e; // of a shim
        } catch (IOException e) {
            throw UnstartableException.of(program.get(0), e);
        }
    }

    private TraceSession session() throws IOException {
        if (memory == null) {
            TraceSession session = memoryFolder == null ? TraceSession.create() : TraceSession.create(memoryFolder);
            if (session.size() < TraceSession.DEFAULT_SIZE) {
                say("there is little memory for events, so the session has " + (session.size() >> 20)
                        + " MiB; what does not fit is lost, and counted. --memory and --memory-folder say otherwise");
            }
            return session;
        }
        if (memory < 1 || memory > 65_536) {
            throw new ParameterException(spec.commandLine(), "--memory is 1 to 65536 MiB, not " + memory);
        }
        long bytes = (long) memory << 20;
        return memoryFolder == null ? TraceSession.create(bytes) : TraceSession.create(memoryFolder, bytes);
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
