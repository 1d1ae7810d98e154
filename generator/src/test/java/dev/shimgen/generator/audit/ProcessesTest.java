package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.audit.Origin.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    private static final String ENVIRONMENT = "[\"A=b\", \"LD_PRELOAD=/x/libtest.so\"]";
    private static final String START = "10 execve(\"/bin/p\", [\"p\"], " + ENVIRONMENT + ") = 0";
    private static final String LOAD = "10 openat(AT_FDCWD, \"/x/libtest.so\", O_RDONLY|O_CLOEXEC) = 3";
    private static final String FROM_LINKER = " > /lib64/ld-linux-x86-64.so.2(x+0x1) [0x1]";
    private static final String FROM_PROGRAM = " > /bin/q(main+0x1) [0x1]";

    private final Kind kind = new Kind(Set.of("open"), new TreeSet<>(Set.of("openat", "execve")), new TreeSet<>());
    private final Processes processes = new Processes(
            kind, new Attribution(Set.of("libtest.so"), Set.of("open"), name -> name), List.of("libtest.so"));

    @Test
    void aProgramHasTheShimOnceTheLinkerHasOpenedIt() throws Exception {
        read(START, LOAD, FROM_LINKER, "10 +++ exited with 0 +++");
        assertThat(processes.started()).isTrue();
        assertThat(processes.ended()).isTrue();
        assertThat(counts()).containsExactly(Map.entry("/bin/p with: openat DYNAMIC_LINKER", 1L));
    }

    @Test
    void theStartOfTheCommandIsStracesOwn() throws Exception {
        // Breaks when the first execve counts: the command would always have made one more than it did.
        read(START, "10 +++ exited with 0 +++");
        assertThat(counts()).isEmpty();
    }

    @Test
    void aShimThatCouldNotBeOpenedIsNotLoaded() throws Exception {
        read(START, LOAD.replace("= 3", "= -1 ENOENT (No such file or directory)"), "10 +++ exited with 0 +++");
        assertThat(counts()).containsOnlyKeys("/bin/p without: openat UNKNOWN");
    }

    @Test
    void threadsAndChildrenRunTheirParentsProgram() throws Exception {
        read(
                START,
                LOAD,
                "10 clone3({flags=CLONE_VM|CLONE_THREAD, parent_tid=[11]}, 88) = 11",
                "11 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                "12 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                "11 fork() = 12",
                "12 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                "12 +++ exited with 0 +++",
                "11 +++ exited with 0 +++",
                "10 +++ exited with 0 +++");
        assertThat(counts()).containsExactly(Map.entry("/bin/p with: openat UNKNOWN", 4L));
        assertThat(processes.ended()).isTrue();
    }

    @Test
    void aVforkedChildHasGoneOnBeforeItsParentIsKnown() throws Exception {
        read(
                START,
                LOAD,
                "10 vfork( <unfinished ...>",
                "13 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                "13 execve(\"/bin/q\", [\"q\"], [] <unfinished ...>",
                "10 <... vfork resumed>) = 13",
                "13 <... execve resumed>) = 0",
                "13 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                FROM_PROGRAM,
                "13 +++ exited with 0 +++",
                "10 +++ exited with 0 +++");
        assertThat(counts())
                .containsOnly(
                        Map.entry("/bin/p with: openat UNKNOWN", 2L),
                        Map.entry("/bin/p with: execve UNKNOWN", 1L),
                        Map.entry("/bin/q without: openat DIRECT", 1L));
    }

    @Test
    void aChildsCallsAreJudgedByWhatItsParentsNamesBoundTo() throws Exception {
        // Seen to fail when a call is judged as it is read, AMBIGUOUS: the parent and what its dlsym found are not
        // known yet.
        String asked = "shimgen binding\\ndlsym\\nopen\\n/bin/p\\n/x/libtest.so";
        read(
                START,
                LOAD,
                "10 openat(AT_FDCWD, \"" + asked + "\", O_RDONLY) = -1 ENOENT (No such file or directory)",
                "13 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                " > /lib/libc.so.6(open+0x1) [0x1]",
                " > /bin/p(main+0x1) [0x1]",
                "10 fork() = 13",
                "13 +++ exited with 0 +++",
                "10 +++ exited with 0 +++");
        assertThat(counts())
                .containsOnly(Map.entry("/bin/p with: openat UNKNOWN", 1L), Map.entry("/bin/p with: openat SEEN", 1L));
    }

    @Test
    void aThreadMayReplaceTheWholeProcess() throws Exception {
        read(
                START,
                LOAD,
                "10 clone3({flags=CLONE_VM|CLONE_THREAD, parent_tid=[17]}, 88) = 17",
                "17 execve(\"/bin/q\", [\"q\"], [] <unfinished ...>",
                "10 +++ superseded by execve in pid 17 +++",
                "10 <... execve resumed>) = 12",
                "10 openat(AT_FDCWD, \"a\", O_RDONLY) = 4",
                FROM_PROGRAM,
                "10 +++ exited with 0 +++");
        assertThat(counts())
                .containsOnly(
                        Map.entry("/bin/p with: openat UNKNOWN", 1L),
                        Map.entry("/bin/p with: execve UNKNOWN", 1L),
                        Map.entry("/bin/q without: openat DIRECT", 1L));
        assertThat(processes.ended()).isTrue();
    }

    @Test
    void aFailedExecChangesNothing() throws Exception {
        read(
                START,
                LOAD,
                "10 execve(\"/x\", [\"x\"], []) = -1 ENOENT (No such file or directory)",
                "10 +++ exited with 0 +++");
        assertThat(counts())
                .containsOnly(
                        Map.entry("/bin/p with: openat UNKNOWN", 1L), Map.entry("/bin/p with: execve UNKNOWN", 1L));
    }

    @Test
    void aFileThatStopsShortIsNoWholeAudit() throws Exception {
        read(START, LOAD);
        assertThat(processes.ended()).isFalse();
    }

    @Test
    void nothingWasStartedWhenTheFirstExecFailed() throws Exception {
        read(START.replace("= 0", "= -1 EACCES (Permission denied)"), "10 +++ exited with 1 +++");
        assertThat(processes.started()).isFalse();
    }

    private void read(String... lines) throws Exception {
        StraceReaderTest.read(lines).forEach(processes);
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        Tally tally = processes.tally();
        tally.started()
                .keySet()
                .forEach(program -> tally.calls(program).forEach((key, count) -> {
                    Execution execution = program.execution();
                    Way way = key.origin().way();
                    counts.merge(
                            (execution == null ? "?" : execution.path())
                                    + (program.openedShims() ? " with: " : " without: ") + key.call() + " " + way,
                            count,
                            Long::sum);
                }));
        return counts;
    }
}
