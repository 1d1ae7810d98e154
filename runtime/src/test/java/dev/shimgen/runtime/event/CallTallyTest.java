package dev.shimgen.runtime.event;

import static dev.shimgen.runtime.event.CallTally.Share.CALL;
import static dev.shimgen.runtime.event.CallTally.Share.NOTHING;
import static dev.shimgen.runtime.event.CallTally.Share.OUTCOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallTallyTest {

    private final SampleEvents events = new SampleEvents();
    private final CallTally tally = new CallTally();

    private List<CallTally.Share> told(TraceEvent... some) {
        return List.of(some).stream().map(tally::of).toList();
    }

    @Test
    void aFailedExecveIsOneCall() {
        assertThat(told(
                        events.begun("execve", "/bin/none"),
                        events.failing("execve", 2, "/bin/none"),
                        events.begun("execve", "/bin/cat"),
                        events.call("open", 3, "/a", 0),
                        events.failing("execve", 2, "/bin/none")))
                .as("the last one's beginning was left out")
                .containsExactly(CALL, OUTCOME, CALL, CALL, CALL);
    }

    @Test
    void threadsAreToldApart() {
        TraceEvent begun = events.begun("execve", "/bin/none");
        TraceEvent failed = events.failing("execve", 2, "/bin/none");
        events.as(100, 101);
        TraceEvent other = events.failing("execve", 2, "/bin/none");
        assertThat(told(begun, other, failed)).containsExactly(CALL, CALL, OUTCOME);
    }

    @Test
    void aForkIsItsParents() {
        TraceEvent fork = events.call("fork", 200);
        TraceEvent failed = events.failing("fork", 11);
        events.as(200, 200);
        assertThat(told(fork, events.call("fork", 0), failed, events.call("open", 0, "/a", 0)))
                .containsExactly(CALL, NOTHING, CALL, CALL);
    }

    /** Threads that execute a program and are not seen again. */
    @Test
    void manyThreadsTakeLittle() {
        for (int i = 1; i < 100_000; i++) {
            events.as(i, i);
            assertThat(tally.of(events.begun("execve", "/bin/cat"))).isEqualTo(CALL);
        }
    }
}
