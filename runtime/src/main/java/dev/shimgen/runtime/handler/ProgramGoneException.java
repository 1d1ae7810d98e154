package dev.shimgen.runtime.handler;

/**
 * That nobody waits for the answer any more: the program has ended or executes another one, has jumped out of the call, or has
 * closed the connection, while it was making the real call. What a handler returns then is thrown away.
 */
public final class ProgramGoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProgramGoneException(String function, Throwable cause) {
        super("the program waits no longer for " + function, cause, false, false);
    }
}
