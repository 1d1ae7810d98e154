package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.event.Block;
import dev.shimgen.runtime.event.TraceEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static Path library;

    /** A recording of a few programs. */
    private static byte[] bytes;

    /** What each event said when it was recorded. */
    private static List<String> live;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(folder, "Files", "FileOpen, FileStatus, ReadWrite, Descriptors, Processes")
                .library("gcc");
        Path file = folder.resolve("trace.shimgen");
        live = new ArrayList<>();
        try (TraceSession session = TraceSession.create()) {
            session.record(file, event -> true);
            follow(
                    session,
                    "ls -la /etc/apt; cat /missing; (exit 3); sleep 1; git --version; echo a | cat; kill -TERM $$");
            live.add(facts(session));
        }
        bytes = Files.readAllBytes(file);
    }

    private static void follow(TraceSession session, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        session.follow(session.start(builder, library), event -> live.add(all(event)));
    }

    /** All that can be asked of an event. */
    private static String all(TraceEvent event) {
        return event.process() + " " + event.processStart() + " " + event.parent() + " " + event.thread() + " "
                + event.began() + " "
                + event.ended() + " " + event.returned() + " " + event.result() + " " + event.error() + " "
                + event.failed() + " " + event.values() + " " + event.paths() + " " + event.pathBytes() + " "
                + event.library() + " " + event.text();
    }

    private static String facts(EventSource source) {
        return source.facts() + " " + source.lost() + " " + source.torn() + " " + source.unfinished();
    }

    private static Recording open(byte[] file) throws IOException {
        return Recording.open(Path.of("trace.shimgen"), new ByteArrayInputStream(file));
    }

    /** All of a recording, up to its end or to the exception, which is the last element then. */
    private static List<String> read(byte[] file) {
        List<String> said = new ArrayList<>();
        try (Recording recording = open(file)) {
            while (recording.poll(event -> said.add(all(event))) > 0) {
                // the next ones
            }
            said.add(recording.isCut() ? "cut" : facts(recording));
        } catch (IOException e) {
            said.add(e.toString());
        }
        return said;
    }

    /** Seen to fail with times of events that were told from the beginning of a frame when they were written only. */
    @Test
    void aRecordingSaysWhatTheSessionSaid() {
        assertThat(live).hasSizeGreaterThan(50);
        assertThat(live).anyMatch(event -> event.contains(" OptionalLong["));
        assertThat(String.join("\n", read(bytes))).isEqualTo(String.join("\n", live));
    }

    @Test
    void theTimeOfDayIsThatOfTheSession() throws Exception {
        Path file = own.resolve("trace");
        Instant instant;
        try (TraceSession session = TraceSession.create()) {
            session.record(file, event -> true);
            assertThatThrownBy(() -> session.record(file, event -> true)).isInstanceOf(IllegalStateException.class);
            instant = session.instant(12345);
        }
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.instant(12345)).isEqualTo(instant);
            assertThat(recording.facts().boot()).matches("[0-9a-f-]{36}");
            assertThat(recording.facts().host()).isNotEmpty();
            assertThat(recording.poll(event -> {})).isZero();
            assertThat(recording.isCut()).isFalse();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyWhatIsAskedForIsWritten() throws Exception {
        Path file = own.resolve("trace");
        try (TraceSession session = TraceSession.create()) {
            session.record(file, TraceEvent::failed);
            ProcessBuilder builder = new ProcessBuilder("cat", "/missing").redirectErrorStream(true);
            session.follow(session.start(builder, library), event -> {});
        }
        List<String> said = read(Files.readAllBytes(file));
        assertThat(said).hasSizeGreaterThan(1);
        assertThat(said.subList(0, said.size() - 1)).allMatch(event -> event.contains(" = -1 E"));
    }

    /** Where threads are when the program is killed, too. */
    @Test
    void callsThatHaveNotReturnedAreRecorded() throws Exception {
        Path file = own.resolve("trace");
        String said;
        try (TraceSession session = TraceSession.create()) {
            session.record(file, event -> true);
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 0.2 && kill -KILL $$ & read line");
            session.follow(session.start(builder, library), event -> {});
            assertThat(session.unfinished()).isNotEmpty();
            said = facts(session);
        }
        assertThat(read(Files.readAllBytes(file))).endsWith(said);
    }

    /** Seen to fail with a reader that took a frame's head without the frame for damage. */
    @Test
    void aFileThatEndsAnywhereIsReadUpToThere() {
        List<String> whole = read(bytes);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int size = i < 100 ? i : random.nextInt(bytes.length);
            List<String> said = read(Arrays.copyOf(bytes, size));
            String last = said.removeLast();
            assertThat(last).as("%d bytes", size).matches("cut|.*\\[SG0908\\] .*cut before it had begun.*");
            assertThat(whole.subList(0, said.size())).isEqualTo(said);
        }
        // As file systems leave it after the machine has stopped.
        assertThat(read(Arrays.copyOf(bytes, bytes.length + 4096)).getLast()).isEqualTo("cut");
    }

    /** Seen to fail without the checksum of a frame's content (damaged tables), and without that of its head (nothing said). */
    @Test
    void aDamagedFileIsRefusedOrReadUpToThere() {
        List<String> whole = read(bytes);
        Random random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = bytes.clone();
            int times = 1 + random.nextInt(3);
            for (int j = 0; j < times; j++) {
                // The heads of frames are a small part of all.
                int at = i % 3 == 0 ? random.nextInt(200) : random.nextInt(damaged.length);
                damaged[at] ^= (byte) (1 + random.nextInt(255));
            }
            if (i % 5 == 0) {
                byte[] noise = new byte[random.nextInt(100)];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, random.nextInt(damaged.length - 100), noise.length);
            }
            List<String> said = read(damaged);
            String last = said.removeLast();
            assertThat(whole.subList(0, said.size())).isEqualTo(said);
            if (!Arrays.equals(damaged, bytes)) {
                assertThat(last).matches(".*RecordingException: \\[SG09(08|09|10)\\] trace\\.shimgen: .*|cut");
            }
        }
    }

    @Test
    void whatIsNoRecordingIsSaid() {
        assertThat(read("#!/bin/sh\necho no recording\n".getBytes(StandardCharsets.US_ASCII)))
                .singleElement()
                .satisfies(said -> assertThat(said).contains("[SG0908]", "trace --record"));
        for (int version : List.of(RecordingFormat.VERSION - 1, RecordingFormat.VERSION + 1)) {
            byte[] other = bytes.clone();
            other[8] = (byte) version;
            assertThat(read(other))
                    .singleElement()
                    .satisfies(said -> assertThat(said)
                            .contains("[SG0909]", "version " + version, "version " + RecordingFormat.VERSION));
        }
        byte[] twice = Arrays.copyOf(bytes, bytes.length * 2 - RecordingFormat.HEAD_SIZE);
        System.arraycopy(bytes, RecordingFormat.HEAD_SIZE, twice, bytes.length, twice.length - bytes.length);
        assertThat(read(twice).getLast()).contains("[SG0910]", "something follows its end");
        assertThat(read(Arrays.copyOf(bytes, 0)))
                .singleElement()
                .satisfies(said -> assertThat(said).contains("[SG0908]"));
    }

    /**
     * Contents that lie, under checksums that are right. Seen to fail with a length and a number that were not compared with
     * their limits: NegativeArraySizeException, IndexOutOfBoundsException.
     */
    @Test
    void aFrameThatLiesIsRefused() throws Exception {
        Random random = new Random(3);
        List<byte[]> contents = RecordingFrames.contents(bytes);
        for (int i = 0; i < 3000; i++) {
            int which = 1 + random.nextInt(contents.size() - 1);
            byte[] lie = contents.get(which).clone();
            int times = 1 + random.nextInt(4);
            for (int j = 0; j < times; j++) {
                lie[random.nextInt(Math.min(lie.length, i % 2 == 0 ? 64 : lie.length))] = (byte) random.nextInt(256);
            }
            List<byte[]> all = new ArrayList<>(contents);
            all.set(which, lie);
            String last = read(RecordingFrames.file(all)).getLast();
            if (last.contains("Exception")) {
                assertThat(last).containsPattern("\\[SG09(0[234]|10)\\] ");
            }
        }
    }

    /** Seen to fail with an IndexOutOfBoundsException from the event's text. */
    @Test
    void anAddressThatIsNoneIsRefused() throws Exception {
        List<TraceEvent> events = new ArrayList<>();
        try (Recording recording = open(bytes)) {
            recording.poll(events::add);
        }
        TraceEvent event = events.stream()
                .filter(call -> !call.paths().isEmpty())
                .findFirst()
                .orElseThrow();
        int path = event.blocks().get(0).argument();
        TraceEvent lie = new TraceEvent(
                event.schema(),
                event.function(),
                1,
                TraceEvent.UNKNOWN_START,
                0,
                1,
                0,
                0,
                true,
                0,
                0,
                event.values(),
                List.of(new Block(path, Block.What.ADDRESS, new byte[3])));
        Path file = own.resolve("trace");
        try (Recorder recorder = new Recorder(file, SessionFacts.now(), all -> true)) {
            recorder.add(lie);
            recorder.end(new Recorder.Status(0, 0, List.of(), List.of(), OptionalLong.empty()), OptionalInt.empty());
        }
        assertThat(read(Files.readAllBytes(file)))
                .singleElement()
                .satisfies(said -> assertThat(said).contains("[SG0910]", "an address of 3 bytes"));
    }

    /** A length that nothing stands behind: what it says is never taken. */
    @Test
    void hugeLengthsTakeNoMemory() throws Exception {
        byte[] head = Arrays.copyOf(bytes, RecordingFormat.HEAD_SIZE + RecordingFormat.FRAME_HEAD_SIZE);
        ByteBuffer frame = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        for (int size : List.of(Integer.MAX_VALUE, -1, RecordingFormat.MOST + 1)) {
            for (int field : List.of(4, 8)) {
                frame.putInt(RecordingFormat.HEAD_SIZE + field, size);
                frame.putInt(RecordingFormat.HEAD_SIZE + 16, FrameWriter.crc(head, RecordingFormat.HEAD_SIZE, 16));
                assertThat(read(head))
                        .singleElement()
                        .satisfies(said -> assertThat(said).contains("[SG0910]"));
            }
        }
        // A megabyte of zeros has a thousand bytes: the frame says one more than fits.
        PackedWriter zeros = new PackedWriter();
        zeros.bytes(new byte[RecordingFormat.MOST + 1]);
        assertThat(read(written(RecordingFormat.Kind.FACTS, zeros)).getLast()).contains("[SG0910]");
    }

    /** Zeros are compressed to nothing, and each library's tables stay. Seen to fail: all of them were read. */
    @Test
    void tablesOfAllLibrariesTogetherAreBounded() throws Exception {
        List<byte[]> contents = RecordingFrames.contents(bytes);
        int at = 1;
        while (contents.get(at)[0] != RecordingFormat.Kind.LIBRARY.ordinal()) {
            at++;
        }
        byte[] good = contents.get(at);
        PackedReader in = new PackedReader(own, 0, ByteBuffer.wrap(good, 1, good.length - 1));
        PackedWriter out = new PackedWriter();
        out.text(in.text()).number(in.number()).number(in.number()).number(in.number());
        long sections = in.number();
        out.number(sections + 1);
        for (long i = 0; i < sections; i++) {
            out.text(in.text()).number(in.number()).bytes(in.bytes());
        }
        out.text("zeros").number(0).bytes(new byte[3 << 20]);
        byte[] large = new byte[out.size() + 1];
        large[0] = good[0];
        System.arraycopy(out.array(), 0, large, 1, out.size());
        contents.add(at, large);
        assertThat(read(RecordingFrames.file(contents)).getLast()).doesNotContain("tables of more");
        contents.add(at, large);
        assertThat(read(RecordingFrames.file(contents)).getLast()).contains("[SG0910]", "tables of more than");
    }

    /** A JVM of 24 MiB writes two million events and reads them. Seen to fail with a list of all events of a recording. */
    @Test
    void memoryIsBounded() throws Exception {
        Path file = Files.write(own.resolve("small"), bytes);
        Process process = java("-Xmx24m", Copies.class.getName(), file.toString(), "2000000");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("2000000 events\n");
        assertThat(process.waitFor()).isZero();
    }

    /** Writes the events of a recording again and again, and reads them. */
    static final class Copies {

        private Copies() {}

        public static void main(String[] arguments) throws IOException {
            Path small = Path.of(arguments[0]);
            int size = Integer.parseInt(arguments[1]);
            Path large = small.resolveSibling("large");
            List<TraceEvent> events = new ArrayList<>();
            try (Recording recording = Recording.open(small)) {
                while (recording.poll(events::add) > 0) {
                    // the next ones
                }
                Recorder.Status status = new Recorder.Status(0, 0, List.of(), List.of(), OptionalLong.empty());
                try (Recorder recorder = new Recorder(large, recording.facts(), event -> true)) {
                    for (int done = 0; done < size; done++) {
                        recorder.add(events.get(done % events.size()));
                        recorder.look(() -> status);
                    }
                    recorder.end(status, OptionalInt.empty());
                }
            }
            long count = 0;
            try (Recording recording = Recording.open(large)) {
                long more;
                do {
                    more = recording.poll(event -> {});
                    count += more;
                } while (more > 0);
            }
            System.out.println(count + " events");
        }
    }

    /** Seen to fail without frames that are written while nothing happens: no event was in the file. */
    @Test
    void aKilledRecorderLeavesWhatItHasWritten() throws Exception {
        Path file = own.resolve("trace");
        Process process = java(
                "-Xmx256m",
                Endless.class.getName(),
                file.toString(),
                library.toString(),
                "cat /missing 2>/dev/null; echo begun; read line; while cat /etc/hostname; do :; done");
        try {
            assertThat(process.getInputStream().read()).isEqualTo('b');
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (read(Files.readAllBytes(file)).stream()
                    .noneMatch(event -> event.contains("open") && event.contains("\"/missing\""))) {
                assertThat(System.nanoTime()).isLessThan(limit);
                Thread.sleep(20);
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            Thread.sleep(2500);
        } finally {
            // First the recorder: without its program, it would complete the file.
            List<ProcessHandle> program = process.descendants().toList();
            process.destroyForcibly().waitFor();
            program.forEach(ProcessHandle::destroyForcibly);
        }
        List<String> said = read(Files.readAllBytes(file));
        assertThat(said).endsWith("cut");
        assertThat(said.stream().filter(event -> event.contains("/etc/hostname")))
                .hasSizeGreaterThan(3);
    }

    /** Records a shell's commands until it is killed. */
    static final class Endless {

        private Endless() {}

        public static void main(String[] arguments) throws Exception {
            try (TraceSession session = TraceSession.create()) {
                session.record(Path.of(arguments[0]), event -> true);
                ProcessBuilder builder = new ProcessBuilder("sh", "-c", arguments[2]).inheritIO();
                session.follow(session.start(builder, Path.of(arguments[1])), event -> {});
            }
        }
    }

    /** Seen to fail with a part of a frame left at the end. */
    @Test
    void aFullDiskIsSaidAndWhatIsThereCanBeRead() throws Exception {
        assertThatThrownBy(() -> new Recorder(Path.of("/dev/full"), SessionFacts.now(), event -> true))
                .isInstanceOf(RecordingException.class)
                .hasMessageContainingAll("[SG0911] /dev/full", "No space left");
        assertThatThrownBy(() -> new Recorder(own.resolve("none/x"), SessionFacts.now(), event -> true))
                .isInstanceOf(RecordingException.class)
                .hasMessageContainingAll("[SG0911]", "none/x", "no such file or folder");
        Files.write(own.resolve("small"), bytes);
        // A file of at most 100 KiB: the write that reaches it is cut, and the next one refused.
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        "trap '' XFSZ; ulimit -f 100; exec \"$@\"",
                        "bash",
                        ChildJava.program(),
                        "-cp",
                        Objects.requireNonNull(System.getProperty("java.class.path")),
                        Copies.class.getName(),
                        own.resolve("small").toString(),
                        "2000000")
                .redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("[SG0911]", "What was written up to now can be read");
        byte[] large = Files.readAllBytes(own.resolve("large"));
        assertThat(RecordingFrames.contents(large))
                .as("whole frames and the head")
                .hasSizeGreaterThan(3);
        List<String> read = read(large);
        assertThat(read).hasSizeGreaterThan(1000).endsWith("cut");
    }

    private static Process java(String... arguments) throws IOException {
        return new ProcessBuilder(ChildJava.command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static byte[] written(RecordingFormat.Kind kind, PackedWriter content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, RecordingFormat.HEAD_SIZE);
        try (FrameWriter frames = new FrameWriter(Path.of("trace.shimgen"), Channels.newChannel(out))) {
            frames.write(kind, content);
        }
        return out.toByteArray();
    }
}
