package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.FunctionHistory;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCallTableTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What libc does beside a function's work: memory, locks, descriptors, signal masks, and who is asking. */
    private static final Set<String> BESIDES = Set.of(
            "brk",
            "mmap",
            "munmap",
            "mprotect",
            "futex",
            "getrandom",
            "close",
            "dup",
            "dup3",
            "fcntl",
            "lseek",
            "newfstatat",
            "fstat",
            "statx",
            "prlimit64",
            "rt_sigprocmask",
            "rt_sigaction",
            "rt_sigreturn",
            "getuid",
            "geteuid",
            "getgid",
            "getegid",
            "access",
            "readlink",
            "faccessat2",
            "pipe2",
            "clone3",
            "clone");

    @TempDir
    private Path folder;

    private final SystemCallTable table = new SystemCallTable();

    /** The mathematics library asks the kernel for nothing; its functions need no rows. */
    @Test
    void everyFunctionOfTheReadyMadeGroupsIsKnown() throws Exception {
        CCompiler compiler = new CCompilerLocator(System.getenv(), LIMIT).locate(null);
        Path libm = compiler.libraryFile("libm.so.6").orElseThrow();
        Set<String> mathematics = ElfFile.read(libm).exports();
        LibcVersion libc = compiler.libcVersion().orElseThrow();
        SortedSet<String> unknown = new TreeSet<>();
        for (ReadyMadeGroup group : ReadyMadeGroups.load()) {
            for (String function : group.declared()) {
                boolean younger = FunctionHistory.since(function)
                        .filter(libc::isOlderThan)
                        .isPresent();
                if (table.of(function).isEmpty() && !mathematics.contains(function) && !younger) {
                    unknown.add(function);
                }
            }
        }
        assertThat(unknown)
                .as("functions of dev.shimgen.spec.libc without a row in system-calls.txt; \"-\" is a row, too")
                .isEmpty();
    }

    @Test
    void rowsNameSystemCalls() {
        for (String function : table.functions()) {
            assertThat(table.of(function).orElseThrow()).as(function).allMatch(table::isSystemCall);
        }
    }

    @Test
    void aFunctionWithTheNameOfASystemCallMakesIt() {
        assertThat(table.of("fsync")).contains(new TreeSet<>(Set.of("fsync")));
        assertThat(table.of("no_such_function")).isEmpty();
        assertThat(table.of("getenv").orElseThrow()).isEmpty();
        assertThat(table.of("syslog").orElseThrow())
                .as("libc's logger, not the kernel's")
                .doesNotContain("syslog");
    }

    @Test
    void thirtyTwoBitProgramsHaveOtherNames() {
        assertThat(table.onEveryAbi(Set.of("newfstatat", "chown", "mmap")))
                .containsExactly("chown", "chown32", "fstatat64", "mmap", "mmap2", "newfstatat");
    }

    /** Runs the functions one by one under strace, and compares. */
    @Test
    void functionsMakeTheCallsOfTheirRows() throws Exception {
        SortedMap<String, SortedSet<String>> made = run();
        assertThat(made).hasSizeGreaterThan(200);
        made.forEach((function, calls) -> {
            SortedSet<String> row = table.of(function).orElseThrow(() -> new AssertionError("no row: " + function));
            SortedSet<String> others = new TreeSet<>(calls);
            others.removeAll(row);
            others.removeAll(BESIDES);
            assertThat(others)
                    .as(function + " makes a call that its row has not; row: " + row)
                    .isEmpty();
            if (!row.isEmpty()) {
                assertThat(row)
                        .as(function + " makes none of the calls of its row")
                        .anyMatch(calls::contains);
            }
        });
    }

    private SortedMap<String, SortedSet<String>> run() throws Exception {
        Path source = Path.of(Objects.requireNonNull(getClass().getResource("/audit/system_calls.c"))
                .toURI());
        CommandResult built =
                CommandRunner.run(List.of("gcc", "-w", "-o", "system_calls", source.toString()), folder, "", LIMIT);
        // The linker warns of a function that a release only pretends to have: lchmod before glibc 2.32.
        assertThat(built.ok()).as(built.stderr()).isTrue();
        try {
            CommandResult run = CommandRunner.run(
                    List.of("strace", "-f", "-q", "-e", "signal=none", "-o", "calls.txt", "./system_calls"),
                    folder,
                    "",
                    LIMIT);
            Assumptions.assumeTrue(run.ok(), () -> skipped("strace cannot trace here: " + run.stderr()));
        } catch (IOException e) {
            Assumptions.abort(skipped("no strace on this machine"));
        }
        SortedMap<String, SortedSet<String>> made = new TreeMap<>();
        Map<Integer, String> current = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(folder.resolve("calls.txt"), StandardCharsets.ISO_8859_1)) {
            StraceReader.read(in, event -> {
                if (event instanceof StraceEvent.Call call) {
                    sort(call, current, made);
                }
            });
        }
        return made;
    }

    private static void sort(
            StraceEvent.Call call, Map<Integer, String> current, SortedMap<String, SortedSet<String>> made) {
        String text = StraceStrings.of(call.arguments()).stream().findFirst().orElse("");
        if (call.name().equals("write") && text.startsWith("BEGIN ")) {
            current.put(call.thread(), text.substring("BEGIN ".length()));
            made.put(current.get(call.thread()), new TreeSet<>());
        } else if (call.name().equals("write") && text.equals("END")) {
            current.remove(call.thread());
        } else if (current.containsKey(call.thread())) {
            made.get(current.get(call.thread())).add(call.name());
        }
    }

    private static String skipped(String why) {
        System.out.println("SKIPPED: " + why);
        return why;
    }
}
