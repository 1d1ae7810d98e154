package dev.shimgen.runtime.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads frames, of which no more than one is in memory. */
final class FrameReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private long at;
    private boolean cut;

    /** A frame, of which both checksums are right. */
    record Frame(RecordingFormat.Kind kind, PackedReader content) {}

    /**
     * Reads a file's head.
     *
     * @param file for messages
     * @throws RecordingException if it is no recording, or of another version
     */
    FrameReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        byte[] head = in.readNBytes(RecordingFormat.HEAD_SIZE);
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < RecordingFormat.HEAD_SIZE || numbers.getLong() != RecordingFormat.MAGIC) {
            throw RecordingException.isNone(file);
        }
        int version = numbers.getInt();
        if (version != RecordingFormat.VERSION) {
            throw RecordingException.ofVersion(file, version);
        }
        at = head.length;
    }

    /** {@return whether the file ends within a frame} */
    boolean isCut() {
        return cut;
    }

    /**
     * {@return the next frame; empty if there is no whole one any more}
     *
     * @throws RecordingException if the frame is damaged
     * @throws IOException if the file cannot be read
     */
    Optional<Frame> next() throws IOException {
        long start = at;
        byte[] head = part(RecordingFormat.FRAME_HEAD_SIZE);
        if (head.length < RecordingFormat.FRAME_HEAD_SIZE || isNothing(head)) {
            cut |= head.length > 0;
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int kind = numbers.getInt();
        int stored = numbers.getInt();
        int size = numbers.getInt();
        int crc = numbers.getInt();
        if (numbers.getInt() != FrameWriter.crc(head, 0, 16)) {
            throw RecordingException.damaged(file, start, "the checksum of a frame's head is wrong");
        }
        // Deflate makes nothing longer by more than a few bytes.
        if (kind < 0
                || kind >= RecordingFormat.KINDS.size()
                || size < 0
                || size > RecordingFormat.MOST
                || stored < 0
                || stored > RecordingFormat.MOST + (1 << 12)) {
            throw RecordingException.damaged(
                    file, start, "no frame is of kind " + kind + " and has " + stored + " and " + size + " bytes");
        }
        byte[] bytes = part(stored);
        if (bytes.length < stored) {
            cut = true;
            return Optional.empty();
        }
        if (FrameWriter.crc(bytes, 0, stored) != crc) {
            throw RecordingException.damaged(file, start, "the checksum of a frame is wrong");
        }
        return Optional.of(
                new Frame(RecordingFormat.KINDS.get(kind), new PackedReader(file, start, inflate(bytes, size, start))));
    }

    /** Whether these are the zeros that some file systems leave behind if the machine stops before the data is there. */
    private static boolean isNothing(byte[] head) {
        for (byte b : head) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return so many bytes, or those that are left; memory is taken for what is there, not for what is said} */
    private byte[] part(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        at += bytes.length;
        return bytes;
    }

    private ByteBuffer inflate(byte[] stored, int size, long start) throws RecordingException {
        byte[] content = new byte[size];
        inflater.reset();
        inflater.setInput(stored);
        try {
            int done = 0;
            while (done < size) {
                int more = inflater.inflate(content, done, size - done);
                if (more == 0) {
                    throw RecordingException.damaged(file, start, "a frame has fewer bytes than it says");
                }
                done += more;
            }
            // The end of the stream has no bytes of its own, but has to be read.
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw RecordingException.damaged(file, start, "a frame has more bytes than it says");
            }
        } catch (DataFormatException e) {
            throw RecordingException.damaged(file, start, "a frame cannot be decompressed", e);
        }
        return ByteBuffer.wrap(content);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
