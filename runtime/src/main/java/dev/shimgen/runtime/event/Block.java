package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A copy of memory that an argument or a result of a call points to. */
final class Block {

    /** The number of the result, where others have the number of an argument. */
    static final int RESULT = 0xff;

    /** What a block has: {@code enum shimgen_event_what}. */
    enum What {
        WHOLE,
        CUT,
        ADDRESS,
        END,
        AND_SO_ON;

        /** Whether nothing is missing. */
        boolean isWhole() {
            return this == WHOLE || this == END;
        }

        /** Whether the bytes are a copy of what is there, be it of the beginning. */
        boolean isCopy() {
            return this == WHOLE || this == CUT;
        }
    }

    private final int argument;
    private final What what;
    private final byte[] bytes;

    Block(int argument, What what, byte[] bytes) {
        this.argument = argument;
        this.what = what;
        this.bytes = bytes;
    }

    /** {@return the index of the argument that it belongs to, or {@link #RESULT}} */
    int argument() {
        return argument;
    }

    What what() {
        return what;
    }

    byte[] copy() {
        return bytes.clone();
    }

    int size() {
        return bytes.length;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** {@return the bytes as numbers of the program's machine} */
    ByteBuffer in(ByteOrder order) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
    }
}
