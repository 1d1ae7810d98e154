package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.runtime.session.TracedShim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a shim says of a call, and what strace(1) says of the system call that it makes, in one run of {@code strace/words.c},
 * function by function. Where they are not the same, {@code strace/differences.txt} has both, and the reason. Seen to fail with a
 * row taken out, with a row for a call that is the same, and with ports in the order of the machine.
 */
class StraceWordsTest {

    /** Other versions have other words. */
    private static final String VERSION = "strace -- version 6.1";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What functions are called as system calls on x86_64. */
    private static final Map<String, String> SYSTEM_CALLS = Map.ofEntries(
            Map.entry("open", "openat"),
            Map.entry("pwrite", "pwrite64"),
            Map.entry("pread", "pread64"),
            Map.entry("fstat", "newfstatat"),
            Map.entry("stat", "newfstatat"),
            Map.entry("futimens", "utimensat"),
            Map.entry("eventfd", "eventfd2"),
            Map.entry("sigprocmask", "rt_sigprocmask"),
            Map.entry("sigaction", "rt_sigaction"),
            Map.entry("sigtimedwait", "rt_sigtimedwait"),
            Map.entry("signalfd", "signalfd4"),
            Map.entry("fork", "clone"),
            Map.entry("nanosleep", "clock_nanosleep"),
            Map.entry("getrlimit", "prlimit64"),
            Map.entry("prlimit", "prlimit64"),
            Map.entry("faccessat", "faccessat2"));

