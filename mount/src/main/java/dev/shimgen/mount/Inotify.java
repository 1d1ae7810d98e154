package dev.shimgen.mount;

import dev.shimgen.runtime.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * inotify(7), of which Java's own {@code WatchService} does not tell when a file that was written is closed. An object is for one thread
 * that reads, and any that watch.
 */
final class Inotify implements AutoCloseable {

    static final int MODIFY = 0x2;
    static final int ATTRIB = 0x4;
    static final int CLOSE_WRITE = 0x8;
    static final int MOVED_FROM = 0x40;
    static final int MOVED_TO = 0x80;
    static final int CREATE = 0x100;
    static final int DELETE = 0x200;

    /** The queue was full, and events are missing. */
    static final int OVERFLOW = 0x4000;

    /** The watch is gone, since its folder is. */
    static final int IGNORED = 0x8000;

    private static final int CLOEXEC = 02000000;
    private static final int ONLYDIR = 0x01000000;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int POLLIN = 1;
    private static final int NONBLOCK = 04000;

    /** {@code struct inotify_event}: a watch, what has happened, a cookie, and the length of the name that follows. */
    private static final int HEAD = 16;

    private static final int MASK = 4;
    private static final int LENGTH = 12;
    private static final int ROOM = 1 << 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final long ERRNO =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle INIT = link("inotify_init1", "ii");
    private static final MethodHandle ADD_WATCH = link("inotify_add_watch", "iipi");
    private static final MethodHandle READ = link("read", "lipl");
    private static final MethodHandle POLL = link("poll", "ipli");
    private static final MethodHandle CLOSE = link("close", "ii");

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    private final MemorySegment buffer = arena.allocate(ROOM, 8);
    private final MemorySegment waited = arena.allocate(8, 8);
    private final int descriptor;

    /**
     * What has happened.
     *
     * @param watch the number that {@link #watch} has given; -1 for {@link #OVERFLOW}
     * @param mask what it was
     * @param name of the file in the folder; empty for the folder itself
     */
    record Event(int watch, int mask, String name) {

        boolean is(int bits) {
            return (mask & bits) != 0;
        }
    }

    Inotify() throws IOException {
        try {
            descriptor = (int) INIT.invokeExact(state, CLOEXEC | NONBLOCK);
        } catch (Throwable e) {
            throw new AssertionError(e); // the linker's handles throw nothing of their own
        }
        if (descriptor < 0) {
            throw failed(state, "inotify_init1");
        }
        waited.set(ValueLayout.JAVA_INT, 0, descriptor);
        waited.set(ValueLayout.JAVA_SHORT, Integer.BYTES, (short) POLLIN);
    }

    @SuppressWarnings("restricted") // Linker.downcallHandle: the shapes are those of the man pages.
    private static MethodHandle link(String name, String shape) {
        MemoryLayout[] parameters =
                shape.substring(1).chars().mapToObj(c -> layout((char) c)).toArray(MemoryLayout[]::new);
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(layout(shape.charAt(0)), parameters),
                Linker.Option.captureCallState("errno"));
    }

    private static MemoryLayout layout(char shape) {
        return switch (shape) {
            case 'i' -> ValueLayout.JAVA_INT;
            case 'l' -> ValueLayout.JAVA_LONG;
            default -> ValueLayout.ADDRESS;
        };
    }

    private static IOException failed(MemorySegment state, String what) {
        int error = state.get(ValueLayout.JAVA_INT, ERRNO);
        return new IOException(what + ": " + Errno.of(error).map(Enum::name).orElse("errno " + error));
    }

    /**
     * {@return the number of a watch on a folder} The same one if there is one already.
     *
     * @throws IOException if there may be no more watches ({@code fs.inotify.max_user_watches}), or there is no such folder
     */
    int watch(Path folder) throws IOException {
        int mask = MODIFY | ATTRIB | CLOSE_WRITE | MOVED_FROM | MOVED_TO | CREATE | DELETE | ONLYDIR;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment error = call.allocate(Linker.Option.captureStateLayout());
            int watch = (int) ADD_WATCH.invokeExact(error, descriptor, call.allocateFrom(folder.toString()), mask);
            if (watch < 0) {
                throw failed(error, "inotify_add_watch " + folder);
            }
            return watch;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** {@return what has happened since the last time; waits for so many milliseconds if that is nothing} */
    List<Event> read(int milliseconds) throws IOException {
        List<Event> events = new ArrayList<>();
        try {
            int ready = (int) POLL.invokeExact(state, waited, 1L, milliseconds);
            long size = ready <= 0 ? 0 : (long) READ.invokeExact(state, descriptor, buffer, (long) ROOM);
            if (ready < 0 || size < 0) {
                int error = state.get(ValueLayout.JAVA_INT, ERRNO);
                if (error != EINTR && error != EAGAIN) {
                    throw failed(state, "inotify");
                }
                return events;
            }
            long at = 0;
            while (at + HEAD <= size) {
                int length = buffer.get(ValueLayout.JAVA_INT, at + LENGTH);
                String name = length == 0 ? "" : buffer.getString(at + HEAD, StandardCharsets.UTF_8);
                events.add(new Event(
                        buffer.get(ValueLayout.JAVA_INT, at), buffer.get(ValueLayout.JAVA_INT, at + MASK), name));
                at += HEAD + length;
            }
            return events;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        arena.close();
    }
}
