package dev.shimgen.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.SampleEvents;
import dev.shimgen.runtime.session.SessionFacts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventRowTest {

    private static final SessionFacts FACTS =
            new SessionFacts("run", "boot", "host", Instant.parse("2024-05-17T09:30:00Z"), 1_000_000_000L);

    /** Seen to fail: ArithmeticException, "long overflow", and the rest was lost. */
    @Test
    void aTimeThatNobodyHasIsNone() {
        EventRow damaged = EventRow.of(
                new SampleEvents().pause(Long.MAX_VALUE - 1_000_000_000L).call("open", 3, "/a", 0));
        assertThat(damaged.json(FACTS)).contains("\"began\":null,\"began_ns\":null,\"duration_ns\":");
        EventRow row = EventRow.of(new SampleEvents().call("open", 3, "/a", 0));
        assertThat(row.json(FACTS))
                .contains("\"began\":\"2024-05-17T09:30:00.000000000Z\",\"began_ns\":1715938200000000000,");
    }
}
