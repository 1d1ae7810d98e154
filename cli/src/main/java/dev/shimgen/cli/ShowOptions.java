package dev.shimgen.cli;

import dev.shimgen.cli.output.OutputFile;
import dev.shimgen.runtime.event.DescriptorPaths;
import dev.shimgen.runtime.session.EventSource;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a command shows events, and where. */
final class ShowOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where events are shown; - is standard output. If it is left out, standard error while a program runs,"
                            + " else standard output.")
    private @Nullable Path output;

    @Option(
            names = {"-t", "--time"},
            paramLabel = "FORM",
            description =
                    "What is in front of an event: ${COMPLETION-CANDIDATES}. wall is UTC, relative counts from the beginning of the session."
                            + " Default: ${DEFAULT-VALUE}.")
    private EventLine.Time time = EventLine.Time.none;

    @Option(
            names = {"-y", "--decode-fds"},
            description =
                    "Shows what descriptors stand for, as in read(3</etc/passwd>, ...): as far as the shim traces what opens"
                            + " and closes them.")
    private boolean decodeFds;

    @Option(
            names = {"-c", "--count"},
            description = "Counts calls, errors and times instead of showing each call.")
    private boolean count;

    @Option(
            names = "--count-by",
            paramLabel = "WHAT",
            description = "As -c, and what it counts by: ${COMPLETION-CANDIDATES}. Default: function.")
    private CallCounts.@Nullable By countBy;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description =
                    "${COMPLETION-CANDIDATES}. auto: on a terminal, unless NO_COLOR is set. Default: ${DEFAULT-VALUE}.")
    private Color color = Color.auto;

    /** When lines have colours; written as on a command line. */
    enum Color {
        auto,
        always,
        never
    }

    /** {@return whether it is said where events are shown, or that they are counted} */
    boolean isAskedFor() {
        return output != null || isCounted();
    }

    private boolean isCounted() {
        return count || countBy != null;
    }

    /** {@return the file that events are shown in; null if that is a stream of this process} */
    private @Nullable Path file() {
        return StandardStream.isMeant(output) ? null : output;
    }

    /** Adds the file that events are shown in to those that a command names. */
    void name(NamedFiles files) {
        files.writes("-o", file());
    }

    /**
     * {@return what shows events}
     *
     * @param filter which of them
     * @param source where they come from
     * @param otherwise where they go if nothing is named: standard output or standard error
     * @param quiet whether only what went wrong is shown
     */
    EventView view(EventFilter filter, EventSource source, FileDescriptor otherwise, boolean quiet) throws IOException {
        Path file = file();
        FileDescriptor stream = output == null ? otherwise : FileDescriptor.out;
        String name = file != null
                ? file.toString()
                : stream == FileDescriptor.err ? "standard error" : StandardStream.OUTPUT;
        // Not closed: others have the same file, as a traced program its standard error.
        StandardStream standard = file == null ? new StandardStream(new FileOutputStream(stream)) : null;
        EventLine line = new EventLine(time, isColored(stream), source.facts().madeNanos(), source::instant);
        return new EventView(
                filter,
                line,
                isCounted() ? new CallCounts(countBy == null ? CallCounts.By.function : countBy) : null,
                print(standard != null ? standard : OutputFile.open(Objects.requireNonNull(file)), otherwise),
                name,
                quiet,
                decodeFds && !isCounted() ? new DescriptorPaths() : null,
                otherwise == FileDescriptor.out ? standard : null);
    }

    private static PrintStream print(OutputStream to, FileDescriptor otherwise) {
        // Of a program that runs, lines appear at once, and are there if this process is killed.
        boolean live = otherwise == FileDescriptor.err;
        return new PrintStream(live ? to : new BufferedOutputStream(to, 1 << 16), false, StandardCharsets.UTF_8);
    }

    private boolean isColored(FileDescriptor stream) {
        return switch (color) {
            case always -> true;
            case never -> false;
            case auto -> file() == null && System.getenv("NO_COLOR") == null && isTerminal(stream);
        };
    }

    /** Java knows it of standard input and output together only. */
    private static boolean isTerminal(FileDescriptor stream) {
        try {
            String file = Files.readSymbolicLink(
                            Path.of(stream == FileDescriptor.err ? "/proc/self/fd/2" : "/proc/self/fd/1"))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // no /proc, or standard error is closed
        }
    }
}
