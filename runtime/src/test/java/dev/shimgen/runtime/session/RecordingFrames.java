package dev.shimgen.runtime.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A recording in its frames, so that a test can change what they say, under checksums that are right. */
final class RecordingFrames {

    private static final Path NAME = Path.of("trace.shimgen");

    private RecordingFrames() {}

    /** The contents of all frames, each with its kind in front; before them, the head. */
    static List<byte[]> contents(byte[] file) throws DataFormatException {
        List<byte[]> contents = new ArrayList<>();
        byte[] head = new byte[RecordingFormat.HEAD_SIZE];
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).get(head);
        contents.add(head);
        while (in.hasRemaining()) {
            int kind = in.getInt();
            byte[] stored = new byte[in.getInt()];
            byte[] content = new byte[in.getInt() + 1];
            in.position(in.position() + 8).get(stored);
            Inflater inflater = new Inflater(true);
            inflater.setInput(stored);
            inflater.inflate(content, 1, content.length - 1);
            inflater.end();
            content[0] = (byte) kind;
            contents.add(content);
        }
        return contents;
    }

    /** The file of such contents. */
    static byte[] file(List<byte[]> contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(contents.get(0));
        try (FrameWriter frames = new FrameWriter(NAME, Channels.newChannel(out))) {
            for (byte[] content : contents.subList(1, contents.size())) {
                int kind = Math.floorMod(content[0], RecordingFormat.KINDS.size());
                frames.write(RecordingFormat.KINDS.get(kind), packed(content));
            }
        }
        return out.toByteArray();
    }

    /** A text is its length and its bytes; so the content is what follows a text's length. */
    private static PackedWriter packed(byte[] content) {
        PackedWriter packed = new PackedWriter();
        packed.bytes(new byte[content.length - 1]);
        System.arraycopy(content, 1, packed.array(), 0, content.length - 1);
        packed.cut(content.length - 1);
        return packed;
    }
}
