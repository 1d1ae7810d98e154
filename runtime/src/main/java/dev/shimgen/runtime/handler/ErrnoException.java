package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.Errno;

/** What a handler may throw to let the call fail with an error, from wherever it is. */
public final class ErrnoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Errno error;

    /**
     * Makes one, without a stack trace: it is an answer and no mistake.
     *
     * @param error what the call fails with
     */
    public ErrnoException(Errno error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    /** {@return what the call fails with} */
    public Errno error() {
        return error;
    }
}
