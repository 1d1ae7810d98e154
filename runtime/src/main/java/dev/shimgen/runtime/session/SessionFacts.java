package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Where and when a session was made: what tells its events apart from those of other sessions and machines.
 *
 * @param run a name for the session that no other one has
 * @param boot the id that the kernel gave itself when the machine was started; "" if it is not known
 * @param host the machine's name; "" if it is not known
 * @param made when the session was made
 * @param madeNanos the same moment in nanoseconds of {@code CLOCK_MONOTONIC}
 */
public record SessionFacts(String run, String boot, String host, Instant made, long madeNanos) {

    /** {@return the facts of a session that is made now, on this machine} */
    static SessionFacts now() {
        return new SessionFacts(
                UUID.randomUUID().toString(),
                kernel("random/boot_id"),
                kernel("hostname"),
                Instant.now(),
                System.nanoTime());
    }

    /**
     * {@return the time of day of an event's time}
     *
     * @param nanoseconds of {@code CLOCK_MONOTONIC}
     */
    public Instant instant(long nanoseconds) {
        // One by one: the difference of two times of a damaged recording may not fit into a long.
        return made.minusNanos(madeNanos).plusNanos(nanoseconds);
    }

    private static String kernel(String name) {
        try {
            return Files.readString(Path.of("/proc/sys/kernel", name), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return ""; // no /proc: the session works all the same
        }
    }
}
