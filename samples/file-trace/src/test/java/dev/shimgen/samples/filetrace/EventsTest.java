package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.session.TraceSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of other programs, as records. */
final class EventsTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path libraries;

    private final List<FileTraceEvent> events = new ArrayList<>();

    private void trace(String... command) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder program = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            session.followCursor(
                    session.start(program, Preload.library(libraries)), cursor -> events.add(FileTraceEvent.of(cursor)));
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
        }
    }

    @Test
    void argumentsResultsAndErrorsHaveTheirTypes() throws Exception {
        Files.writeString(folder.resolve("file"), "four");
        trace("bash", "-c", "cat file missing; mkdir -m 0750 new; ln -s file link; readlink link; stat file");
        List<String> told = new ArrayList<>();
        for (FileTraceEvent event : events) {
            switch (event) {
                case FileTraceEvent.Open(String path, int flags, int mode, int result, var call)
                when path.equals("file") -> {
                    told.add("open");
                    assertThat(flags & FileTraceConstants.O_ACCMODE).isEqualTo(FileTraceConstants.O_RDONLY);
                    assertThat(mode).isZero();
                    assertThat(result).isPositive();
                    assertThat(call.failed()).isFalse();
                    assertThat(call.ended()).isGreaterThanOrEqualTo(call.began());
                    assertThat(call.process()).isEqualTo(call.thread()).isPositive();
                }
                case FileTraceEvent.Open(String path, int flags, int mode, int result, var call)
                when path.equals("missing") -> {
                    told.add("missing");
                    assertThat(result).isEqualTo(-1);
                    assertThat(call.errno()).contains(Errno.ENOENT);
                    assertThat(call.failed()).isTrue();
                }
                case FileTraceEvent.Mkdir(String path, int mode, int result, var call)
                when path.equals("new") -> {
                    told.add("mkdir");
                    assertThat(mode).isEqualTo(0750);
                }
                case FileTraceEvent.Symlinkat link -> {
                    told.add("symlink");
                    assertThat(link.toString()).contains("file", "link");
                }
                case FileTraceEvent.Statx(int directory, String path, int flags, int mask, Statx statx, int result, var call)
                when path.equals("file") && result == 0 -> {
                    told.add("statx");
                    assertThat(statx.stx_size()).isEqualTo(4);
                }
                default -> {}
            }
        }
        assertThat(told).contains("open", "missing", "mkdir", "symlink", "statx");
    }

    /** A function that another shim of the session traces, and this one does not. */
    @Test
    void allEventsOfThisShimHaveARecord() throws Exception {
        trace("ls", "-l", "/etc");
        assertThat(events).isNotEmpty().noneMatch(FileTraceEvent.Other.class::isInstance);
    }
}
