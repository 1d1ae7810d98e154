package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.runtime.session.TracedShim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own, as its users run it. */
class TraceCommandTest {

    private static Path library;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    @BeforeAll
    static void build() throws Exception {
        library = TracedShim.of(folder, "Files", "FileOpen, ReadWrite, Descriptors, Processes, ProcessStart")
                .library("gcc");
    }

    @Test
    void eventsAndTheProgramsStatusAreHandedOn() throws Exception {
        CommandRun result = trace("--", "sh", "-c", "cat /missing 2>/dev/null; exit 7");
        assertThat(result.status()).isEqualTo(7);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors().lines())
                .anyMatch(
                        line -> line.matches(
                                "\\[\\d+\\] open(64)?\\(\"/missing\", O_RDONLY\\) = -1 ENOENT \\(No such file or directory\\) <\\d+ \u00b5s>"));
        assertThat(result.errors()).doesNotContain("\u001b");
    }

    @Test
    void aSignalIsHandedOnAsAShellDoes() throws Exception {
        assertThat(trace("--", "sh", "-c", "kill -TERM $$").status()).isEqualTo(128 + 15);
    }

    @Test
    void filtersHold() throws Exception {
        List<String> command = List.of("--", "cat", "/etc/passwd", "/missing", "/missing/too");
        assertThat(events(List.of("-e", "open*", "-P", "/missing"), command)).hasSize(1);
        assertThat(events(List.of("-e", "open*", "-P", "/missing**"), command)).hasSize(2);
        assertThat(events(List.of("-e", "open*", "--failed"), command))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> line.contains(" = -1 E"));
        assertThat(events(List.of("-e", "close,read"), command))
                .isNotEmpty()
                .allMatch(line -> line.contains("] close(") || line.contains("] read("));
        assertThat(events(
                        List.of("-e", "read", "--slower-than", "200ms"), List.of("--", "sh", "-c", "sleep 0.4 | cat")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("read("));
        assertThat(events(List.of("-p", "1"), command)).isEmpty();
    }

    @Test
    void countsAddUp() throws Exception {
        CommandRun result = trace("-c", "--", "cat", "/etc/passwd", "/missing", "/missing");
        List<String> rows = result.errors().lines().toList();
        assertThat(rows).anyMatch(row -> row.matches("% time +seconds +usecs/call .* calls +errors +function"));
        assertThat(rows).anyMatch(row -> row.matches(" *[\\d.]+ .* +3 +2 +open(64)?"));
        assertThat(rows).last().asString().matches("100\\.00 .* +\\d+ +2 +total");
        CommandRun paths = trace("-c", "--count-by", "path", "--", "cat", "/etc/passwd", "/missing", "/missing");
        assertThat(paths.errors().lines()).anyMatch(row -> row.matches(" *[\\d.]+ .* +2 +2 +/missing"));
    }

    /** Seen to fail: both twice, and the error of the first one in half of its calls. */
    @Test
    void aCallWithTwoEventsCountsOnce() throws Exception {
        String[] perl = {"--", "perl", "-e", "if (!fork) { exec '/no/such' or exit } wait; exec '/no/other'"};
        CommandRun result = trace(Stream.concat(Stream.of("-c", "-e", "exec*,fork"), Stream.of(perl))
                .toArray(String[]::new));
        assertThat(result.errors().lines())
                .anyMatch(row -> row.matches(" *[\\d.]+ .* +2 +2 +exec\\w+"))
                .anyMatch(row -> row.matches(" *[\\d.]+ .* +1 +fork"))
                .anyMatch(row -> row.matches("100.00 .* +3 +2 +total"));
        // Where only failures are counted, these are the calls.
        CommandRun failed = trace(
                Stream.concat(Stream.of("-cZ", "-e", "exec*"), Stream.of(perl)).toArray(String[]::new));
        assertThat(failed.errors().lines()).anyMatch(row -> row.matches(" *[\\d.]+ .* +2 +2 +exec\\w+"));
    }

    /** Seen to fail without a word. */
    @Test
    void aLibraryThatTracesNothingIsSaid() throws Exception {
        Files.writeString(own.resolve("none.c"), "int none;\n");
        Path none = TracedShim.compile(own, "gcc", "none.c");
        CommandRun result = run(List.of(
                "trace", "-s", library.toString(), "-s", none.toString(), "-e", "open*", "--", "cat", "/missing"));
        assertThat(result.errors()).startsWith("shimgen: " + none + " has no tables of traced calls, so nothing");
        assertThat(result.errors()).contains("@Trace", "/missing\", O_RDONLY) = -1 ENOENT");
        assertThat(result.status()).isEqualTo(1);
    }

    /** Seen to fail: the program ran, and only the dynamic linker complained. */
    @Test
    void aLibraryThatIsNoneIsRefused() throws Exception {
        for (List<String> options : List.of(List.<String>of(), List.of("--or-lines"))) {
            List<String> command = new ArrayList<>(List.of("trace", "-s", "/etc/passwd"));
            command.addAll(options);
            command.addAll(List.of("--", "echo", "started"));
            CommandRun result = run(command);
            assertThat(result.status()).isEqualTo(Shimgen.FAILED);
            assertThat(result.output()).isEmpty();
            assertThat(result.errors()).hasLineCount(1).contains("[SG0901] /etc/passwd: is no ELF file");
        }
        assertThat(run(List.of("trace", "-s", "/tmp", "--", "echo", "started")))
                .satisfies(result -> assertThat(result.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(result -> assertThat(result.output()).isEmpty())
                .satisfies(result -> assertThat(result.errors()).isEqualTo("shimgen: /tmp: it is a folder\n"));
    }

    /** Seen to show nothing, without a word. */
    @Test
    void aProgramThatNoShimGetsIntoIsSaid() throws Exception {
        Files.writeString(own.resolve("static.c"), "int main(void) { return 3; }\n");
        assumeTrue(
                new ProcessBuilder("gcc", "-static", "-o", "static", "static.c")
                                .directory(own.toFile())
                                .start()
                                .waitFor()
                        == 0,
                "SKIPPED: no static libc here");
        Path program = own.resolve("static");
        Path script = Files.writeString(own.resolve("script"), "#!" + program + " -x\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        String said = "static is linked statically: no dynamic linker reads LD_PRELOAD, so none of its calls is shown;";
        for (List<String> command :
                List.of(List.of("./static"), List.of("./script"), List.of("env", "-i", "A=b", "./static"))) {
            List<String> words = new ArrayList<>(List.of("-o", "/dev/null", "--"));
            words.addAll(command);
            CommandRun result = trace(words.toArray(String[]::new));
            assertThat(result.status()).as(command.toString()).isEqualTo(3);
            assertThat(result.errors()).hasLineCount(1).startsWith("shimgen: ").contains(said);
        }
        assertThat(trace("-o", "/dev/null", "--", "env", "true").errors()).isEmpty();
        byte[] other = Files.readAllBytes(program);
        other[18] = (byte) 0xb7; // e_machine: EM_AARCH64
        // Not run: Java hands what the kernel cannot execute to a shell.
        Path foreign = Files.write(own.resolve("other"), other);
        assertThat(Programs.unseen(List.of(foreign.toString()), library))
                .hasValueSatisfying(why -> assertThat(why).contains("other is a program for another machine"));
    }

    /** Seen to fail: Java's words, "Exec failed, error: 2 (No such file or directory) ", and a status of 125. */
    @Test
    void aProgramThatCannotBeStartedHasAStatusOfItsOwn() throws Exception {
        assertThat(trace("--", "nosuchprog"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(127))
                .satisfies(result ->
                        assertThat(result.errors()).isEqualTo("shimgen: nosuchprog: no such file or directory\n"));
        Files.writeString(own.resolve("plain"), "no program\n");
        for (String program : List.of("./plain", "/tmp")) {
            assertThat(trace("--", program))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(126))
                    .satisfies(result ->
                            assertThat(result.errors()).isEqualTo("shimgen: " + program + ": permission denied\n"));
        }
        assertThat(trace("--or-lines", "--memory-folder", "/no/such", "--", "nosuchprog"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(127))
                .satisfies(result -> assertThat(result.errors())
                        .isEqualTo("shimgen: /no/such: no such file or folder. The program writes lines now\n"
                                + "shimgen: nosuchprog: no such file or directory\n"));
        assertThat(run(List.of("trace", "--help")).output()).contains("126", "127");
    }

    /** Seen to fail with a file that is named -. */
    @Test
    void aDashIsStandardOutput() throws Exception {
        CommandRun result = trace("-o", "-", "--", "cat", "/missing");
        assertThat(result.output()).contains("/missing\", O_RDONLY) = -1 ENOENT");
        assertThat(result.errors()).isEqualTo("cat: /missing: No such file or directory\n");
        for (String option : List.of("-r", "--report")) {
            assertThat(trace(option, "-", "--", "echo", "started"))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(2))
                    .satisfies(refused -> assertThat(refused.output()).isEmpty())
                    .satisfies(refused -> assertThat(refused.errors())
                            .startsWith(option + " -: ")
                            .contains("./-"));
        }
        assertThat(own.resolve("-")).doesNotExist();
    }

    /** Seen to fail: status 0. */
    @Test
    void helpThatCannotBeWrittenIsSaid() throws Exception {
        for (List<String> arguments : List.of(List.of("--help"), List.of("trace", "--help"), List.of("--version"))) {
            List<String> command = with(List.of("sh", "-c"), "exec \"$@\" >/dev/full", "sh");
            command.addAll(CommandRun.line(arguments.toArray(String[]::new)));
            Process process = new ProcessBuilder(command)
                    .redirectError(own.resolve("stderr").toFile())
                    .start();
            assertThat(process.waitFor()).isEqualTo(Shimgen.FAILED);
            assertThat(text(own.resolve("stderr"))).startsWith("shimgen: cannot write to standard output");
        }
    }

    /** Seen to fail with a status of 0, or words of picocli's. */
    @Test
    void whatIsTypedWrongIsSaidInPlainWords() throws Exception {
        for (String variable : List.of("=x", "FOO", "")) {
            assertThat(trace("-E", variable, "--", "true"))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.errors())
                            .contains("'" + variable + "' sets no variable: NAME=VALUE, as in LANG=C"));
        }
        for (String option : List.of("-e", "-P")) {
            assertThat(trace(option, "", "--", "true"))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.errors()).startsWith(option + " '': "));
            assertThat(trace(option, "[", "--", "true"))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.errors()).startsWith(option + " '[': a [ without a ]"));
        }
        assertThat(trace("--count-by", "path", "--", "cat", "/missing").errors())
                .contains("% time", "/missing");
    }

    /** Seen to fail with nothing at all, and with 70 lines. */
    @Test
    void versionsAndMistakesAreSaidShortly() throws Exception {
        assertThat(run(List.of("--version")).output()).startsWith("shimgen ");
        for (String command : List.of("trace", "replay", "report", "export")) {
            assertThat(run(List.of(command, "--version")).output()).startsWith("shimgen ");
            CommandRun result = run(List.of(command, "--no-such"));
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.errors()).hasLineCount(2).contains("Try 'shimgen " + command + " --help'");
        }
        assertThat(run(List.of("trace", "--help")).output()).contains("INT, TERM");
    }

    @Test
    void timesAreOfTheDayOrFromTheBeginning() throws Exception {
        List<String> relative = events(List.of("-t", "relative"), List.of("--", "cat", "/etc/passwd"));
        assertThat(relative).allMatch(line -> line.matches(" +\\d+\\.\\d{6} \\[\\d+\\] .*"));
        List<String> wall = events(List.of("-t", "wall"), List.of("--", "cat", "/etc/passwd"));
        assertThat(wall).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\[\\d+\\] .*"));
    }

    @Test
    void coloursAreThereWhenAskedFor() throws Exception {
        assertThat(trace("--color=always", "--", "cat", "/missing").errors())
                .contains("\u001b[1mopen", "\u001b[31m = -1 ENOENT");
    }

    @Test
    void whereAKilledProgramWasIsSaid() throws Exception {
        CommandRun result = trace("-e", "pause,read", "--", "sh", "-c", "sleep 0.2 && kill -KILL $$ & read line");
        assertThat(result.status()).isEqualTo(128 + 9);
        assertThat(result.errors()).contains("read( <unfinished ...>");
        CommandRun filtered = trace("-P", "/nowhere", "--", "sh", "-c", "sleep 0.2 && kill -KILL $$ & read line");
        assertThat(filtered.errors()).isEmpty();
    }

    @Test
    void aFileIsWrittenInsteadOfStandardError() throws Exception {
        Path file = own.resolve("events");
        CommandRun result = trace("-o", file.toString(), "--", "cat", "/etc/hostname");
        assertThat(result.errors()).isEmpty();
        assertThat(Files.readString(file)).contains("open", "/etc/hostname");
    }

    @Test
    void aReportIsWrittenBesides() throws Exception {
        Path file = own.resolve("report.html");
        CommandRun result =
                trace("-c", "--report", file.toString(), "--", "sh", "-c", "cat /etc/passwd /missing; exit 3");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.errors()).contains("% time");
        assertThat(Files.readString(file))
                .startsWith("<!DOCTYPE html>")
                .contains("\"command\":[\"sh\",\"-c\",\"cat /etc/passwd /missing; exit 3\"],\"status\":3")
                .contains("\"name\":\"ENOENT\"", "\"/etc/passwd\"", "\"/missing\"")
                .containsPattern("\"read\":\\[[^]]*" + Files.size(Path.of("/etc/passwd")) + "[^]]*\\]");
        // Nothing is started if it cannot be written.
        CommandRun refused = trace("--report", "/none/report.html", "--", "sh", "-c", "echo started");
        assertThat(refused.status()).isEqualTo(Shimgen.FAILED);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors())
                .hasLineCount(1)
                .contains("cannot write the report to /none/report.html: no such file or folder");
    }

    @Test
    void variablesAreTheProgramsOwn() throws Exception {
        CommandRun result = run(List.of(
                "trace",
                "-E",
                "LD_PRELOAD=" + library,
                "-E",
                "GREETING=a=b",
                "--",
                "sh",
                "-c",
                "echo $GREETING; cat /missing"));
        assertThat(result.output()).isEqualTo("a=b\n");
        assertThat(result.errors()).contains("/missing\", O_RDONLY) = -1 ENOENT");
    }

    @Test
    void linesAreWrittenWhereNoSessionCanBeMade() throws Exception {
        CommandRun events = trace("--or-lines", "--", "sh", "-c", "cat /missing 2>/dev/null; exit 7");
        assertThat(events.status()).isEqualTo(7);
        assertThat(events.errors()).contains("open").doesNotContain("SG0905");
        CommandRun lines = trace("--or-lines", "--memory-folder", "/proc", "--", "sh", "-c", "cat /missing; exit 7");
        assertThat(lines.status()).isEqualTo(7);
        assertThat(lines.errors())
                .startsWith("shimgen: [SG0905] /proc is on")
                .containsPattern("\\] open(64)?\\(\"/missing\", O_RDONLY\\) = -1 ENOENT");
        assertThat(trace("--or-lines", "-c", "--", "true"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors()).startsWith("--count is about events"));
        assertThat(trace("--or-lines", "--memory-folder", "/proc", "--", "/no/such")
                        .errors())
                .contains("/no/such")
                .hasLineCount(2);
    }

    /** Seen to fail: one of the two was lost, without a word, and the library was a list of calls. */
    @Test
    void whatIsWrittenIsNothingElse() throws Exception {
        Files.createDirectory(own.resolve("sub"));
        Files.createSymbolicLink(own.resolve("dangling"), Path.of("x"));
        Files.createSymbolicLink(own.resolve("other"), Path.of("sub"));
        for (List<String> options : List.of(
                List.of("-r", "x", "-o", "x"),
                List.of("-r", "x", "--report", "x"),
                List.of("-o", "x", "--report", "./x"),
                List.of("-o", "sub/../x", "--report", own.resolve("x").toString()),
                List.of("-o", "sub/x", "-r", "other/x"),
                List.of("-o", "dangling", "-r", "x"))) {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("--", "sh", "-c", "echo started"));
            CommandRun result = trace(all.toArray(String[]::new));
            assertThat(result.status()).as(options.toString()).isEqualTo(2);
            assertThat(result.errors()).contains(options.get(0), options.get(2), "one file");
            assertThat(result.output()).isEmpty();
            assertThat(own.resolve("x")).doesNotExist();
        }
        Path copy = Files.copy(library, own.resolve("copy.so"));
        Path program = Files.writeString(own.resolve("program"), "#!/bin/sh\nexit 3\n");
        for (String output : List.of("-o", "-r", "--report")) {
            assertThat(run(List.of("trace", "-s", "copy.so", output, "copy.so", "--", "true")))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.errors()).contains("is the shim's library itself"));
            assertThat(trace(output, "program", "--", "./program"))
                    .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                    .satisfies(result -> assertThat(result.errors()).contains("is the program itself"));
        }
        assertThat(copy).hasSameBinaryContentAs(library);
        assertThat(program).content().startsWith("#!/bin/sh");
        assertThat(trace("-o", "/dev/null", "-r", "/dev/null", "--", "sh", "-c", "exit 3")
                        .status())
                .isEqualTo(3);
    }

    /** -1 is a result of strcoll(3), and no failure. */
    @Test
    void whatSetsNoErrnoIsNoFailure() throws Exception {
        assertThat(events(List.of("--failed", "-e", "read"), List.of("--", "cat", "/etc/passwd")))
                .isEmpty();
        assertThat(events(List.of("--failed", "-e", "read"), List.of("--", "cat", "/")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("EISDIR"));
    }

    /** Seen to fail with a status of 130, and a folder left in /dev/shm. */
    @Test
    void aProgramThatHandlesAnInterruptIsTracedToItsEnd() throws Exception {
        Path folder = Files.createDirectory(
                Path.of("/dev/shm", "shimgen-test-" + ProcessHandle.current().pid()));
        try {
            Process process = CommandRun.start(
                    own,
                    ProcessBuilder.Redirect.PIPE,
                    own.resolve("stderr").toFile(),
                    "trace",
                    "-s",
                    library.toString(),
                    "--memory-folder",
                    folder.toString(),
                    "--",
                    "sh",
                    "-c",
                    "echo begun; read line; cat /missing; exit 5");
            assertThat(process.getInputStream().read()).isEqualTo('b');
            // The shell's own kill: not every system has a program of that name.
            assertThat(new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(process.waitFor()).isEqualTo(5);
            assertThat(text(own.resolve("stderr"))).contains("/missing\", O_RDONLY) = -1 ENOENT");
            assertThat(folder).isEmptyDirectory();
        } finally {
            Files.delete(folder);
        }
    }

    /** As in a container whose /dev/shm is nearly full. Seen to end with SG0906. */
    @Test
    void aSessionThatFindsLittleMemoryMakesDo() throws Exception {
        String mount = "mount -t tmpfs -o size=12m none /dev/shm";
        List<String> apart = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c");
        assumeTrue(
                new ProcessBuilder(with(apart, mount)).start().waitFor() == 0,
                "SKIPPED: no mount namespaces for users here");
        List<String> command = with(apart, mount + " && exec \"$@\"", "sh");
        command.addAll(CommandRun.line("trace", "-s", library.toString(), "--", "cat", "/missing"));
        Process process = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectError(own.resolve("little").toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(text(own.resolve("little")))
                .startsWith("shimgen: there is little memory for events, so the session has 8 MiB;")
                .contains("/missing\", O_RDONLY) = -1 ENOENT");
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** Seen to show nothing, without a word. */
    @Test
    void aFunctionThatIsNotThereIsSaid() throws Exception {
        CommandRun result = trace("-e", "opne*", "-e", "open*", "--", "cat", "/missing");
        assertThat(result.errors())
                .startsWith("shimgen: no function that is traced is named 'opne*', so -e 'opne*' shows none\n")
                .contains("/missing");
        assertThat(trace("-e", "open*", "--", "cat", "/missing").errors()).doesNotContain("shimgen:");
    }

    @Test
    void aPathInATableIsOneLine() throws Exception {
        CommandRun result = trace("-c", "--count-by", "path", "--", "cat", "/a\nb\u001b[31m");
        assertThat(result.errors()).contains("/a\\012b\\033[31m");
    }

    /** One line with a way out, no stack trace. */
    @Test
    void badInputIsSaidInOneLine() throws Exception {
        assertThat(run(List.of("trace", "-s", "/none.so", "--", "true")))
                .satisfies(result -> assertThat(result.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(result -> assertThat(result.errors()).hasLineCount(1).contains("/none.so"));
        assertThat(trace("--slower-than", "soon", "--", "true"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.errors()).contains("'soon' is no time", "10ms"));
        assertThat(run(List.of("trace", "--", "true")).errors()).startsWith("no shim to run under: -s");
        assertThat(trace("-o", "/dev/full", "--", "cat", "/etc/passwd"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(Shimgen.FAILED))
                .satisfies(result -> assertThat(result.errors()).hasLineCount(1).contains("/dev/full"));
        assertThat(trace("-o", "/none/x", "--", "true").errors())
                .hasLineCount(1)
                .contains("/none/x: no such file or folder");
        assertThat(trace("--memory", "0", "--", "true").errors()).contains("1 to 65536");
        assertThat(trace("--memory-folder", "/proc", "--", "true").errors()).contains("[SG0905]");
        assertThat(run(List.of("trace", "-s", library.toString())).status()).isEqualTo(2);
    }

    private List<String> events(List<String> options, List<String> command) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(command);
        return trace(arguments.toArray(String[]::new))
                .errors()
                .lines()
                .filter(line -> !line.startsWith("cat: "))
                .toList();
    }

    private CommandRun trace(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("trace", "-s", library.toString()));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private CommandRun run(List<String> arguments) throws Exception {
        return CommandRun.of(own, arguments.toArray(String[]::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
