package dev.shimgen.generator.audit;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What an audit found. Everything is sorted, and nothing depends on the machine or the time.
 *
 * @param shims the names of the shims, the outermost first
 * @param command the command line
 * @param exitStatus how the command ended; 128 plus the signal's number if a signal ended it
 * @param stackTraces whether the calls' stacks were known
 * @param programs how many programs were started
 * @param escapes the calls that went past the shims
 * @param seen the calls that were made through a wrapper
 * @param untold the calls of unknown origin, because their stacks are not known
 * @param linker how many calls the dynamic linker made, by the function that made it load something; the empty name
 *     stands for the start of programs
 * @param shimCalls how many calls the shims made for themselves
 * @param gaps the programs that ran without the shims
 * @param calls the system calls that were looked at
 * @param unknownFunctions wrapped functions of which shimgen does not know what calls they make
 */
public record AuditReport(
        List<String> shims,
        String command,
        int exitStatus,
        boolean stackTraces,
        long programs,
        List<Row> escapes,
        List<Row> seen,
        List<Row> untold,
        SortedMap<String, Long> linker,
        long shimCalls,
        List<GapRow> gaps,
        SortedSet<String> calls,
        SortedSet<String> unknownFunctions) {

    /**
     * Calls that were made in the same way.
     *
     * @param call the system call
     * @param function the function that was called for it; empty if it has no name
     * @param library the file name of the program or library that called the function; empty if it is not known
     * @param count how many
     * @param remark what can be done about it, or why nothing can; empty for calls that were seen
     */
    public record Row(String call, String function, String library, long count, String remark) {}

    /**
     * A program that ran without the shims.
     *
     * @param program its file name
     * @param count how often it was started
     * @param why the reason
     */
    public record GapRow(String program, long count, String why) {}

    public AuditReport {
        shims = List.copyOf(shims);
        escapes = List.copyOf(escapes);
        seen = List.copyOf(seen);
        untold = List.copyOf(untold);
        gaps = List.copyOf(gaps);
    }

    /** {@return how many calls went past the shims} */
    public long escaped() {
        return total(escapes);
    }

    /** {@return how many calls of these kinds programs made, including those of unknown origin} */
    public long all() {
        return escaped() + total(seen) + total(untold);
    }

    private static long total(List<Row> rows) {
        return rows.stream().mapToLong(Row::count).sum();
    }
}
