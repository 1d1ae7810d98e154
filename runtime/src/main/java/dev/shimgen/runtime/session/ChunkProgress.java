package dev.shimgen.runtime.session;

import java.util.ArrayList;
import java.util.List;

/** How far a chunk has been read, since it was claimed. */
final class ChunkProgress {

    private static final long NEVER = Long.MIN_VALUE;

    /** How long a slot may stay unpublished before what is behind it is read. */
    private static final long PATIENCE = 1_000_000_000L;

    /**
     * Slots that were passed over, since they were not published when their time had come.
     *
     * @param from the first of them
     * @param to the first one behind
     */
    record Hole(int from, int to) {}

    final int generation;

    /** The next slot to read. */
    int next;

    /** As it was when it was last read. */
    long mark;

    /** What a thread that is still there may yet publish, having been in a signal handler for long. */
    final List<Hole> holes = new ArrayList<>();

    private long waitsSince = NEVER;

    ChunkProgress(int generation) {
        this.generation = generation;
    }

    /** Whether the next slot has not been published for so long that those behind it are read first. */
    boolean hasWaited() {
        long now = System.nanoTime();
        if (waitsSince == NEVER) {
            waitsSince = now;
        }
        return now - waitsSince > PATIENCE;
    }

    /** Goes on. */
    void advance(int to) {
        next = to;
        waitsSince = NEVER;
    }
}
