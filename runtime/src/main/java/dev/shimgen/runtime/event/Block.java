package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A copy of memory that an argument or a result of a call points to, as it travels with an event: what {@link TracedCall#bytes} and
 * {@link TracedCall#text} are made of.
 */
public final class Block {

    /** The number of the result, where others have the number of an argument. */
    public static final int RESULT = 0xff;

    /** What a block has: {@code enum shimgen_event_what}. */
    public enum What {
        /** All that was asked for. */
        WHOLE,
        /** Its beginning. */
        CUT,
        /** An address, where what is there could not be read, or is not followed. */
        ADDRESS,
        /** Nothing: the strings of an array end here. */
        END,
        /** Nothing: there are more strings, for which there was no room. */
        AND_SO_ON;

        /** {@return whether nothing is missing} */
        public boolean isWhole() {
            return this == WHOLE || this == END;
        }

        /** {@return whether the bytes are a copy of what is there, be it of the beginning} */
        public boolean isCopy() {
            return this == WHOLE || this == CUT;
        }
    }

    private final int argument;
    private final What what;
    private final byte[] bytes;

    /**
     * Makes a block.
     *
     * @param argument its index among all that the library hands on, or {@link #RESULT}
     * @param bytes are not copied
     */
    public Block(int argument, What what, byte[] bytes) {
        this.argument = argument;
        this.what = what;
        this.bytes = bytes;
    }

    /** {@return the index of the argument that it belongs to, or {@link #RESULT}} */
    public int argument() {
        return argument;
    }

    /** {@return what the bytes are} */
    public What what() {
        return what;
    }

    /** {@return a copy of the bytes} */
    public byte[] copy() {
        return bytes.clone();
    }

    /** {@return the number of bytes} */
    public int size() {
        return bytes.length;
    }

    /**
     * {@return a byte}
     *
     * @param index from 0
     */
    public byte at(int index) {
        return bytes[index];
    }

    /** {@return the bytes as numbers of the program's machine} */
    public ByteBuffer in(ByteOrder order) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
    }
}
