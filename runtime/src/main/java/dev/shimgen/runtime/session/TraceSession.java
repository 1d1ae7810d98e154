package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventCursor;
import dev.shimgen.runtime.event.SchemaException;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which programs leave events, and the reader of them.
 *
 * <p>Programs that run with the variables of {@link #environment()} and with a tracing shim before them write their calls
 * into memory that this process shares, and so do their children. {@link #poll} hands over what has come since the last
 * time. A program never waits: if the memory is full because nobody polls, events are lost, and counted.
 *
 * <p>Not for use by several threads at once.
 */
public final class TraceSession implements EventSource {

    /** The variable that names the folder. */
    public static final String VARIABLE = "SHIMGEN_SESSION";

    /** How much memory a session has if nothing else is said: 32 MiB, half of what Docker gives to {@code /dev/shm}. */
    public static final int DEFAULT_SIZE = 32 << 20;

    /** The least that a session makes do with which was not told how much it shall take. */
    private static final int LEAST_SIZE = 1 << 20;

    /** Of what a control group may have, the part that such a session takes: 1 by this. The programs need some, too. */
    private static final int SHARE_OF_GROUP = 8;

    /** How many chunks there are for copies of libraries' tables; one of all of libc needs three. */
    private static final int FEWEST_FOR_TABLES = 4;

    private static final int MOST_FOR_TABLES = 32;

    private static final String PRELOAD = "LD_PRELOAD";

    /** How long nothing is looked for when nothing has come: what a program writes meanwhile fits into a megabyte or two. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    private static final int LAST_LOOKS = 2;

    private static final Duration LONG_PAUSE = Duration.ofMillis(20);

    /** The type of a file system in memory; on a disk, each write would become work for the disk. */
    private static final String MEMORY = "tmpfs";

    private final SessionFolder folder;
    private final Layout layout;
    private final Arena arena;
    private final MemorySegment pool;
    private final PoolReader reader;
    private final EventClock clock;
    private final Redirects redirects;
    private final MountPage mountPage;
    private final SessionFacts facts = SessionFacts.now();
    private @Nullable Recorder recorder;
    private List<String> command = List.of();
    private OptionalInt exitStatus = OptionalInt.empty();
    private OptionalInt startedProcess = OptionalInt.empty();

    /** When events were last looked for. */
    private OptionalLong until = OptionalLong.empty();

    private TraceSession(
            SessionFolder folder,
            Layout layout,
            Arena arena,
            MemorySegment pool,
            EventClock clock,
            Redirects redirects,
            MountPage mountPage) {
        this.folder = folder;
        this.layout = layout;
        this.arena = arena;
        this.pool = pool;
        this.clock = clock;
        this.redirects = redirects;
        this.mountPage = mountPage;
        this.reader = new PoolReader(pool, clock);
    }

    /**
     * Makes a session in {@code /dev/shm}, or in {@code XDG_RUNTIME_DIR} if there is none.
     *
     * @throws IOException if neither is a folder in memory with as much room as {@link #create(Path)} asks for
     */
    public static TraceSession create() throws IOException {
        return create(place());
    }

    /**
     * Makes a session of {@link #DEFAULT_SIZE}; of half of that, and so on, where there is less room, or where a control group
     * (cgroups(7)) limits memory. {@link #size()} says what it has become.
     *
     * @param folder as for {@link #create(Path, long)}
     * @throws IOException if the folder is on a disk, or has not even room for 1 MiB
     */
    public static TraceSession create(Path folder) throws IOException {
        long share = MemoryLimit.ofThisProcess().orElse(Long.MAX_VALUE) / SHARE_OF_GROUP;
        long size = fitting(Math.min(room(Files.getFileStore(folder)), share));
        while (true) {
            try {
                return create(folder, size);
            } catch (NoRoomException e) {
                // Another session may have been begun meanwhile.
                if (size <= LEAST_SIZE) {
                    throw e;
                }
                size /= 2;
            }
        }
    }

    /** That there is less memory than a session needs. */
    private static final class NoRoomException extends IOException {

        private static final long serialVersionUID = 1;

        private NoRoomException(String message, @Nullable IOException cause) {
            super("[SG0906] " + message, cause);
        }
    }

    /** How many bytes there are; a tmpfs without a limit (tmpfs(5), "size") says that all of it is 0. */
    private static long room(FileStore store) throws IOException {
        return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    }

    /** The most that fits into so much, of the sizes that a session has if nothing is said. */
    static long fitting(long room) {
        long size = DEFAULT_SIZE;
        while (size > LEAST_SIZE && Layout.of(size).bytes() > room) {
            size /= 2;
        }
        return size;
    }

    /**
     * Makes a session in {@code /dev/shm}, or in {@code XDG_RUNTIME_DIR} if there is none.
     *
     * @param size as for {@link #create(Path, long)}
     * @throws IOException if neither is a folder in memory with that much room
     */
    public static TraceSession create(long size) throws IOException {
        return create(place(), size);
    }

    private static Path place() throws IOException {
        for (String place : Stream.of("/dev/shm", System.getenv("XDG_RUNTIME_DIR"))
                .filter(name -> name != null && !name.isBlank())
                .toList()) {
            Path folder = Path.of(place);
            if (Files.isDirectory(folder) && Files.isWritable(folder)) {
                return folder;
            }
        }
        throw new IOException("[SG0905] a session needs a folder in memory (tmpfs), and there is neither /dev/shm nor"
                + " XDG_RUNTIME_DIR; mount one, and name it");
    }

    /**
     * Makes a session.
     *
     * @param folder a folder in memory, in which a new one is made for the session; those whose readers were killed are
     *     removed from it
     * @param size bytes of memory for events, at least 128 KiB; it is taken at once, and a sixteenth more, 320 KiB to 2 MiB,
     *     for what the events mean
     * @throws IOException if the folder is on a disk, or has no room for that, or a control group does not allow so much
     */
    public static TraceSession create(Path folder, long size) throws IOException {
        // Programs may change their folder, and /proc names files without links.
        Path parent = folder.toRealPath();
        FileStore store = Files.getFileStore(parent);
        if (!store.type().equals(MEMORY)) {
            throw new IOException("[SG0905] " + parent + " is on a file system of type " + store.type()
                    + ", and a session has to be in memory (" + MEMORY + "), as /dev/shm is");
        }
        SessionFolder.removeAbandoned(parent);
        Layout layout = Layout.of(size);
        long room = room(store);
        if (layout.chunks() > Integer.MAX_VALUE || room < layout.bytes()) {
            throw new NoRoomException(
                    parent + " has room for " + room + " bytes, and the session needs " + layout.bytes()
                            + "; make it smaller, or the file system larger",
                    null);
        }
        OptionalLong limit = MemoryLimit.ofThisProcess();
        if (limit.isPresent() && limit.getAsLong() < layout.bytes()) {
            throw new NoRoomException(
                    "this control group may have " + limit.getAsLong() + " bytes of memory, and the session needs "
                            + layout.bytes() + "; make it smaller, or the group's limit higher",
                    null);
        }
        SessionFolder own = SessionFolder.create(parent);
        try {
            return open(own, layout);
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /**
     * How a pool is divided.
     *
     * @param first the first chunk for events
     * @param chunks all of them
     */
    private record Layout(long first, long chunks) {

        static Layout of(long size) {
            long forEvents = Math.max(size / PoolLayout.CHUNK_SIZE, 2);
            long forTables = Math.clamp(forEvents / 16, FEWEST_FOR_TABLES, MOST_FOR_TABLES);
            long first = PoolLayout.heads(forTables + forEvents) + forTables;
            return new Layout(first, first + forEvents);
        }

        long bytes() {
            return chunks * PoolLayout.CHUNK_SIZE;
        }
    }

    private static TraceSession open(SessionFolder folder, Layout layout) throws IOException {
        FileChannel channel = folder.createPool();
        Arena arena = Arena.ofShared();
        try {
            fill(channel, layout);
            folder.createHandlers();
            MemorySegment pool = channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.bytes(), arena);
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_VERSION, PoolLayout.VERSION);
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_CHUNKS, (int) layout.chunks());
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST, (int) layout.first());
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_READER, (int)
                    ProcessHandle.current().pid());
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_SPACE, space());
            EventClock clock = EventClock.start();
            pool.set(ValueLayout.JAVA_INT, PoolLayout.HEAD_COUNTS, clock.counts() ? 1 : 0);
            MemorySegment.copy(
                    PoolLayout.MAGIC.getBytes(StandardCharsets.US_ASCII), 0, pool, ValueLayout.JAVA_BYTE, 0, 8);
            Redirects redirects = Redirects.create(folder.path(), arena);
            MountPage mountPage = MountPage.create(folder.path(), arena);
            return new TraceSession(folder, layout, arena, pool, clock, redirects, mountPage);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Writes all of it, so that each page exists: one that could not be had later would end a program with SIGBUS. */
    private static void fill(FileChannel channel, Layout layout) throws NoRoomException {
        ByteBuffer zeros = ByteBuffer.allocate(PoolLayout.CHUNK_SIZE);
        try {
            for (long i = 0; i < layout.chunks(); i++) {
                zeros.clear();
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException e) {
            throw new NoRoomException(
                    "the session needs " + layout.bytes() + " bytes of memory, and cannot have them (" + e.getMessage()
                            + "); make it smaller, or the file system larger",
                    e);
        }
    }

    /** man 7 namespaces: {@code pid:[4026531836]}. */
    private static int space() {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Integer.parseUnsignedInt(name.replaceAll("\\D", ""));
        } catch (IOException e) {
            // A kernel without namespaces, or no /proc: no thread is ever taken for one that has ended.
            return 0;
        }
    }

    /** {@return the session's folder} */
    public Path folder() {
        return folder.path();
    }

    /** {@return what names of files stand for in programs that take part, and whose shims have {@code @Redirect}} */
    public Redirects redirects() {
        return redirects;
    }

    /** {@return what programs know of what is mounted in this session} */
    public MountPage mountPage() {
        return mountPage;
    }

    /** {@return how many bytes it has for events that have not been read yet} */
    public long size() {
        return (layout.chunks() - layout.first()) * PoolLayout.CHUNK_SIZE;
    }

    /** {@return the variables that programs need to take part, beside {@code LD_PRELOAD}} */
    public Map<String, String> environment() {
        return Map.of(VARIABLE, folder.path().toString());
    }

    /**
     * Starts a program that takes part in this session.
     *
     * @param program what to start, and how; {@code LD_PRELOAD} and the session's variables are set in its environment, and
     *     libraries that are preloaded already stay behind these
     * @param shims the libraries, the outermost first; absolute, or relative to the current folder; none if {@code LD_PRELOAD}
     *     names them already
     * @return the program
     * @throws IllegalArgumentException if a path has a space or a colon: ld.so(8) takes these for separators
     * @throws IOException if a library is not there, or the program cannot be started
     */
    public Process start(ProcessBuilder program, Path... shims) throws IOException {
        preload(program, shims).environment().putAll(environment());
        // The classes that ask are loaded before, since that takes as long as a short program.
        RunningProcess.of((int) ProcessHandle.current().pid());
        reader.look();
        Process process = program.start();
        int id = (int) process.pid();
        // At once: one that is short is gone when its first event is seen.
        RunningProcess.of(id).ifPresent(started -> reader.started(id, started.ticks()));
        startedProcess = OptionalInt.of(id);
        command = List.copyOf(program.command());
        if (recorder != null) {
            recorder.program(command, startedProcess);
        }
        return process;
    }

    /**
     * Puts libraries into {@code LD_PRELOAD}, before those that are there already.
     *
     * @param program what will be started
     * @param shims as for {@link #start}
     * @return the program
     * @throws IllegalArgumentException as {@link #start}
     * @throws NoSuchFileException if a library is not there
     */
    public static ProcessBuilder preload(ProcessBuilder program, Path... shims) throws NoSuchFileException {
        List<String> paths = new ArrayList<>();
        for (Path shim : shims) {
            String path = shim.toAbsolutePath().toString();
            if (!Files.isRegularFile(shim)) {
                throw new NoSuchFileException(
                        path, null, Files.isDirectory(shim) ? "it is a folder" : "there is no such library");
            }
            if (path.matches("(?s).*[\\s:].*")) {
                throw new IllegalArgumentException(
                        path
                                + ": the dynamic linker takes a space or a colon in LD_PRELOAD for a separator; copy the library");
            }
            paths.add(path);
        }
        if (!paths.isEmpty()) {
            program.environment().merge(PRELOAD, String.join(":", paths), (already, ours) -> ours + ":" + already);
        }
        return program;
    }

    /**
     * Hands over events as they come, until a program has ended, and all that it has started.
     *
     * @param program as {@link #start} has returned it
     * @param consumer gets each event
     * @return the program's exit status; 128 plus the signal's number if a signal ended it
     * @throws InterruptedException if this thread is interrupted; the session can still be polled
     * @throws IOException as {@link #poll}
     */
    public int follow(Process program, Consumer<? super TraceEvent> consumer) throws IOException, InterruptedException {
        return followCursor(program, event -> consumer.accept(event.keep()));
    }

    /**
     * As {@link #follow}, with a cursor over the events.
     *
     * @param consumer gets each event, as long as it is being called
     */
    public int followCursor(Process program, Consumer<? super EventCursor> consumer)
            throws IOException, InterruptedException {
        int looks = 0;
        while (looks < LAST_LOOKS) {
            // Asked before the look. What a program has started is only asked for after its end: that takes longer;
            // and twice: a process may begin, and its parent end, while the list of processes is read.
            boolean alive = program.isAlive();
            looks = alive || reader.hasRunningWriters() || folder.isInUse() ? 0 : looks + 1;
            if (poll(consumer, !alive) == 0 && looks < LAST_LOOKS) {
                Thread.sleep(alive ? PAUSE : LONG_PAUSE);
            }
        }
        int status = program.waitFor();
        exitStatus = OptionalInt.of(status);
        return status;
    }

    /**
     * Hands over the events that have come since the last time: those of a thread in their order, all of them by the time
     * when they ended. A consumer that throws an exception has had its event, and the next call goes on behind it.
     *
     * @param consumer gets each event
     * @return how many there were
     * @throws SchemaException if a library that writes events is of another version
     * @throws RecordingException if the session is recorded, and the file cannot be written any further
     * @throws IOException if the session's memory is damaged
     */
    @Override
    public long poll(Consumer<? super TraceEvent> consumer) throws IOException {
        return pollCursor(event -> consumer.accept(event.keep()));
    }

    /**
     * As {@link #poll}, with a cursor over the events, which allocates nothing.
     *
     * @param consumer gets each event, as long as it is being called
     */
    public long pollCursor(Consumer<? super EventCursor> consumer) throws IOException {
        return poll(consumer, true);
    }

    private long poll(Consumer<? super EventCursor> consumer, boolean thorough) throws IOException {
        until = OptionalLong.of(System.nanoTime());
        PoolLayout.LONG.setRelease(pool, (long) PoolLayout.HEAD_NOW, clock.now());
        try {
            Recorder recording = recorder;
            if (recording == null) {
                return reader.poll(consumer::accept, thorough);
            }
            long count = reader.poll(
                    event -> {
                        recording.add(event.keep());
                        consumer.accept(event);
                    },
                    thorough);
            recording.look(this::status);
            return count;
        } catch (InternalError e) {
            // What the virtual machine makes of SIGBUS, which memory behind the end of its file gives (mmap(2)).
            if (folder.poolSize() < pool.byteSize()) {
                throw new IOException(
                        "[SG0907] the session's memory is damaged: " + folder.path() + "/pool was cut to "
                                + folder.poolSize() + " bytes by another process; begin a new session",
                        e);
            }
            throw e;
        }
    }

    /**
     * Writes what {@link #poll} and {@link #follow} hand over from now on to a file, too, from which {@link Recording} reads it.
     * The file is complete when the session is closed. If this process is killed, it can be read up to about half a second
     * before.
     *
     * @param file is made, for the user's eyes only, or written anew if it is there
     * @param which the events that are written; calls that have not returned are written anyway
     * @throws RecordingException if the file cannot be written
     * @throws IllegalStateException if the session is recorded already
     */
    public void record(Path file, Predicate<? super TraceEvent> which) throws RecordingException {
        if (recorder != null) {
            throw new IllegalStateException("the session is recorded already");
        }
        recorder = new Recorder(file, facts, which);
        if (!command.isEmpty()) {
            recorder.program(command, startedProcess);
        }
    }

    private Recorder.Status status() {
        return new Recorder.Status(lost(), torn(), unfinished(), reader.schemas(), until);
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public OptionalInt startedProcess() {
        return startedProcess;
    }

    @Override
    public OptionalLong until() {
        return until;
    }

    @Override
    public OptionalInt exitStatus() {
        return exitStatus;
    }

    @Override
    public SessionFacts facts() {
        return facts;
    }

    /** {@return how many events programs could not write, since there was no room} */
    @Override
    public long lost() {
        return (long) PoolLayout.LONG.getAcquire(pool, (long) PoolLayout.HEAD_LOST);
    }

    /**
     * {@return how many times something was found that was never completed: the thread was killed, or jumped out of a signal
     * handler, while it wrote an event}
     */
    @Override
    public long torn() {
        return reader.torn();
    }

    /**
     * {@return the calls that had not returned at the last {@link #poll}, and those in which threads have ended: where programs
     * hang, or were killed}
     */
    @Override
    public List<UnfinishedCall> unfinished() {
        return reader.unfinished();
    }

    /**
     * Ends the session: programs that outlive it write nothing any more. The folder is removed, and a recording completed.
     *
     * @throws RecordingException if the recording's end cannot be written
     * @throws IOException if the folder cannot be removed
     */
    @Override
    public void close() throws IOException {
        PoolLayout.INT.setRelease(pool, (long) PoolLayout.HEAD_CLOSED, 1);
        try (Recorder recording = recorder) {
            if (recording != null) {
                recording.end(status(), exitStatus);
            }
        } finally {
            arena.close();
            folder.close();
        }
    }
}
