package dev.shimgen.runtime.handler;

/** That a handler has answered what cannot be an answer; the call then does what its spec says for no answer. */
public final class HandlerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HandlerException(String message) {
        super("[SG0913] " + message);
    }
}
