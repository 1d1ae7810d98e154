package dev.shimgen.runtime.session;

import java.util.Optional;

/** The time of events: of the processor's counter, or of the kernel's clock where that cannot be used. */
final class EventClock {

    /** How long the pace of a counter is measured before the first event; it is known better from then on. */
    private static final long MEASURED = 10_000_000;

    private final Optional<MachineCounter> counter;
    private final long firstTicks;
    private final long firstNanos;
    private double nanosPerTick = 1;

    private EventClock(Optional<MachineCounter> counter) {
        this.counter = counter;
        this.firstNanos = System.nanoTime();
        this.firstTicks = counter.map(MachineCounter::read).orElse(firstNanos);
    }

    static EventClock start() {
        EventClock clock = new EventClock(MachineCounter.find());
        if (clock.counts()) {
            while (System.nanoTime() - clock.firstNanos < MEASURED) {
                Thread.onSpinWait();
            }
            clock.now();
        }
        return clock;
    }

    /** {@return whether programs shall read the processor's counter} */
    boolean counts() {
        return counter.isPresent();
    }

    /** {@return the time now, as events have it; the counter's pace is looked at, too} */
    long now() {
        long nanos = System.nanoTime();
        if (counter.isEmpty()) {
            return nanos;
        }
        long ticks = counter.get().read();
        if (ticks > firstTicks) {
            nanosPerTick = (double) (nanos - firstNanos) / (ticks - firstTicks);
        }
        return ticks;
    }

    /** {@return nanoseconds of {@code CLOCK_MONOTONIC}, of a time that an event has} */
    long nanos(long time) {
        return counter.isEmpty() ? time : firstNanos + (long) ((time - firstTicks) * nanosPerTick);
    }
}
