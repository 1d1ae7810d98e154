package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;

/**
 * An integer, and how it is shown.
 *
 * @param size bytes: 1, 2, 4 or 8
 * @param signed whether it has a sign
 * @param style how it is shown
 * @param names the names of {@link Style#FLAGS} and {@link Style#ONE_OF}, and signals' for {@link Style#WAIT_STATUS};
 *     otherwise none
 */
public record NumberSchema(int size, boolean signed, Style style, NamedValues names) {

    /** How an integer is shown. */
    public enum Style {
        /** In decimal. */
        DECIMAL,
        /** In hexadecimal; {@code NULL} for 0. */
        ADDRESS,
        /** A signal's handler: {@code SIG_IGN}, or an address. */
        HANDLER,
        /** Permission bits, with a file's type if there is one: {@code S_IFREG|0644}. */
        MODE,
        /** Names for its bits. */
        FLAGS,
        /** A name for it. */
        ONE_OF,
        /** What wait(2) tells of a process. */
        WAIT_STATUS
    }

    /** {@return the number that stands in some memory} */
    long read(ByteBuffer in, int offset) {
        return switch (size) {
            case 1 -> signed ? in.get(offset) : Byte.toUnsignedLong(in.get(offset));
            case 2 -> signed ? in.getShort(offset) : Short.toUnsignedLong(in.getShort(offset));
            case 4 -> signed ? in.getInt(offset) : Integer.toUnsignedLong(in.getInt(offset));
            default -> in.getLong(offset);
        };
    }
}
