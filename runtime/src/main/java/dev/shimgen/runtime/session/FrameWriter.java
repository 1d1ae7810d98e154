package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes frames to a file, each at once. */
final class FrameWriter implements AutoCloseable {

    /** What programs pass to each other, and their arguments, may be secrets. */
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final WritableByteChannel channel;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private ByteBuffer out = ByteBuffer.allocate(RecordingFormat.ENOUGH).order(ByteOrder.LITTLE_ENDIAN);
    private long whole;
    private boolean failed;

    FrameWriter(Path file, WritableByteChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Begins a file; one that is there is written anew.
     *
     * @throws RecordingException if that is not allowed, or there is no room
     */
    static FrameWriter create(Path file) throws RecordingException {
        FrameWriter writer;
        try {
            writer = new FrameWriter(
                    file,
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(MODE)));
        } catch (IOException e) {
            throw RecordingException.uncreatable(file, e);
        }
        try {
            writer.head();
            return writer;
        } catch (RecordingException e) {
            writer.end();
            throw e;
        }
    }

    private void head() throws RecordingException {
        out.putLong(RecordingFormat.MAGIC).putInt(RecordingFormat.VERSION);
        flush();
    }

    /**
     * Writes a frame.
     *
     * @param content not more than {@link RecordingFormat#MOST} bytes
     * @throws RecordingException if it could not be written, and then nothing any more
     */
    void write(RecordingFormat.Kind kind, PackedWriter content) throws RecordingException {
        if (failed) {
            return; // It was said.
        }
        out.clear().position(RecordingFormat.FRAME_HEAD_SIZE);
        deflater.reset();
        deflater.setInput(content.array(), 0, content.size());
        deflater.finish();
        while (!deflater.finished()) {
            if (!out.hasRemaining()) {
                out = ByteBuffer.allocate(out.capacity() * 2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(out.flip());
            }
            deflater.deflate(out);
        }
        int size = out.position() - RecordingFormat.FRAME_HEAD_SIZE;
        out.putInt(0, RecordingFormat.KINDS.indexOf(kind))
                .putInt(4, size)
                .putInt(8, content.size())
                .putInt(12, crc(out.array(), RecordingFormat.FRAME_HEAD_SIZE, size))
                .putInt(16, crc(out.array(), 0, 16));
        flush();
    }

    static int crc(byte[] bytes, int offset, int size) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, size);
        return (int) crc.getValue();
    }

    private void flush() throws RecordingException {
        out.flip();
        int size = out.limit();
        try {
            while (out.hasRemaining()) {
                channel.write(out);
            }
            whole += size;
        } catch (IOException e) {
            failed = true;
            RecordingException failure = RecordingException.unwritable(file, e);
            cut(failure);
            throw failure;
        }
    }

    /** Takes away the part of a frame that has found room. */
    private void cut(RecordingException failure) {
        try {
            if (channel instanceof FileChannel regular) {
                regular.truncate(whole);
            }
        } catch (IOException e) {
            failure.addSuppressed(e); // a device, or a pipe; readers stop in front of the part
        }
    }

    /** Lets the file go. */
    @Override
    public void close() throws RecordingException {
        deflater.end();
        try {
            channel.close();
        } catch (IOException e) {
            // NFS and quotas may say only now that there is no room.
            throw RecordingException.unwritable(file, e);
        }
    }

    /** Lets the file go after another failure, which is the one to tell. */
    private void end() {
        try {
            close();
        } catch (RecordingException e) {
            failed = true; // nothing more is written anyway
        }
    }
}
