package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fuzzer that follows which code its inputs reach (Jazzer) against everything that reads what others have written. So many runs
 * here, some seconds, since a build shall not end otherwise each time; {@code -Dshimgen.fuzz.seconds=3600} is for a night. What it finds stays in {@code target/fuzz}.
 */
class ReadersFuzzTest {

    private static final int SECONDS = Integer.getInteger("shimgen.fuzz.seconds", 0);
    private static final int RUNS = 3000;

    /** For the runs, on a slow machine. */
    private static final int MOST_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static Path library;
    private static Path pool;
    private static Path recording;

    @BeforeAll
    static void makeGoodOnes() throws Exception {
        library = TracedShim.of(folder, "Files", "FileOpen, FileStatus, ReadWrite, Sockets")
                .library("gcc");
        pool = folder.resolve("pool");
        recording = folder.resolve("trace.shimgen");
        ProcessBuilder program = new ProcessBuilder("cat", "/etc/passwd", "/missing")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try (TraceSession session = TraceSession.create(Path.of("/dev/shm"), 4 * PoolLayout.CHUNK_SIZE)) {
            session.start(program, library).waitFor();
            Files.copy(session.folder().resolve("pool"), pool);
        }
        try (TraceSession session = TraceSession.create()) {
            session.record(recording, event -> true);
            session.follow(session.start(program, library), event -> {});
        }
    }

    /**
     * Seen to fail with a length in a recording that was compared with what was left before the length itself had been read
     * (BufferUnderflowException), which the random changes of {@link RecordingTest} had not found; and with a library's path that
     * the locale cannot have (InvalidPathException).
     */
    @ParameterizedTest
    @EnumSource(ReaderFuzz.Reader.class)
    void readsOrRefuses(ReaderFuzz.Reader reader) throws Exception {
        Path base = switch (reader) {
            case LIBRARY -> library;
            case POOL -> pool;
            case RECORDING -> recording;
        };
        // What it has found before comes first.
        Path seeds =
                Path.of("src/test/fuzz", reader.name().toLowerCase(Locale.ROOT)).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus-" + reader));
        Path findings = Files.createDirectories(Path.of("target/fuzz").toAbsolutePath());
        CommandResult fuzzed = CommandRunner.run(
                ChildJava.command(
                        "-Xmx512m",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Dshimgen.fuzz.reader=" + reader,
                        "-Dshimgen.fuzz.base=" + base,
                        "-Dshimgen.fuzz.scratch=" + folder.resolve("scratch"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + ReaderFuzz.class.getName(),
                        "--instrumentation_includes=dev.shimgen.runtime.**",
                        // Those look for faults of other programs: injected commands, unsafe deserialization.
                        "--disabled_hooks=*",
                        "--reproducer_path=" + findings,
                        "-artifact_prefix=" + findings + "/",
                        SECONDS == 0 ? "-runs=" + RUNS : "-max_total_time=" + SECONDS,
                        SECONDS == 0 ? "-max_total_time=" + MOST_SECONDS : "-runs=-1",
                        "-timeout=10",
                        "-seed=1",
                        corpus.toString(),
                        seeds.toString()),
                folder,
                "",
                Duration.ofSeconds(SECONDS + MOST_SECONDS + 120L));
        assertThat(fuzzed.exitCode())
                .as(() -> fuzzed.stdout() + fuzzed.stderr())
                .isZero();
        assertThat(fuzzed.stderr()).containsPattern("Done \\d{3,} runs in");
    }
}
