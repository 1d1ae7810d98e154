package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.Block;
import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.SchemaTables;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The recording of a session, as {@link TraceSession#record} has written it: the same events, word for word, on whatever
 * machine.
 *
 * <p>It is read once, from its beginning to its end, and a part of at most 4 MiB is in memory at a time. A recording whose
 * writer was killed, or found the disk full, is read up to where it ends, and {@link #isCut} then.
 *
 * <p>Not for use by several threads at once.
 */
public final class Recording implements EventSource {

    private static final int MOST_SECTIONS = 64;

    private final Path file;
    private final FrameReader frames;
    private final SessionFacts facts;
    private final List<EventSchema> libraries = new ArrayList<>();
    private long lost;
    private long torn;
    private List<UnfinishedCall> unfinished = List.of();
    private List<String> command = List.of();
    private OptionalInt exitStatus = OptionalInt.empty();
    private OptionalInt startedProcess = OptionalInt.empty();
    private OptionalLong until = OptionalLong.empty();
    private long tables;
    private boolean complete;
    private boolean over;
    private boolean damaged;

    private Recording(Path file, FrameReader frames, SessionFacts facts) {
        this.file = file;
        this.frames = frames;
        this.facts = facts;
    }

    /**
     * Opens a recording, which can be a pipe.
     *
     * @throws RecordingException if the file is no recording, one of another version, or damaged at its beginning
     * @throws IOException if it cannot be read
     */
    public static Recording open(Path file) throws IOException {
        return open(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /**
     * Opens a recording.
     *
     * @param file for messages
     * @param in is closed with the recording, and if there is none
     */
    static Recording open(Path file, InputStream in) throws IOException {
        try {
            FrameReader frames = new FrameReader(file, in);
            FrameReader.Frame first = frames.next().orElseThrow(() -> RecordingException.isNone(file));
            if (first.kind() != RecordingFormat.Kind.FACTS) {
                throw first.content().damaged("it does not begin with the facts of a session");
            }
            return new Recording(file, frames, facts(first.content()));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static SessionFacts facts(PackedReader content) throws RecordingException {
        String run = content.text();
        String boot = content.text();
        String host = content.text();
        Instant made = Instant.EPOCH.plusNanos(content.number());
        return new SessionFacts(run, boot, host, made, content.number());
    }

    @Override
    public SessionFacts facts() {
        return facts;
    }

    /**
     * Hands over the next events, in the order in which the session has handed them over.
     *
     * @param consumer gets each event
     * @return how many there were; 0 if there are none any more
     * @throws RecordingException if the recording is damaged; what has been handed over before is right
     * @throws IOException if the file cannot be read
     */
    @Override
    public long poll(Consumer<? super TraceEvent> consumer) throws IOException {
        try {
            return next(consumer);
        } catch (IOException e) {
            damaged = true;
            throw e;
        }
    }

    private long next(Consumer<? super TraceEvent> consumer) throws IOException {
        while (!over) {
            over = true; // after a failure, too
            Optional<FrameReader.Frame> next = frames.next();
            if (next.isEmpty()) {
                return 0;
            }
            PackedReader content = next.get().content();
            if (complete) {
                throw content.damaged("something follows its end");
            }
            int count = 0;
            switch (next.get().kind()) {
                case FACTS -> throw content.damaged("it begins twice");
                case LIBRARY -> library(content);
                case EVENTS -> count = events(content, consumer);
                case STATUS -> {
                    status(content);
                    until(content);
                }
                case PROGRAM -> {
                    command = words(content);
                    // What former versions have not written.
                    startedProcess = content.hasMore() ? OptionalInt.of(content.integer()) : OptionalInt.empty();
                }
                case END -> {
                    status(content);
                    int exit = content.integer();
                    exitStatus = exit == RecordingFormat.NO_STATUS ? OptionalInt.empty() : OptionalInt.of(exit);
                    until(content);
                    complete = true;
                }
            }
            over = false;
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    /**
     * {@return whether the end is missing, since who wrote it was killed, or found no room, or since the recording is damaged} It is
     * known when {@link #poll} has returned 0, or failed.
     */
    public boolean isCut() {
        return !complete || frames.isCut() || damaged;
    }

    /** {@return whether {@link #poll} has failed: what comes after the damage is not known} */
    public boolean isDamaged() {
        return damaged;
    }

    /** {@return what the libraries say of their calls that have been read up to now} */
    public List<EventSchema> schemas() {
        return List.copyOf(libraries);
    }

    private static List<String> words(PackedReader content) throws RecordingException {
        int count = content.number(0, RecordingFormat.MOST_OF_COMMAND);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(content.text());
        }
        return List.copyOf(words);
    }

    private void library(PackedReader content) throws IOException {
        if (libraries.size() == RecordingFormat.MOST_LIBRARIES) {
            throw content.damaged("more than " + RecordingFormat.MOST_LIBRARIES + " libraries");
        }
        Path library = path(content);
        int machine = content.number(0, 0xffff);
        ByteOrder order = content.number(0, 1) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        boolean wide = content.number(0, 1) == 1;
        int count = content.number(0, MOST_SECTIONS);
        Map<String, SchemaTables.Section> sections = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = content.text();
            long address = content.number();
            byte[] bytes = content.bytes();
            tables += bytes.length;
            if (tables > RecordingFormat.MOST_OF_TABLES) {
                throw content.damaged("tables of more than " + RecordingFormat.MOST_OF_TABLES + " bytes");
            }
            sections.put(
                    name,
                    new SchemaTables.Section(address, ByteBuffer.wrap(bytes).order(order)));
        }
        // What is wrong with tables that came whole is said as for a library's file.
        libraries.add(EventSchema.of(library, new SchemaTables(machine, order, wide, sections)));
    }

    private static Path path(PackedReader content) throws RecordingException {
        String text = content.text();
        if (text.indexOf('\0') >= 0) {
            throw content.damaged("a path with a null character");
        }
        return ReadablePath.of(text);
    }

    private int events(PackedReader content, Consumer<? super TraceEvent> consumer) throws RecordingException {
        int count = 0;
        long before = 0;
        while (content.hasMore()) {
            TraceEvent event = event(content, before);
            before = event.began();
            consumer.accept(event);
            count++;
        }
        return count;
    }

    private TraceEvent event(PackedReader content, long before) throws RecordingException {
        EventSchema schema = schema(content);
        FunctionSchema function = function(content, schema);
        int process = content.integer();
        long processStart = content.number();
        int parent = content.integer();
        int thread = content.integer();
        long began = before + content.number();
        long ended = began + content.number();
        boolean returned = content.number(0, 1) == 1;
        long result = content.number();
        int error = content.integer();
        int size = content.number(0, RecordingFormat.MOST_VALUES);
        List<Long> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(content.number());
        }
        int count = content.number(0, RecordingFormat.MOST_BLOCKS);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(block(content));
        }
        return new TraceEvent(
                schema,
                function,
                process,
                processStart,
                parent,
                thread,
                began,
                ended,
                returned,
                result,
                error,
                values,
                blocks);
    }

    private static Block block(PackedReader content) throws RecordingException {
        int argument = content.number(0, 0xff);
        Block.What what = RecordingFormat.WHAT.get(content.number(0, RecordingFormat.WHAT.size() - 1));
        byte[] bytes = content.bytes();
        if (what == Block.What.ADDRESS && bytes.length != Long.BYTES) {
            throw content.damaged("an address of " + bytes.length + " bytes");
        }
        return new Block(argument, what, bytes);
    }

    private EventSchema schema(PackedReader content) throws RecordingException {
        return libraries.get(content.number(0, libraries.size() - 1));
    }

    private static FunctionSchema function(PackedReader content, EventSchema schema) throws RecordingException {
        int id = content.integer();
        return schema.function(id).orElseThrow(() -> content.damaged("there is no call " + id));
    }

    private void status(PackedReader content) throws RecordingException {
        long lostNow = content.number();
        long tornNow = content.number();
        int count = content.number(0, RecordingFormat.MOST_UNFINISHED);
        List<UnfinishedCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FunctionSchema function = function(content, schema(content));
            calls.add(new UnfinishedCall(
                    function, content.integer(), content.integer(), content.number(), content.number(0, 1) == 1));
        }
        lost = lostNow;
        torn = tornNow;
        unfinished = List.copyOf(calls);
    }

    @Override
    public List<String> command() {
        return command;
    }

    private void until(PackedReader content) throws RecordingException {
        if (content.hasMore()) {
            until = OptionalLong.of(content.number());
        }
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
    public long lost() {
        return lost;
    }

    @Override
    public long torn() {
        return torn;
    }

    @Override
    public List<UnfinishedCall> unfinished() {
        return unfinished;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
