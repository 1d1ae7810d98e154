package dev.shimgen.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of this process, which others use as well: it is flushed where others are closed. And it knows whether nobody reads it
 * any more, as where {@code head(1)} has seen enough.
 */
final class StandardStream extends FilterOutputStream {

    /** What messages call it. */
    static final String OUTPUT = "standard output";

    private boolean unread;

    /** Nobody reads any more. It is no failure, and nobody need be told. */
    static final class Unread extends IOException {

        private static final long serialVersionUID = 1L;

        Unread() {
            super("nobody reads what is written");
        }
    }

    StandardStream(OutputStream out) {
        super(out);
    }

    /** Writes all of something. */
    interface Writing<T> {

        /** {@return what comes of it} */
        T to(StandardStream stream) throws IOException;
    }

    /**
     * {@return what comes of writing to standard output}
     *
     * @throws Unread if nobody reads it any more
     */
    static <T> T output(Writing<T> writing) throws IOException {
        StandardStream standard = new StandardStream(new FileOutputStream(FileDescriptor.out));
        try {
            return writing.to(standard);
        } catch (IOException e) {
            standard.check();
            throw e;
        }
    }

    /** {@return whether an option for a file names standard output} A file of that name is {@code ./-}. */
    static boolean isMeant(@Nullable Path file) {
        return file != null && file.toString().equals("-");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            // EPIPE, in the words of strerror(3).
            unread |= String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
            throw e;
        }
    }

    /**
     * Looks whether it is still read.
     *
     * @throws Unread if not
     */
    void check() throws Unread {
        if (unread) {
            throw new Unread();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
