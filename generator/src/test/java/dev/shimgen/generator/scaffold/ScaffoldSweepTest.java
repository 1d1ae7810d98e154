package dev.shimgen.generator.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.ElfIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A spec is scaffolded, and generated from unchanged: nothing is said, and the C compiler has nothing against the result.
 * A few programs always; all of a folder, and all headers, when {@code benchmarks/scaffold-sweep} asks.
 */
class ScaffoldSweepTest {

    /** Folders of programs, separated by colons; {@code headers}: every public header; {@code all}: every function. */
    private static final String SWEEP = "shimgen.scaffoldSweep";

    private static final String HEADERS = "headers";
    private static final String ALL = "all";

    /** A program of another platform; a static one or one that asks only other libraries. */
    private static final List<Code> NO_PROGRAM = List.of(Code.SG0704, Code.SG0705);

    /** A header of types alone. */
    private static final List<Code> NO_FUNCTIONS = List.of(Code.SG0707, Code.SG0709);

    private static CCompiler compiler;
    private static HeaderFacts facts;

    @TempDir
    private Path folder;

    /** The facts are read once for all. */
    @BeforeAll
    static void read() throws Exception {
        compiler = Scaffolds.compiler();
        facts = Scaffolds.catalogue().readAll();
    }

    private static HeaderSource source() {
        return new HeaderSource() {
            @Override
            public String describe() {
                return "the shipped catalogue";
            }

            @Override
            public HeaderFacts read(HeaderRequest request) {
                return facts;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ls, fortified and large-file names; libselinux",
        "tar, extended attributes and ACLs: many libraries",
        "bash, terminals; signals; sigsetjmp",
        "python3, the most functions of libc; long double",
        "perl, getnetent_r and its kin; crypt; semctl",
        "gcc, 32 bits of vfork and pex",
        "ssh, name lookup; resolver; utmp",
        "gdb, ptrace; threads; C++",
        "sqlite3, mmap and mremap; readline",
        "openssl, makecontext; secure_getenv; dlopen",
        "systemctl, unshare; pidfd_open; name_to_handle_at",
        "strace, process_vm_readv; the kernel's own types"
    })
    void aProgram(String program, String reason) throws Exception {
        Optional<Path> path = Scaffolds.program(program);
        assumeTrue(path.isPresent(), () -> "SKIPPED: no " + program + " on this machine (" + reason + ")");
        ScaffoldTrial trial = trial(Scaffolds.programs(path.get()), List.of());
        assertThat(trial.problems()).as(program + ": " + reason).isEmpty();
    }

    /** What {@code benchmarks/scaffold-sweep} runs. */
    @Test
    void everythingOfThisMachineWhenAsked() throws Exception {
        String asked = System.getProperty(SWEEP, "");
        assumeTrue(!asked.isEmpty(), () -> "SKIPPED: no -D" + SWEEP + "=/usr/bin, =headers or =all to sweep");
        Map<String, Selection> selections = new LinkedHashMap<>();
        for (String what : asked.split(":", -1)) {
            selections.putAll(selections(what));
        }
        List<Code> refusals = new ArrayList<>(NO_PROGRAM);
        refusals.addAll(NO_FUNCTIONS);
        SortedMap<String, ScaffoldTrial> trials = trials(selections, refusals);
        System.out.println(table(trials));
        assertThat(trials).isNotEmpty();
        assertThat(trials.values()).allMatch(trial -> trial.problems().isEmpty());
    }

    private static Map<String, Selection> selections(String what) throws IOException {
        Map<String, Selection> selections = new TreeMap<>();
        if (what.equals(ALL)) {
            selections.put("*", Scaffolds.functions("*"));
        } else if (what.equals(HEADERS)) {
            facts.publicHeaders().forEach(header -> selections.put("<" + header + ">", Scaffolds.headers(header)));
        } else {
            Map<Path, String> programs = new TreeMap<>();
            try (Stream<Path> files = Files.list(Path.of(what))) {
                for (Path file : files.sorted().toList()) {
                    if (isElf(file)) {
                        programs.putIfAbsent(file.toRealPath(), file.toString());
                    }
                }
            }
            programs.forEach((program, name) -> selections.put(name, Scaffolds.programs(program)));
        }
        return selections;
    }

    private static boolean isElf(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.isReadable(file)
                && ElfIdentity.of(file).isPresent();
    }

    private SortedMap<String, ScaffoldTrial> trials(Map<String, Selection> selections, List<Code> refusals)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<ScaffoldTrial>> running = new LinkedHashMap<>();
            selections.forEach((name, selection) -> running.put(name, pool.submit(() -> trial(selection, refusals))));
            SortedMap<String, ScaffoldTrial> trials = new TreeMap<>();
            for (Map.Entry<String, Future<ScaffoldTrial>> trial : running.entrySet()) {
                trials.put(trial.getKey(), trial.getValue().get());
                if (!trials.get(trial.getKey()).problems().isEmpty()) {
                    System.out.println(row(trial.getKey(), trials.get(trial.getKey())));
                }
            }
            return trials;
        } finally {
            pool.shutdownNow();
        }
    }

    private ScaffoldTrial trial(Selection selection, List<Code> refusals) throws IOException {
        return ScaffoldTrial.of(selection, source(), compiler, Files.createTempDirectory(folder, "trial"), refusals);
    }

    /** What failed, with what was said; then how many came to what. */
    private static String table(SortedMap<String, ScaffoldTrial> trials) {
        StringBuilder text = new StringBuilder();
        int written = 0;
        SortedMap<String, Integer> refused = new TreeMap<>();
        int failed = 0;
        for (Map.Entry<String, ScaffoldTrial> trial : trials.entrySet()) {
            if (!trial.getValue().problems().isEmpty()) {
                failed++;
                text.append(row(trial.getKey(), trial.getValue())).append('\n');
            } else if (trial.getValue().summary().startsWith("SG")) {
                refused.merge(trial.getValue().summary(), 1, Integer::sum);
            } else {
                written++;
            }
        }
        text.append(written)
                .append(" specs generate without a message and compile; ")
                .append(failed)
                .append(" do not");
        refused.forEach((code, count) ->
                text.append("; ").append(count).append(" refused with ").append(code));
        return text.append(" (SG0704: other platform, SG0705: static, SG0707 and SG0709: no functions)")
                .toString();
    }

    private static String row(String name, ScaffoldTrial trial) {
        return String.format(
                "%-40s %s%n    %s",
                name, trial.summary(), String.join("\n", trial.problems()).replace("\n", "\n    "));
    }
}
