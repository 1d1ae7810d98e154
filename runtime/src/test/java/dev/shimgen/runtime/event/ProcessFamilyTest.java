package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessFamilyTest {

    private final SampleEvents events = new SampleEvents();
    private final ProcessFamily family = new ProcessFamily();

    private String told() {
        return family.members().stream()
                .map(member -> member.id()
                        + member.parent().map(parent -> " of " + parent.id()).orElse("")
                        + member.evidence().map(evidence -> " " + evidence).orElse("")
                        + member.program().map(program -> " " + program).orElse("")
                        + (member.status().isPresent() ? " = " + member.status().getAsInt() : ""))
                .collect(Collectors.joining("; "));
    }

    private void accept(TraceEvent... some) {
        List.of(some).forEach(family::accept);
    }

    @Test
    void forkAndExecve() {
        accept(events.begun("execve", "/bin/sh"), events.call("fork", 200));
        events.as(200, 200);
        accept(events.call("fork", 0), events.begun("execve", "/bin/cat"), events.call("_exit", 0, 3));
        assertThat(told()).isEqualTo("100 /bin/sh; 200 of 100 FORK /bin/cat = 3");
    }

    @Test
    void waitingProvesAParent() {
        accept(events.call("open", 3, "/a", 0));
        events.as(200, 200);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("100; 200");
        events.as(100, 100);
        accept(events.call("waitpid", 200, -1, new int[] {9}, 0));
        assertThat(told()).isEqualTo("100; 200 of 100 WAIT = 137");
    }

    @Test
    void whatIsExecutedByAChildOfVforkIsTheNextNewProcess() {
        accept(events.call("vfork", 0), events.begun("execve", "/bin/cat"), events.call("vfork", 0));
        accept(events.call("_exit", 0, 127), events.call("vfork", 0), events.begun("execve", "/bin/ls"));
        events.as(300, 300);
        accept(events.call("open", 3, "/a", 0));
        events.as(200, 200);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("100; 300 of 100 NEXT /bin/cat; 200 of 100 NEXT /bin/ls");
        // A guess is put right.
        events.as(300, 300);
        accept(events.call("wait", 200, new int[] {0}));
        assertThat(Objects.requireNonNull(
                                family.member(200).orElseThrow().parent().orElseThrow())
                        .id())
                .isEqualTo(300);
    }

    /** Seen to fail: once the child had been seen, what its parent did was taken for the child's. */
    @Test
    void afterItsChildHasExecutedAParentActsForItself() {
        accept(events.call("vfork", 0), events.begun("execve", "/bin/cat"));
        events.as(200, 200);
        accept(events.call("open", 3, "/a", 0));
        events.as(100, 100);
        assertThat(family.accept(events.call("waitpid", 200, -1, new int[] {0}, 0))
                        .id())
                .isEqualTo(100);
        assertThat(told()).isEqualTo("100; 200 of 100 WAIT /bin/cat = 0");
    }

    @Test
    void aSpawnedProcessMayBeSeenBeforeTheCallReturns() {
        accept(events.call("open", 3, "/a", 0));
        TraceEvent spawn = events.timed("posix_spawn", 0, 0, 50_000, 0, "/bin/cat", 0, 0, 0, 0);
        events.as(200, 200);
        accept(events.call("open", 3, "/a", 0));
        accept(spawn);
        assertThat(told()).isEqualTo("100; 200 of 100 NEXT /bin/cat");
    }

    /** What a process says of its parent is no guess; without it, 300 would be taken for the first one's, cat. */
    @Test
    void aProcessSaysWhoItsParentIs() {
        events.as(150, 150);
        accept(events.call("open", 3, "/a", 0));
        events.as(100, 100);
        accept(events.call("vfork", 0), events.begun("execve", "/bin/cat"));
        events.as(150, 150);
        accept(events.call("vfork", 0), events.begun("execve", "/bin/ls"));
        events.as(300, 300, 150);
        accept(events.call("open", 3, "/a", 0));
        events.as(200, 200, 100);
        accept(events.call("open", 3, "/a", 0));
        events.as(400, 400, 100);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("150; 100; 300 of 150 ASKED /bin/ls; 200 of 100 ASKED /bin/cat; 400 of 100 ASKED");
        // Who waits for it is its parent, or has taken the place of it.
        events.as(150, 150);
        accept(events.call("wait", 400, new int[] {0}));
        assertThat(told()).contains("400 of 100 ASKED = 0");
    }

    @Test
    void aParentMayBeSeenAfterItsChild() {
        events.as(200, 200, 150);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("200");
        events.as(150, 150, 100);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("200 of 150 ASKED; 150");
    }

    /** The first answer counts, also after the process has executed another program. A fork that was seen is surer. */
    @Test
    void aParentMayHaveEnded() {
        accept(events.call("fork", 200));
        events.as(200, 200, 1);
        accept(events.call("open", 3, "/a", 0));
        events.as(300, 300, 200);
        accept(events.call("open", 3, "/a", 0));
        events.as(300, 300, 1);
        accept(events.begun("execve", "/bin/cat"));
        events.as(1, 1);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("100; 200 of 100 FORK; 300 of 200 ASKED /bin/cat; 1");
    }

    /** It has lost its parent before it could ask, or had none in its pid namespace: then there is no more than a guess. */
    @Test
    void aChildOfInitMayHaveBeenAnothers() {
        accept(events.call("vfork", 0), events.begun("execve", "/bin/cat"));
        events.as(200, 200, 1);
        accept(events.call("open", 3, "/a", 0));
        assertThat(told()).isEqualTo("100; 200 of 100 NEXT /bin/cat");
    }

    @Test
    void whatWasSpawnedIsAChildOfTheCaller() {
        accept(events.call("open", 3, "/a", 0));
        TraceEvent spawn = events.timed("posix_spawn", 0, 0, 50_000, 0, "/bin/cat", 0, 0, 0, 0);
        events.as(300, 300, 150);
        accept(events.call("open", 3, "/a", 0));
        events.as(200, 200, 100);
        accept(events.call("open", 3, "/a", 0));
        accept(spawn);
        assertThat(told()).isEqualTo("100; 300; 200 of 100 ASKED /bin/cat");
    }

    @Test
    void aForkedChildTakesNobodyElsesPlace() {
        accept(events.call("vfork", 0), events.begun("execve", "/bin/cat"));
        events.as(200, 200);
        accept(events.call("fork", 0));
        assertThat(told()).isEqualTo("100; 200");
    }
}
