package dev.shimgen.runtime.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what {@link PackedWriter} has written, if it was that: each number is checked before it is used. */
final class PackedReader {

    private final Path file;
    private final long at;
    private final ByteBuffer in;

    /**
     * Makes a reader.
     *
     * @param file for messages
     * @param at where that is in the file, for messages
     */
    PackedReader(Path file, long at, ByteBuffer in) {
        this.file = file;
        this.at = at;
        this.in = in;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    long number() throws RecordingException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!in.hasRemaining()) {
                throw damaged("a number without an end");
            }
            byte part = in.get();
            number |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return number >>> 1 ^ -(number & 1);
            }
        }
        throw damaged("a number of too many bytes");
    }

    /** {@return a number of those from {@code least} to {@code most}} */
    int number(int least, int most) throws RecordingException {
        long number = number();
        if (number < least || number > most) {
            throw damaged(number + " is none of " + least + " to " + most);
        }
        return (int) number;
    }

    int integer() throws RecordingException {
        return number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    byte[] bytes() throws RecordingException {
        int size = number(0, Integer.MAX_VALUE);
        // Only now: the number itself has been taken out of what is left.
        if (size > in.remaining()) {
            throw damaged(size + " bytes, and there are " + in.remaining());
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    String text() throws RecordingException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    RecordingException damaged(String what) {
        return RecordingException.damaged(file, at, what);
    }
}
