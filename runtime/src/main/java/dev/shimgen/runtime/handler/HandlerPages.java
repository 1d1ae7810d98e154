package dev.shimgen.runtime.handler;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The memory in which a session's programs see which functions are answered: the file {@code handlers}, whose pages are {@code
 * struct shimgen_handle_shim} of {@code shimgen_handle.h}. Either side makes the page of a shim; two of one shim are possible if who
 * made the first was killed meanwhile, so all are written.
 */
final class HandlerPages implements AutoCloseable {

    private static final int PAGE = 4096;
    private static final int SHIMS = 16;
    private static final int VERSION = 2;
    private static final String MAGIC = "shimhand";

    /** {@code struct shimgen_handle_head}. */
    private static final int HEAD_VERSION = 8;

    private static final int HEAD_SHIMS = 12;

    /** {@code struct shimgen_handle_shim}. */
    private static final int STATE = 0;

    private static final int FUNCTIONS = 4;
    private static final int DIGEST = 8;
    private static final int NAME = 16;
    private static final int NAME_SIZE = 64;
    private static final int HANDLER = 80;
    private static final int LIMIT = 84;
    private static final int SPIN = 88;
    private static final int NAMESPACE = 92;
    private static final int WANTED = 96;
    static final int MOST_FUNCTIONS = 3072;

    /** {@code enum shimgen_handle_page}. */
    private static final int FREE = 0;

    private static final int TAKEN = 1;
    private static final int THERE = 2;

    /** The pid namespace of this process, as proc(5) calls it: {@code pid:[4026531836]}; 0 if that is not known. */
    private static final int NAMESPACE_NUMBER = namespace();

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();

    private final Arena arena;
    private final MemorySegment memory;
    private final Dispatcher dispatcher;
    private final byte[] name;

    private HandlerPages(Arena arena, MemorySegment memory, Dispatcher dispatcher) {
        this.arena = arena;
        this.memory = memory;
        this.dispatcher = dispatcher;
        this.name = dispatcher.shim().getBytes(StandardCharsets.US_ASCII);
    }

    private static int namespace() {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Integer.parseUnsignedInt(name.replaceAll("\\D", ""));
        } catch (IOException | NumberFormatException e) {
            return 0; // without /proc; then process ids alone are compared
        }
    }

    static HandlerPages open(Path folder, Dispatcher dispatcher) throws IOException {
        if (dispatcher.shim().length() >= NAME_SIZE) {
            throw new IOException("[SG0916] the name of a shim with handlers has at most " + (NAME_SIZE - 1)
                    + " letters, and \"" + dispatcher.shim() + "\" has more");
        }
        if (dispatcher.functions().size() > MOST_FUNCTIONS) {
            throw new IOException("[SG0916] a handler answers at most " + MOST_FUNCTIONS + " functions, and "
                    + dispatcher.shim() + " has " + dispatcher.functions().size());
        }
        Path file = folder.resolve("handlers");
        long size = (1L + SHIMS) * PAGE;
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() != size) {
                throw new IOException("[SG0907] " + file + " has " + channel.size() + " bytes, and should have " + size
                        + "; begin a new session");
            }
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            String magic = new String(memory.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
            if (!magic.equals(MAGIC)
                    || memory.get(ValueLayout.JAVA_INT, HEAD_VERSION) != VERSION
                    || memory.get(ValueLayout.JAVA_INT, HEAD_SHIMS) != SHIMS) {
                throw new IOException(
                        "[SG0907] " + file + " is of another version of shimgen, or damaged; begin a new session");
            }
            return new HandlerPages(arena, memory, dispatcher);
        } catch (NoSuchFileException e) {
            arena.close();
            throw new IOException("[SG0907] the session of " + folder + " has ended; begin a new session", e);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** {@return the pages of this shim; one is made if there is none} */
    private List<Long> own() throws IOException {
        List<Long> pages = new ArrayList<>();
        for (long page = PAGE; page <= (long) SHIMS * PAGE; page += PAGE) {
            if (state(page) == THERE && isOwn(page)) {
                pages.add(page);
            }
        }
        if (pages.isEmpty()) {
            pages.add(make());
        }
        return pages;
    }

    private int state(long page) {
        return (int) INT.getAcquire(memory, page + STATE);
    }

    private long make() throws IOException {
        for (long page = PAGE; page <= (long) SHIMS * PAGE; page += PAGE) {
            if (INT.compareAndSet(memory, page + STATE, FREE, TAKEN)) {
                MemorySegment.copy(name, 0, memory, ValueLayout.JAVA_BYTE, page + NAME, name.length);
                memory.set(ValueLayout.JAVA_LONG, page + DIGEST, dispatcher.digest());
                memory.set(
                        ValueLayout.JAVA_INT,
                        page + FUNCTIONS,
                        dispatcher.functions().size());
                INT.setRelease(memory, page + STATE, THERE);
                return page;
            }
        }
        throw new IOException(
                "[SG0912] the session has room for the handlers of " + SHIMS + " shims; begin another one");
    }

    private boolean isNamed(long page) {
        byte[] found = memory.asSlice(page + NAME, NAME_SIZE).toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < NAME_SIZE; i++) {
            if (found[i] != (i < name.length ? name[i] : 0)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOwn(long page) {
        return isNamed(page)
                && memory.get(ValueLayout.JAVA_LONG, page + DIGEST) == dispatcher.digest()
                && memory.get(ValueLayout.JAVA_INT, page + FUNCTIONS)
                        == dispatcher.functions().size();
    }

    /** {@return whether a program has a shim of this name, made from another version of the spec} */
    boolean hasStrangers() {
        for (long page = PAGE; page <= (long) SHIMS * PAGE; page += PAGE) {
            if (state(page) == THERE && isNamed(page) && !isOwn(page)) {
                return true;
            }
        }
        return false;
    }

    /** Says which functions are answered, by whom, how long programs wait, and how long they look before they sleep. */
    void announce(int process, Duration limit, Duration spinning, IntPredicate wanted) throws IOException {
        for (long page : own()) {
            memory.set(ValueLayout.JAVA_INT, page + LIMIT, (int) limit.toMillis());
            memory.set(ValueLayout.JAVA_INT, page + SPIN, (int) (spinning.toNanos() / 1000));
            memory.set(ValueLayout.JAVA_INT, page + NAMESPACE, NAMESPACE_NUMBER);
            INT.setRelease(memory, page + HANDLER, process);
            for (int i = 0; i < dispatcher.functions().size(); i++) {
                BYTE.setRelease(memory, page + WANTED + i, (byte) (wanted.test(i) ? 1 : 0));
            }
        }
    }

    /** {@return the process that answers now; 0 if there is none} */
    int handler() throws IOException {
        return (int) INT.getAcquire(memory, own().get(0) + HANDLER);
    }

    @Override
    public void close() {
        arena.close();
    }
}
