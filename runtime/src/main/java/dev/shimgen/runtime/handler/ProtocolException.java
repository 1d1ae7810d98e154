package dev.shimgen.runtime.handler;

import java.io.IOException;

/** That what came over a connection is no message that can come. */
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
