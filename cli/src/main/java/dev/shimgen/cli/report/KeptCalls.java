package dev.shimgen.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The calls that are shown one by one: all of them up to a limit; above, the slowest ones (a quarter), failed ones (a quarter)
 * and others by chance (half).
 */
final class KeptCalls {

    private static final Comparator<KeptCall> BY_TIME = Comparator.comparingLong(KeptCall::took);

    private final int limit;
    private final List<KeptCall> all = new ArrayList<>();
    private final PriorityQueue<KeptCall> slowest = new PriorityQueue<>(BY_TIME);
    private final Sample failed;
    private final Sample others;
    private boolean over;

    /** As many as there is room for, each with the same chance (Vitter's algorithm R). */
    private static final class Sample {
        private final int size;
        // Always the same, so that a report of the same events is the same.
        private final SplittableRandom random = new SplittableRandom(1);
        private final List<KeptCall> kept = new ArrayList<>();
        private long seen;

        Sample(int size) {
            this.size = size;
        }

        void add(Supplier<KeptCall> call) {
            seen++;
            if (kept.size() < size) {
                kept.add(call.get());
            } else {
                long at = random.nextLong(seen);
                if (at < size) {
                    kept.set((int) at, call.get());
                }
            }
        }
    }

    /**
     * How many calls of which sort are shown.
     *
     * @param failures those that failed, and were not among the slowest
     */
    record Shown(int slowest, int failed, long failures, int others) {}

    KeptCalls(int limit) {
        this.limit = limit;
        this.failed = new Sample(Math.max(limit / 4, 1));
        this.others = new Sample(Math.max(limit / 2, 1));
    }

    /**
     * Keeps a call, perhaps.
     *
     * @param call asked for only if it is kept, since it makes words
     */
    void add(long took, boolean hasFailed, Supplier<KeptCall> call) {
        if (!over && all.size() < limit) {
            all.add(call.get());
            return;
        }
        if (!over) {
            over = true;
            all.forEach(kept -> choose(kept.took(), kept.failed(), () -> kept));
            all.clear();
        }
        choose(took, hasFailed, call);
    }

    private void choose(long took, boolean hasFailed, Supplier<KeptCall> call) {
        if (slowest.size() < Math.max(limit / 4, 1)) {
            slowest.add(call.get());
            return;
        }
        KeptCall fastest = slowest.element();
        if (took > fastest.took()) {
            slowest.remove();
            slowest.add(call.get());
            sample(fastest.failed()).add(() -> fastest);
        } else {
            sample(hasFailed).add(call);
        }
    }

    private Sample sample(boolean hasFailed) {
        return hasFailed ? failed : others;
    }

    /** {@return whether there were more than are kept} */
    boolean isOver() {
        return over;
    }

    Shown shown() {
        return new Shown(slowest.size(), failed.kept.size(), failed.seen, others.kept.size());
    }

    /** {@return the calls by the time when they began} */
    List<KeptCall> calls() {
        return Stream.of(all, slowest, failed.kept, others.kept)
                .flatMap(calls -> calls.stream())
                .sorted(Comparator.comparingLong(KeptCall::began))
                .toList();
    }
}
