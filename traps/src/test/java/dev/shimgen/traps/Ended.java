package dev.shimgen.traps;

import java.util.Map;

/**
 * How a command ended.
 *
 * @param status its exit status; 128 plus the signal's number if a signal ended it
 * @param printed what it printed
 */
record Ended(int status, String printed) {

    private static final int BY_SIGNAL = 128;

    /** Signals that end programs, by the numbers that they have on all supported platforms (signal(7)). */
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 13,
            "SIGPIPE", 14, "SIGALRM", 31, "SIGSYS");

    /** {@return how it ended, in words: {@code status 139 (killed by SIGSEGV), printed: …}} */
    String describe() {
        String signal = SIGNALS.getOrDefault(status - BY_SIGNAL, "");
        return "status " + status + (signal.isEmpty() ? "" : " (killed by " + signal + ")") + ", printed: "
                + (printed.isBlank() ? "nothing" : printed.strip());
    }

    /**
     * Fails if the status is not 0.
     *
     * @param what which command it was, and how it was run
     */
    void expectSuccess(String what) {
        if (status != 0) {
            // Everything is in the message: that is what Maven prints, whatever it calls the test.
            throw new AssertionError(what + ": " + describe());
        }
    }
}
