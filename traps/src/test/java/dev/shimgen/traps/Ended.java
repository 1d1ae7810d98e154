package dev.shimgen.traps;

import java.util.Map;

/**
 * How a command ended.
 *
 * @param status its exit status; of one that a signal ended, 128 and the signal's number
 * @param printed what it said of itself
 */
record Ended(int status, String printed) {

    private static final int BY_SIGNAL = 128;

    /** Those that end programs; by their numbers on all of our platforms (signal(7)). */
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 13,
            "SIGPIPE", 14, "SIGALRM", 31, "SIGSYS");

    /** {@return all of it in words: {@code status 139 (killed by SIGSEGV), printed: …}} */
    String describe() {
        String signal = SIGNALS.getOrDefault(status - BY_SIGNAL, "");
        return "status " + status + (signal.isEmpty() ? "" : " (killed by " + signal + ")") + ", printed: "
                + (printed.isBlank() ? "nothing" : printed.strip());
    }

    /**
     * Fails if it has not ended with 0.
     *
     * @param what which command it was, and how it was run
     */
    void expectSuccess(String what) {
        if (status != 0) {
            // The whole text is the message: that is what Maven has on the screen, whatever the test is called there.
            throw new AssertionError(what + ": " + describe());
        }
    }
}
