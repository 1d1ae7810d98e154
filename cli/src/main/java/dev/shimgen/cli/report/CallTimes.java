package dev.shimgen.cli.report;

import org.HdrHistogram.Histogram;

/** How long calls took: exactly how long together and at most, and about how long so many of a hundred. */
public final class CallTimes {

    /** Times are kept to two digits, which takes a few kilobytes. */
    private static final int DIGITS = 2;

    private final Histogram times = new Histogram(DIGITS);
    private long total;
    private long shortest = Long.MAX_VALUE;
    private long longest;

    /** Adds a call. */
    public void add(long nanoseconds) {
        times.recordValue(nanoseconds);
        total += nanoseconds;
        shortest = Math.min(shortest, nanoseconds);
        longest = Math.max(longest, nanoseconds);
    }

    /** {@return the sum, in nanoseconds} */
    public long total() {
        return total;
    }

    /** {@return the longest time; 0 if there is none} */
    public long longest() {
        return longest;
    }

    /** {@return what so many percent of the calls took at most; 0 if there are none} */
    public long quantile(int percent) {
        // Of what is kept to two digits, the upper end is taken, which may be above what any call took.
        return times.getTotalCount() == 0 ? 0 : Math.clamp(times.getValueAtPercentile(percent), shortest, longest);
    }
}
