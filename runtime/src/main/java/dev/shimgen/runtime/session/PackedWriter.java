package dev.shimgen.runtime.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: numbers take as few as they need. */
final class PackedWriter {

    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** Adds a number; one of a small amount, of either sign, has a single byte. */
    PackedWriter number(long number) {
        // The sign goes last, so that -1 is as short as 1.
        long rest = number << 1 ^ number >> 63;
        room(10);
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    PackedWriter bytes(byte[] added) {
        number(added.length);
        room(added.length);
        System.arraycopy(added, 0, bytes, size, added.length);
        size += added.length;
        return this;
    }

    PackedWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        cut(0);
    }

    void cut(int shorter) {
        size = shorter;
    }
}