    /** They make no system call. */
    private static final Set<String> NO_SYSTEM_CALLS =
            Set.of("sigemptyset", "sigfillset", "sigaddset", "sigdelset", "_exit");

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)");

    @TempDir
    private static Path folder;

    private static Path library;
    private static Path program;

    /** A call in words: {@code access} and {@code ("file", F_OK) = 0}. */
    private record Said(String function, String rest) {}

    /** A row of the table. */
    private record Difference(String function, String ours, String theirs, String reason) {}

    @BeforeAll
    static void build() throws Exception {
        Files.writeString(folder.resolve("words.c"), resource("words.c"));
        CommandResult made =
                CommandRunner.run(List.of("gcc", "-O1", "-w", "-o", "words", "words.c"), folder, "", LIMIT);
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        program = folder.resolve("words");
        library = TracedShim.of(folder, "Everything", String.join(", ", ReadyMadeGroups.names()))
                .library("gcc");
    }

    @Test
    void aShimAndStraceSayTheSame() throws Exception {
        assumeStrace();
        Path work = Files.createDirectories(folder.resolve("work"));
        Path log = folder.resolve("strace.log");
        CommandResult result = CommandRunner.run(
                List.of(
                        "strace",
                        "-qq",
                        "-o",
                        log.toString(),
                        "-E",
                        "LD_PRELOAD=" + library,
                        "-E",
                        "SHIMGEN_TRACE=" + folder.resolve("%p"),
                        program.toString(),
                        work.toString()),
                folder,
                "",
                LIMIT);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        List<Said> theirs = theirs(Files.readAllLines(log));
        List<Said> ours = ours();
        assertThat(ours).hasSizeGreaterThan(100);

        List<Difference> expected = differences();
        List<Difference> found = new ArrayList<>();
        int at = 0;
        for (Said own : ours) {
            String call = SYSTEM_CALLS.getOrDefault(own.function(), own.function());
            int place = at;
            while (place < theirs.size() && !theirs.get(place).function().equals(call)) {
                place++;
            }
            assertThat(place)
                    .as("a system call " + call + " for " + own + " behind " + theirs.subList(Math.max(at - 1, 0), at))
                    .isLessThan(theirs.size());
            Said other = theirs.get(place);
            at = place + 1;
            if (!own.rest().equals(other.rest())) {
                found.add(new Difference(own.function(), own.rest(), other.rest(), ""));
            }
        }
        List<Difference> unlisted = new ArrayList<>(found);
        List<Difference> stale = new ArrayList<>(expected);
        for (Difference row : expected) {
            if (unlisted.removeIf(difference -> matches(row, difference))) {
                stale.remove(row);
            }
        }
        assertThat(unlisted).as("differences without a reason").isEmpty();
        assertThat(stale).as("rows that are no difference").isEmpty();
        assertThat(expected).allSatisfy(row -> assertThat(row.reason()).isNotBlank());
    }

    private static boolean matches(Difference row, Difference found) {
        return row.function().equals(found.function())
                && pattern(row.ours()).matcher(found.ours()).matches()
                && pattern(row.theirs()).matcher(found.theirs()).matches();
    }

    /** In a row, … stands for anything. */
    private static Pattern pattern(String text) {
        return Pattern.compile(Stream.of(text.split("…", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElse(""));
    }

    /** What strace says, from where the program begins, without what the shim does to write its lines. */
    private static List<Said> theirs(List<String> lines) {
        int begin = 0;
        while (!lines.get(begin).startsWith("chdir(")) {
            begin++;
        }
        List<String> program = new ArrayList<>();
        boolean opens = false;
        for (String line : lines.subList(begin, lines.size())) {
            // The trace is opened with signals blocked, all but those of faults.
            opens |= line.startsWith("rt_sigprocmask(SIG_BLOCK, ~[ILL TRAP BUS FPE SEGV SYS]");
            if (!opens) {
                program.add(line);
            }
            opens &= !line.startsWith("rt_sigprocmask(SIG_SETMASK");
        }
        return program.stream()
                .filter(line -> !line.matches("write\\(\\d+, \"\\[\\d+\\] .*"))
                .filter(line -> !line.startsWith("rt_sigprocmask(0xffffffff"))
                .map(line -> line.replaceFirst("\\) +=", ") ="))
                .map(StraceWordsTest::said)
                .toList();
    }

    /** What the program's own process says, without what libc itself calls. */
    private static List<Said> ours() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> traces = files.filter(
                            file -> file.getFileName().toString().matches("\\d+"))
                    .toList();
            List<List<String>> all = new ArrayList<>();
            for (Path trace : traces) {
                all.add(Files.readAllLines(trace));
            }
            return all.stream()
                    .filter(lines -> lines.stream().anyMatch(line -> line.contains("] chdir(")))
                    .flatMap(List::stream)
                    .dropWhile(line -> !line.contains("] chdir("))
                    .map(line -> line.replaceFirst("^\\[\\d+\\] ", "").replaceFirst(" <\\d+ µs>$", ""))
                    .filter(line -> !line.endsWith(" = ?"))
                    .map(StraceWordsTest::said)
                    .filter(said -> !NO_SYSTEM_CALLS.contains(said.function()))
                    .filter(said ->
                            !said.function().equals("free") && !said.function().equals("malloc"))
                    .toList();
        }
    }

    /** Addresses and what changes from run to run are made the same. */
    private static Said said(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return new Said("", line);
        }
        String rest =
                call.group(2).replaceAll("0x[0-9a-f]{6,}", "ADDRESS").replaceAll("\\b[1-9][0-9]{3,}\\b", "NUMBER");
        return new Said(call.group(1), "(" + rest);
    }

    private static List<Difference> differences() throws IOException {
        List<Difference> rows = new ArrayList<>();
        String reason = "";
        String function = "";
        String ours = "";
        for (String line : resource("differences.txt").lines().toList()) {
            if (line.startsWith("# ")) {
                reason = line.substring(2);
            } else if (line.startsWith("shimgen: ")) {
                Said said = said(line.substring("shimgen: ".length()));
                function = said.function();
                ours = said.rest();
            } else if (line.startsWith("strace:  ")) {
                rows.add(new Difference(
                        function,
                        ours,
                        said(line.substring("strace:  ".length())).rest(),
                        reason));
            }
        }
        return rows;
    }

    private static void assumeStrace() throws Exception {
        try {
            String version = CommandRunner.run(List.of("strace", "-V"), folder, "", LIMIT)
                    .stdout();
            if (!version.startsWith(VERSION)) {
                abort("the table is for " + VERSION + ", and here is "
                        + version.lines().findFirst().orElse("?"));
            }
        } catch (IOException e) {
            abort("this machine has no strace");
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(StraceWordsTest.class.getResourceAsStream("/strace/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
