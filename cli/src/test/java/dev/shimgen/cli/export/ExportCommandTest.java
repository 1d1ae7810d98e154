package dev.shimgen.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.cli.CommandRun;
import dev.shimgen.runtime.event.CallTally;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.Recording;
import dev.shimgen.runtime.session.TracedShim;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a build by make, read by programs that know nothing of shimgen; and the queries of the documentation. */
class ExportCommandTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "exports.md");

    private static final String MAKEFILE = """
            CC = gcc
            all: hello
            hello: main.o util.o
            \t$(CC) -o $@ $^
            main.o: main.c util.h
            \t$(CC) -c -o $@ $<
            util.o: util.c util.h
            \t$(CC) -c -o $@ $<
            """;

    /** The folder of the build, in which the commands run. */
    @TempDir
    private static Path folder;

    private static List<TraceEvent> events;

    private static Recording recording;

    @BeforeAll
    static void build() throws Exception {
        Path shim = Files.createDirectory(folder.resolve("shim"));
        Path library = TracedShim.of(
                        shim,
                        "Files",
                        "FileOpen, FileStatus, FileAccess, FileTrees, Links, Streams, ReadWrite, Processes")
                .library("gcc");
        Files.writeString(folder.resolve("Makefile"), MAKEFILE);
        Files.writeString(folder.resolve("util.h"), "#include \"hidden.h\"\nint twice(int);\n");
        // Included, and named by no rule.
        Files.writeString(folder.resolve("hidden.h"), "#define TWO 2\n");
        Files.writeString(folder.resolve("util.c"), "#include \"util.h\"\nint twice(int x) { return TWO * x; }\n");
        Files.writeString(
                folder.resolve("main.c"),
                "#include <stdio.h>\n#include \"util.h\"\nint main(void) { return twice(0); }\n");
        Files.writeString(folder.resolve("build.sh"), """
                make -s
                cat "$(printf 'caf\\303\\251 \\001"\\\\\\n')" "$(printf 'bad\\377')" /proc/self/none 2>/dev/null
                perl -e 'rename "missing", "there"'
                exit 0
                """);
        CommandRun run =
                command("trace", "-s", library.toString(), "--record", "trace.shimgen", "--", "bash", "build.sh");
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isZero();
        events = new ArrayList<>();
        recording = Recording.open(folder.resolve("trace.shimgen"));
        while (recording.poll(events::add) > 0) {
            // the next ones
        }
        recording.close();
        assertThat(events).hasSizeGreaterThan(1000);
    }

    private static CommandRun command(String... arguments) throws Exception {
        return CommandRun.of(folder, arguments);
    }

    /** Seen to fail with fields that were left out where they had no value. */
    @Test
    void eachLineHasTheFieldsOfTheDocument() throws Exception {
        List<String> rows = command("export", "--format", "jsonl", "trace.shimgen")
                .output()
                .lines()
                .toList();
        assertThat(rows).hasSize(events.size() + 1);
        List<String> documented = documentedFields();
        for (String row : rows) {
            List<String> fields = new ArrayList<>();
            // A name follows the brace or a comma; in a text, each quote has a backslash in front.
            Matcher matcher = Pattern.compile("[{,]\"(\\w+)\":(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^,\"}]+)")
                    .matcher(row);
            int end = 0;
            while (matcher.find() && matcher.start() == end) {
                fields.add(matcher.group(1));
                end = matcher.end();
            }
            assertThat(row.substring(end)).isEqualTo("}");
            assertThat(fields).isEqualTo(documented);
        }
        assertThat(rows.getLast()).contains("\"kind\":\"end\"", "\"lost\":0,\"torn\":0,\"cut\":false");
    }

    private static List<String> documentedFields() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = Pattern.compile("\\| (`\\w+`(?:, `\\w+`)*) \\|.*").matcher(line);
            if (row.matches()) {
                Stream.of(row.group(1).split(", ", -1))
                        .map(name -> name.replace("`", ""))
                        .forEach(names::add);
            }
        }
        // Pairs have one row in the document.
        assertThat(names).hasSize(25);
        return names;
    }

    @Test
    void pathsKeepTheirBytes() throws Exception {
        try (Connection database = load()) {
            String odd = "caf\u00e9 \u0001\"\\";
            assertThat(rows(database, "SELECT DISTINCT path, path_bytes FROM events WHERE path LIKE 'caf%'"))
                    .containsExactly(odd + "|null");
            assertThat(rows(database, "SELECT DISTINCT path, path_bytes FROM events WHERE path LIKE 'bad%'"))
                    .containsExactly("bad\ufffd|YmFk/w==");
            assertThat(
                            rows(
                                    database,
                                    "SELECT DISTINCT path, path2, fd FROM events WHERE function LIKE 'rename%' AND path2 = 'there'"))
                    .containsExactly("missing|there|null");
        }
    }

    @Test
    void descriptorsAreKnownByTheSpec() throws Exception {
        try (Connection database = load()) {
            assertThat(rows(
                            database,
                            "SELECT count(*) > 0, bool_and(fd >= 0) FROM events WHERE function IN ('read', 'close')"))
                    .containsExactly("true|true");
        }
    }

    /** What was exported is what was recorded, by a reader of JSON that is not ours. */
    @Test
    void rowsSayWhatTheEventsSay() throws Exception {
        try (Connection database = load()) {
            List<String> expected = new ArrayList<>();
            for (TraceEvent event : events) {
                expected.add(event.process() + "|" + event.parent() + "|" + event.thread() + "|"
                        + event.function().name() + "|"
                        + event.failed() + "|" + event.text() + "|"
                        + (event.returned() ? event.ended() - event.began() : "null") + "|"
                        + (recording.instant(event.began()).getEpochSecond() * 1_000_000_000L
                                + recording.instant(event.began()).getNano())
                        + "|" + recording.facts().boot());
            }
            assertThat(rows(
                            database,
                            "SELECT pid, ppid, tid, function, failed, text, duration_ns, began_ns, boot FROM events"
                                    + " WHERE kind = 'call'"))
                    .isEqualTo(expected);
            assertThat(rows(database, "SELECT count(*) FROM events WHERE epoch_ns(began) <> began_ns"))
                    .containsExactly("0");
            assertThat(rows(database, "SELECT count(*) > 0 FROM events WHERE pid_start IS NOT NULL"))
                    .containsExactly("true");
            assertThat(rows(database, "SELECT count(*) FROM events WHERE ppid = 0 AND kind = 'call'"))
                    .containsExactly("0");
            assertThat(rows(database, "SELECT DISTINCT errno FROM events WHERE path = '/proc/self/none' AND failed"))
                    .containsExactly("ENOENT");
        }
    }

    /** The queries of the document, as they stand there. */
    @Test
    void theDocumentsQueriesAnswer() throws Exception {
        try (Connection database = load()) {
            String parquet = folder.resolve("parquet").toString();
            execute(database, query("parquet").replace("'parquet'", "'" + parquet + "'"));
            try (Stream<Path> files = Files.walk(folder.resolve("parquet"))) {
                assertThat(files.map(Path::toString))
                        .anyMatch(
                                file -> file.matches(".*/run=[^/]+/date=\\d{4}-\\d\\d-\\d\\d/host=[^/]+/.*\\.parquet"));
            }
            execute(database, query("read").replace("parquet/**", parquet + "/**"));
            Process rules = new ProcessBuilder("bash", "-c", query("rules"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(rules.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(rules.waitFor()).isZero();
            assertThat(Files.readAllLines(folder.resolve("rules.txt"))).contains("main.c", "util.h", "hello");
            String undeclared = query("undeclared").replace("'rules.txt'", "'" + folder.resolve("rules.txt") + "'");
            assertThat(rows(database, undeclared)).contains("hidden.h").doesNotContain("util.h", "main.c", "util.c");
            List<String> slowest = rows(database, query("slowest"));
            assertThat(slowest).hasSize(10);
            List<Double> times = slowest.stream()
                    .map(row -> Double.valueOf(row.split("\\|", -1)[2]))
                    .toList();
            assertThat(times).isSortedAccordingTo(Comparator.reverseOrder()).allMatch(time -> time >= 0);
            assertThat(rows(database, query("errors"))).anyMatch(row -> row.startsWith("ENOENT|"));
            assertThat(rows(database, query("missing"))).isEmpty();
            CallTally tally = new CallTally();
            Map<String, Integer> calls = new HashMap<>();
            events.stream()
                    .filter(event -> tally.of(event) == CallTally.Share.CALL)
                    .forEach(event -> calls.merge(event.function().name(), 1, Integer::sum));
            assertThat(rows(database, query("once")))
                    .containsExactlyInAnyOrderElementsOf(calls.entrySet().stream()
                            .map(entry -> entry.getKey() + "|" + entry.getValue())
                            .toList());
        }
    }

    /** Seen to fail: what was damaged, or has no last row, was not found. */
    @Test
    void whatIsMissingIsFound() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("trace.shimgen"));
        byte[] damaged = whole.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(folder.resolve("damaged"), damaged);
        Path traces = Files.createDirectory(folder.resolve("incomplete"));
        command("export", "-f", "jsonl", "-o", "incomplete/", "damaged");
        String run = recording.facts().run() + "|" + recording.facts().host() + "|";
        assertThat(missing(traces)).containsExactly(run + "0|0|true");
        command("export", "-f", "jsonl", "-o", "incomplete/", "trace.shimgen");
        assertThat(missing(traces)).isEmpty();
        Path file;
        try (Stream<Path> files = Files.walk(traces)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        List<String> rows = Files.readAllLines(file);
        Files.write(file, rows.subList(0, rows.size() - 1));
        assertThat(missing(traces)).containsExactly(run + "null|null|true");
    }

    private static List<String> missing(Path traces) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(database, query("load").replace("traces/**", traces + "/**"));
            return rows(database, query("missing"));
        }
    }

    private static Connection load() throws Exception {
        if (!Files.exists(folder.resolve("traces"))) {
            CommandRun run = command("export", "--format", "jsonl", "-o", "traces/", "trace.shimgen");
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).isEmpty();
        }
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        execute(database, query("load").replace("traces/**", folder.resolve("traces") + "/**"));
        return database;
    }

    private static void execute(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(query);
        }
    }

    private static List<String> rows(Connection database, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static String query(String name) throws IOException {
        Matcher block = Pattern.compile("```\\w+ name=" + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).as(name).isTrue();
        return block.group(1);
    }

    @Test
    void aFolderHasAPlaceForEachSession() throws Exception {
        Path traces = folder.resolve("others");
        Files.createDirectory(traces);
        for (int i = 0; i < 2; i++) {
            assertThat(command("export", "-f", "jsonl", "-o", "others", "trace.shimgen")
                            .status())
                    .isZero();
        }
        command("export", "-f", "perfetto", "-o", "others", "trace.shimgen");
        String session = "run=" + recording.facts().run() + "/date="
                + recording.facts().made().toString().substring(0, 10) + "/host="
                + recording.facts().host() + "/";
        try (Stream<Path> files = Files.walk(traces)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> traces.relativize(file).toString())
                            .sorted()
                            .toList())
                    .containsExactly(session + "events.jsonl", session + "events.pftrace");
        }
    }

    @Test
    void filtersHold() throws Exception {
        assertThat(command("export", "-f", "jsonl", "--failed", "-P", "/proc/self/none", "trace.shimgen")
                        .output()
                        .lines()
                        .filter(row -> row.contains("\"kind\":\"call\"")))
                .isNotEmpty()
                .allMatch(row -> row.contains("\"path\":\"/proc/self/none\""));
    }

    /** Decoded by the wire format: each slice is inside of another one or beside it, and has the time of its event. */
    @Test
    void perfettoShowsEachCallOnItsThread() throws Exception {
        command("export", "-f", "perfetto", "-o", "trace.pftrace", "trace.shimgen");
        Protobuf trace = Protobuf.of(ByteBuffer.wrap(Files.readAllBytes(folder.resolve("trace.pftrace"))));
        List<Protobuf> packets = trace.messages(1);
        assertThat(trace.fields()).hasSameSizeAs(packets);
        assertThat(packets).allMatch(packet -> packet.number(10) == 1);
        Protobuf clocks = packets.get(0).message(6);
        assertThat(packets.get(0).number(13)).isEqualTo(1);
        assertThat(clocks.number(2)).isEqualTo(3);
        assertThat(clocks.messages(1))
                .anyMatch(clock -> clock.number(1) == 3
                        && clock.number(2) == recording.facts().madeNanos());
        Map<Long, String> tracks = new HashMap<>();
        Map<Long, String> names = new HashMap<>();
        Map<Long, Deque<String>> open = new HashMap<>();
        List<String> said = new ArrayList<>();
        for (Protobuf packet : packets) {
            if (packet.has(60)) {
                Protobuf track = packet.message(60);
                String id = track.has(4)
                        ? track.message(4).number(1) + "/" + track.message(4).number(2)
                        : "process " + track.message(3).number(1);
                assertThat(tracks.put(track.number(1), id)).isNull();
            }
            if (packet.has(12)) {
                packet.message(12).messages(2).forEach(name -> names.put(name.number(1), name.text(2)));
            }
        }
        assertThat(tracks.values()).doesNotHaveDuplicates();
        // As Perfetto does: by time, and in the order of the file where that is the same.
        List<Protobuf> sorted = packets.stream()
                .filter(packet -> packet.has(11))
                .sorted(Comparator.comparingLong(packet -> packet.number(8)))
                .toList();
        for (Protobuf packet : sorted) {
            assertThat(packet.number(58)).isEqualTo(3);
            Protobuf event = packet.message(11);
            long track = event.number(11);
            String thread = Objects.requireNonNull(tracks.get(track));
            Deque<String> slices = open.computeIfAbsent(track, id -> new ArrayDeque<>());
            switch ((int) event.number(9)) {
                case 1 ->
                    slices.push(thread + " " + names.get(event.number(10)) + " " + call(event) + " " + event.text(22)
                            + " " + packet.number(8));
                case 2 -> said.add(slices.pop() + " " + packet.number(8));
                case 3 -> said.add(thread + " " + names.get(event.number(10)) + " " + call(event));
                default -> throw new AssertionError("a type of event");
            }
        }
        assertThat(open.values()).allMatch(Deque::isEmpty);
        List<String> expected = new ArrayList<>();
        for (TraceEvent event : events) {
            String front = event.process() + "/" + event.thread() + " "
                    + event.function().name() + " " + event.text();
            expected.add(
                    event.returned()
                            ? front + " " + (event.failed() ? "failed" : "call") + " " + event.began() + " "
                                    + event.ended()
                            : front);
        }
        assertThat(said).hasSameSizeAs(expected);
        // The clock's pace is known better from look to look, so calls may seem to overlap by some nanoseconds.
        List<String> moved = new ArrayList<>(said);
        moved.removeAll(new HashSet<>(expected));
        assertThat(moved).hasSizeLessThan(said.size() / 20);
    }

    private static String call(Protobuf event) {
        return event.messages(4).stream()
                .filter(annotation -> annotation.text(10).equals("call"))
                .map(annotation -> annotation.text(6))
                .findFirst()
                .orElseThrow();
    }
}
