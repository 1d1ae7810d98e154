package dev.shimgen.cli;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.FileReason;
import dev.shimgen.runtime.session.Recording;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands do with recordings. */
final class Recordings {

    private Recordings() {}

    static Recording open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read " + file + ": it is a folder"); // which can be opened, but not read
        }
        try {
            return Recording.open(file);
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    /**
     * Hands over all events, up to the damage if there is one.
     *
     * @return why the recording could not be read to its end; empty if it could
     */
    static Optional<IOException> read(Recording recording, Consumer<? super TraceEvent> consumer) {
        try {
            long more;
            do {
                more = recording.poll(consumer);
            } while (more > 0);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /**
     * Says on standard error what there is to know of a recording that has been read.
     *
     * @param damage why it could not be read to its end; empty if it could
     * @throws IOException that one
     */
    static void finish(
            Recording recording, Path file, EventFilter filter, Optional<IOException> damage, CommandSpec spec)
            throws IOException {
        sayIfUnknown(filter, recording, spec);
        sayIfCut(recording, file, spec);
        if (damage.isPresent()) {
            throw damage.get();
        }
    }

    /** Says on standard error which functions a filter names that a recording, which has been read, cannot have. */
    private static void sayIfUnknown(EventFilter filter, Recording recording, CommandSpec spec) {
        if (!recording.schemas().isEmpty()) {
            filter.unmatched(recording.schemas())
                    .forEach(warning -> spec.commandLine().getErr().println("shimgen: " + warning));
        }
    }

    /** Says on standard error that a recording, which has been read, has no end. That one is damaged is said as an error. */
    private static void sayIfCut(Recording recording, Path file, CommandSpec spec) {
        if (recording.isCut() && !recording.isDamaged()) {
            spec.commandLine()
                    .getErr()
                    .println("shimgen: " + file + " has no end: what has written it was killed, or found the disk full;"
                            + " this is what there is");
        }
    }
}
