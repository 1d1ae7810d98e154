package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.session.Recording;
import dev.shimgen.runtime.session.TracedShim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace --record} and {@code replay}, as their users run them. */
class RecordingCommandTest {

    private static Path library;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(folder, "Files", "FileOpen, ReadWrite, Descriptors, Processes")
                .library("gcc");
    }

    private CommandRun record(String... more) throws Exception {
        String[] all =
                Arrays.copyOf(new String[] {"trace", "-s", library.toString(), "--record", "trace"}, 5 + more.length);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(own, all);
    }

    private CommandRun replay(String... more) throws Exception {
        String[] all = Arrays.copyOf(new String[] {"replay", "trace"}, 2 + more.length);
        System.arraycopy(more, 0, all, 2, more.length);
        return CommandRun.of(own, all);
    }

    /** Its last frame, which is the end. */
    private void damage() throws Exception {
        byte[] bytes = Files.readAllBytes(own.resolve("trace"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(own.resolve("trace"), bytes);
    }

    @Test
    void aReplaySaysWhatTheTraceSaid() throws Exception {
        CommandRun run =
                record("-o", "lines", "-t", "wall", "--", "sh", "-c", "cat /etc/passwd /missing | wc -l; exit 7");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.errors()).isEqualTo("cat: /missing: No such file or directory\n");
        CommandRun replay = replay("-t", "wall");
        assertThat(replay.status()).isZero();
        assertThat(replay.errors()).isEmpty();
        assertThat(replay.output().lines()).hasSizeGreaterThan(10);
        assertThat(replay.output()).isEqualTo(Files.readString(own.resolve("lines")));
    }

    /** Seen to fail with lines on standard error while a program was recorded. */
    @Test
    void nothingIsShownThatIsNotAskedFor() throws Exception {
        CommandRun run = record("--", "cat", "/missing");
        assertThat(run.errors()).isEqualTo("cat: /missing: No such file or directory\n");
        assertThat(record("-c", "--", "cat", "/etc/passwd").errors()).contains("calls", "open");
    }

    @Test
    void filtersAndCountsAreThoseOfTrace() throws Exception {
        record("--", "cat", "/etc/passwd", "/missing", "/missing");
        assertThat(replay("-e", "open*", "-P", "/missing", "--failed").output().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("= -1 ENOENT"));
        assertThat(replay("-c", "--count-by", "path").output().lines())
                .anyMatch(row -> row.matches(" *[\\d.]+ .* +2 +2 +/missing"));
        assertThat(replay("-o", "file", "--failed").output()).isEmpty();
        assertThat(Files.readString(own.resolve("file"))).contains("/missing");
        // What is recorded is filtered by the same options.
        record("-e", "close", "--", "cat", "/etc/passwd");
        assertThat(replay().output().lines()).isNotEmpty().allMatch(line -> line.contains("] close("));
    }

    @Test
    void whereAKilledProgramWasIsRecorded() throws Exception {
        record("--", "sh", "-c", "sleep 0.2 && kill -KILL $$ & read line");
        assertThat(replay("-e", "read").output()).contains("read( <unfinished ...>");
    }

    /** Seen to fail without a word about the end that is missing. */
    @Test
    void aKilledRecorderLeavesWhatItHasSeen() throws Exception {
        Process process = CommandRun.start(
                own,
                ProcessBuilder.Redirect.PIPE,
                own.resolve("errors").toFile(),
                "trace",
                "-s",
                library.toString(),
                "--record",
                "trace",
                "--",
                "sh",
                "-c",
                "cat /etc/passwd >/dev/null; sleep 2; echo x; sleep 60");
        assertThat(process.getInputStream().read()).isEqualTo('x');
        List<ProcessHandle> program = process.descendants().toList();
        assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
        program.forEach(ProcessHandle::destroyForcibly);
        CommandRun replay = replay();
        assertThat(replay.status()).isZero();
        assertThat(replay.output()).contains("open", "\"/etc/passwd\"");
        assertThat(replay.errors()).hasLineCount(1).contains("trace has no end");
    }

    @Test
    void aDamagedRecordingIsShownUpToTheDamage() throws Exception {
        record("--", "cat", "/etc/passwd");
        String whole = replay().output();
        damage();
        CommandRun replay = replay();
        assertThat(replay.status()).isEqualTo(Shimgen.FAILED);
        assertThat(replay.output()).isEqualTo(whole);
        assertThat(replay.errors()).hasLineCount(1).contains("[SG0910] trace: is damaged at byte");
    }

    /** Seen to fail: the page was not there, and the exported file had no end. */
    @Test
    void aPageAndAnExportOfADamagedRecordingHaveWhatIsBeforeTheDamage() throws Exception {
        record("--", "cat", "/etc/passwd");
        damage();
        CommandRun report = CommandRun.of(own, "report", "trace", "-o", "page.html");
        assertThat(report.status()).isEqualTo(Shimgen.FAILED);
        assertThat(report.errors()).hasLineCount(1).contains("[SG0910] trace: is damaged at byte");
        assertThat(own.resolve("page.html")).content().contains("/etc/passwd", "\"extent\":\"DAMAGED\"");
        for (String output : List.of("rows", "folder/")) {
            CommandRun export = CommandRun.of(own, "export", "-f", "jsonl", "-o", output, "trace");
            assertThat(export.status()).isEqualTo(Shimgen.FAILED);
            assertThat(export.errors()).hasLineCount(1).contains("[SG0910] trace: is damaged at byte");
        }
        Path rows = own.resolve("rows");
        assertThat(Files.readAllLines(rows))
                .anyMatch(row -> row.contains("/etc/passwd"))
                .last()
                .asString()
                .contains("\"kind\":\"end\"", "\"cut\":true");
        try (Stream<Path> files = Files.walk(own.resolve("folder"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasSameTextualContentAs(rows));
        }
        assertThat(CommandRun.of(own, "export", "-f", "jsonl", "trace"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(run -> assertThat(run.output()).isEqualTo(Files.readString(rows)));
    }

    /** Seen to fail: nothing in the page said that it has not all. */
    @Test
    void aPageSaysThatItsRecordingIsCut() throws Exception {
        record("--", "cat", "/etc/passwd");
        byte[] bytes = Files.readAllBytes(own.resolve("trace"));
        Files.write(own.resolve("trace"), Arrays.copyOf(bytes, bytes.length - 1));
        CommandRun report = CommandRun.of(own, "report", "trace", "-o", "page.html");
        assertThat(report.status()).isZero();
        assertThat(report.errors()).hasLineCount(1).contains("trace has no end");
        assertThat(own.resolve("page.html")).content().contains("\"extent\":\"CUT\"");
    }

    /** Seen to fail: the times of each view began at 0. */
    @Test
    void timesOfTwoViewsCanBeCompared() throws Exception {
        record("-o", "lines", "-t", "relative", "--", "cat", "/etc/passwd");
        String all = replay("-t", "relative").output();
        assertThat(Files.readString(own.resolve("lines"))).isEqualTo(all);
        assertThat(replay("-t", "relative", "-e", "close").output().lines())
                .isNotEmpty()
                .allMatch(all.lines().toList()::contains);
    }

    /** Seen to fail without a word. */
    @Test
    void aFunctionThatIsNotRecordedIsSaid() throws Exception {
        record("--", "cat", "/etc/passwd");
        for (List<String> command :
                List.of(List.of("replay"), List.of("report", "-o", "page.html"), List.of("export", "-f", "jsonl"))) {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of("trace", "-e", "nosuch", "-e", "execve", "-e", "open*"));
            CommandRun run = CommandRun.of(own, words.toArray(String[]::new));
            assertThat(run.status()).isZero();
            assertThat(run.errors())
                    .isEqualTo("shimgen: no function that is traced is named 'nosuch', so -e 'nosuch' shows none\n");
        }
    }

    /** Seen to fail with a file that is named -. */
    @Test
    void aDashIsStandardOutput() throws Exception {
        record("--", "cat", "/etc/passwd");
        assertThat(replay("-o", "-").output()).isNotEmpty().isEqualTo(replay().output());
        assertThat(CommandRun.of(own, "export", "-f", "jsonl", "trace", "-o", "-")
                        .output())
                .isEqualTo(CommandRun.of(own, "export", "-f", "jsonl", "trace").output())
                .isNotEmpty();
        assertThat(CommandRun.of(own, "report", "trace", "-o", "-"))
                .satisfies(run -> assertThat(run.status()).isZero())
                .satisfies(run ->
                        assertThat(run.output()).startsWith("<!DOCTYPE html>").endsWith("</html>\n"));
        assertThat(own.resolve("-")).doesNotExist();
    }

    /** Once such a file had rw-r--r--, whatever the recording had. Seen to fail with that; that a mode is kept was only seen to pass. */
    @Test
    void whatIsMadeOfARecordingIsAsPrivate() throws Exception {
        record("-o", "lines", "--report", "live.html", "--", "cat", "/etc/passwd");
        CommandRun.of(own, "replay", "trace", "-o", "replayed");
        CommandRun.of(own, "report", "trace", "-o", "page.html");
        CommandRun.of(own, "export", "-f", "jsonl", "-o", "rows", "trace");
        CommandRun.of(own, "export", "-f", "perfetto", "-o", "folder/", "trace");
        try (Stream<Path> files = Files.walk(own)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith("errors")))
                    .hasSize(7)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
        for (String name : List.of("page.html", "rows")) {
            Files.setPosixFilePermissions(own.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        }
        CommandRun.of(own, "report", "trace", "-o", "page.html", "-Z");
        CommandRun.of(own, "export", "-f", "jsonl", "-o", "rows", "trace", "-Z");
        for (String name : List.of("page.html", "rows")) {
            assertThat(Files.getPosixFilePermissions(own.resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    /** Seen to fail: "No space left on device", and "Bad file descriptor", and nothing else. */
    @Test
    void whereNothingCanBeWrittenIsNamed() throws Exception {
        record("--", "cat", "/etc/passwd");
        assertThat(CommandRun.of(own, "export", "-f", "jsonl", "-o", "/dev/full", "trace"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(run -> assertThat(run.errors()).hasLineCount(1).contains("cannot write to /dev/full: "));
        for (String[] command : new String[][] {
            {"export", "-f", "jsonl", "trace"}, {"export", "-f", "perfetto", "trace"}, {"report", "trace", "-o", "-"}
        }) {
            for (String output : List.of(">/dev/full", ">&-")) {
                List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + output, "sh"));
                words.addAll(CommandRun.line(command));
                Process process = new ProcessBuilder(words)
                        .directory(own.toFile())
                        .redirectError(own.resolve("errors").toFile())
                        .start();
                assertThat(process.waitFor()).as(command[0] + output).isEqualTo(Shimgen.FAILED);
                assertThat(own.resolve("errors")).content().hasLineCount(1).contains("to standard output: ");
            }
        }
    }

    /** Seen to fail: the recording was empty afterwards, or a page. */
    @Test
    void aRecordingIsNotItsOwnOutput() throws Exception {
        record("--", "cat", "/etc/passwd");
        byte[] whole = Files.readAllBytes(own.resolve("trace"));
        Files.createSymbolicLink(own.resolve("soft"), Path.of("trace"));
        Files.createLink(own.resolve("hard"), own.resolve("trace"));
        Files.createDirectory(own.resolve("sub"));
        for (String output : List.of("trace", "./sub/../trace", "soft", "hard", "/proc/self/cwd/trace")) {
            for (List<String> command :
                    List.of(List.of("replay"), List.of("report"), List.of("export", "-f", "jsonl"))) {
                List<String> words = new ArrayList<>(command);
                words.addAll(List.of("trace", "-o", output));
                CommandRun run = CommandRun.of(own, words.toArray(String[]::new));
                assertThat(run.status()).as(words.toString()).isEqualTo(2);
                assertThat(run.errors()).contains("-o " + output + " is the recording itself");
                assertThat(own.resolve("trace")).hasBinaryContent(whole);
            }
        }
        // An export into a folder has a name of its own.
        CommandRun.of(own, "export", "-f", "jsonl", "-o", "folder/", "trace");
        Path exported;
        try (Stream<Path> files = Files.walk(own.resolve("folder"))) {
            exported = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.write(exported, whole);
        CommandRun run = CommandRun.of(own, "export", "-f", "jsonl", "-o", "folder/", exported.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(exported).hasBinaryContent(whole);
        assertThat(CommandRun.of(own, "replay", "trace", "-o", "/dev/null").status())
                .isZero();
    }

    @Test
    void descriptorsHaveTheirPathsWhenAsked() throws Exception {
        record("--", "cat", "/etc/passwd");
        assertThat(replay().output()).doesNotContain("</etc/passwd>");
        assertThat(replay("-y").output()).containsPattern("open.*\"/etc/passwd\".* = \\d+</etc/passwd>");
    }

    @Test
    void aPageIsMadeOfARecording() throws Exception {
        record("--", "cat", "/etc/passwd", "/missing");
        try (Recording recording = Recording.open(own.resolve("trace"))) {
            while (recording.poll(event -> {}) > 0) {
                // the next ones
            }
            assertThat(recording.command()).containsExactly("cat", "/etc/passwd", "/missing");
            assertThat(recording.exitStatus()).hasValue(1);
        }
        CommandRun run = CommandRun.of(own, "report", "trace", "-o", "page.html", "--failed");
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(own.resolve("page.html"))
                .content()
                .contains("/missing", "\"extent\":\"RECORDING\",\"filter\":\"--failed\"")
                .doesNotContain("O_RDONLY) = 3");
        CommandRun.of(
                own, "report", "trace", "-o", "page.html", "-e", "open*,stat", "-P", "it's", "--slower-than", "1500us");
        assertThat(own.resolve("page.html"))
                .content()
                .contains("\"filter\":\"-e 'open*,stat' -P 'it'\\u005c''s' --slower-than 1500us\"");
        assertThat(CommandRun.of(own, "report", "trace", "-o", "none/page.html"))
                .satisfies(failed -> assertThat(failed.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(failed -> assertThat(failed.errors()).hasLineCount(1).contains("cannot write the report"));
    }

    /** Seen to fail: "Broken pipe", or "is it full, or closed?", and a status of 125. */
    @Test
    void whoReadsNoFurtherIsToldNothing() throws Exception {
        record("--", "sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do cat /etc/passwd /missing; done");
        for (List<String> command : List.of(List.of("replay", "trace"), List.of("export", "-f", "jsonl", "trace"))) {
            // A pipe that nobody reads from the beginning, so it does not matter how much is written.
            Process process = CommandRun.start(
                    own, ProcessBuilder.Redirect.PIPE, own.resolve("errors").toFile(), command.toArray(String[]::new));
            process.getInputStream().close();
            assertThat(process.waitFor()).as(command.get(0)).isEqualTo(128 + 13);
            assertThat(own.resolve("errors")).isEmptyFile();
        }
    }

    /** Seen to fail with a parent that nobody knew to have ended, and a start that was null: it had ended before it was seen. */
    @Test
    void theProgramIsKnownThoughItIsShort() throws Exception {
        // One that ends within a millisecond may be gone before anybody can ask.
        record("--", "perl", "-e", "open(F, '/etc/passwd'); select(undef, undef, undef, 0.03)");
        try (Recording recording = Recording.open(own.resolve("trace"))) {
            List<TraceEvent> events = new ArrayList<>();
            while (recording.poll(events::add) > 0) {
                // the next ones
            }
            assertThat(events)
                    .isNotEmpty()
                    .allMatch(event -> event.processStart().isPresent());
            assertThat(recording.startedProcess()).hasValue(events.get(0).process());
            assertThat(recording.until().orElseThrow())
                    .isGreaterThanOrEqualTo(events.get(events.size() - 1).ended());
        }
        CommandRun.of(own, "report", "trace", "-o", "page.html");
        assertThat(own.resolve("page.html"))
                .content()
                .containsPattern("\\{\"id\":\\d+(,\"program\":[^,]*)?,\"status\":0,");
    }

    @Test
    void countsSayWhatHasNotReturned() throws Exception {
        record("--", "sh", "-c", "sleep 0.2 && kill -KILL $$ & read line");
        assertThat(replay("-c").output()).containsPattern("total\n(?s:.*)\\[\\d+\\] read\\( <unfinished ...>\n");
        assertThat(replay("-c", "-e", "open*").output()).doesNotContain("unfinished");
    }

    /** A file that takes no more: seen to fail with the command gone before its program. */
    @Test
    void aFullDiskLetsTheProgramGoOn() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", own.resolve("trace").toString())
                        .start()
                        .waitFor())
                .isZero();
        Process reader = new ProcessBuilder(
                        "head", "-c", "50", own.resolve("trace").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            CommandRun run = record("--", "sh", "-c", "for i in 1 2 3; do cat /etc/passwd; sleep 1; done; touch done");
            assertThat(run.status()).isEqualTo(Shimgen.FAILED);
            assertThat(run.errors()).hasLineCount(1).contains("[SG0911] trace");
            assertThat(own.resolve("done")).exists();
        } finally {
            reader.destroyForcibly();
        }
    }

    @Test
    void badInputIsSaidInOneLine() throws Exception {
        Files.writeString(own.resolve("trace"), "no recording\n");
        assertThat(replay())
                .satisfies(run -> assertThat(run.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(run -> assertThat(run.errors()).hasLineCount(1).contains("[SG0908] trace"));
        Files.delete(own.resolve("trace"));
        assertThat(replay().errors()).hasLineCount(1).contains("cannot read trace: no such file or folder");
        assertThat(CommandRun.of(own, "replay", own.toString()).errors())
                .hasLineCount(1)
                .endsWith(": it is a folder\n");
        assertThat(replay("-e", "[").errors()).startsWith("-e '[': ");
        assertThat(CommandRun.of(own, "trace", "-s", library.toString(), "-r", "/dev/full", "--", "true"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(run -> assertThat(run.errors()).hasLineCount(1).contains("[SG0911] /dev/full"));
    }
}
