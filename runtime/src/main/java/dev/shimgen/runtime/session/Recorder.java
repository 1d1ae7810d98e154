package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.Block;
import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.SchemaTables;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Writes the events of a session to a file. */
final class Recorder implements AutoCloseable {

    /** How old what is not written yet may get, in nanoseconds: so much is missing if this process is killed. */
    private static final long PATIENCE = 500_000_000;

    private final FrameWriter frames;
    private final Predicate<? super TraceEvent> which;
    private final Map<EventSchema, Integer> libraries = new HashMap<>();
    private final PackedWriter events = new PackedWriter();
    private final PackedWriter other = new PackedWriter();
    private List<String> started = List.of();
    private OptionalInt startedProcess = OptionalInt.empty();
    private long began;
    private long writtenAt = System.nanoTime();

    /**
     * What there is to say beside the events.
     *
     * @param until when that was so, in nanoseconds of {@code CLOCK_MONOTONIC}
     */
    record Status(
            long lost,
            long torn,
            List<UnfinishedCall> unfinished,
            Collection<EventSchema> schemas,
            OptionalLong until) {}

    /**
     * Begins a recording.
     *
     * @param which events are written
     * @throws RecordingException if the file cannot be written
     */
    Recorder(Path file, SessionFacts facts, Predicate<? super TraceEvent> which) throws RecordingException {
        this.frames = FrameWriter.create(file);
        this.which = which;
        other.text(facts.run())
                .text(facts.boot())
                .text(facts.host())
                .number(ChronoUnit.NANOS.between(Instant.EPOCH, facts.made()))
                .number(facts.madeNanos());
        frame(RecordingFormat.Kind.FACTS);
    }

    /** Adds an event. It may be written later; {@link #look} sees to it that this is soon. */
    void add(TraceEvent event) throws RecordingException {
        if (!which.test(event)) {
            return;
        }
        int library = number(event.schema());
        if (events.size() == 0) {
            began = 0;
        }
        events.number(library)
                .number(event.function().id())
                .number(event.process())
                .number(event.processStart().orElse(TraceEvent.UNKNOWN_START))
                .number(event.parent())
                .number(event.thread())
                .number(event.began() - began)
                .number(event.ended() - event.began())
                .number(event.returned() ? 1 : 0)
                .number(event.result())
                .number(event.error())
                .number(event.values().size());
        event.values().forEach(events::number);
        events.number(event.blocks().size());
        for (Block block : event.blocks()) {
            events.number(block.argument())
                    .number(RecordingFormat.WHAT.indexOf(block.what()))
                    .bytes(block.copy());
        }
        began = event.began();
        if (events.size() >= RecordingFormat.ENOUGH) {
            flush();
        }
    }

    /** Writes what has waited for long enough, and how things stand. */
    void look(Supplier<Status> status) throws RecordingException {
        writeStarted();
        if (System.nanoTime() - writtenAt > PATIENCE) {
            flush();
            Status now = status.get();
            status(now);
            now.until().ifPresent(other::number);
            frame(RecordingFormat.Kind.STATUS);
            writtenAt = System.nanoTime();
        }
    }

    /** Notes what was started. It is written at the next look: a program that runs is not left alone for a full disk. */
    void program(List<String> command, OptionalInt process) {
        started = List.copyOf(command);
        startedProcess = process;
    }

    /** Of a command that is very long, its beginning. */
    private void writeStarted() throws RecordingException {
        if (started.isEmpty()) {
            return;
        }
        int room = RecordingFormat.MOST_OF_COMMAND;
        List<String> words = new ArrayList<>();
        for (String word : started) {
            room -= word.length() + 1;
            if (room < 0) {
                break;
            }
            words.add(word);
        }
        started = List.of();
        other.number(words.size());
        words.forEach(other::text);
        startedProcess.ifPresent(other::number);
        frame(RecordingFormat.Kind.PROGRAM);
    }

    /**
     * Ends the recording, which is then known to have nothing missing.
     *
     * @param exit the program's exit status; empty if it is not known
     */
    void end(Status status, OptionalInt exit) throws RecordingException {
        writeStarted();
        flush();
        status(status);
        other.number(exit.orElse(RecordingFormat.NO_STATUS));
        status.until().ifPresent(other::number);
        frame(RecordingFormat.Kind.END);
    }

    private void flush() throws RecordingException {
        if (events.size() > 0) {
            frames.write(RecordingFormat.Kind.EVENTS, events);
            events.clear();
        }
    }

    private void status(Status status) throws RecordingException {
        for (EventSchema schema : status.schemas()) {
            number(schema);
        }
        List<UnfinishedCall> calls = status.unfinished().stream()
                .limit(RecordingFormat.MOST_UNFINISHED)
                .toList();
        other.number(status.lost()).number(status.torn()).number(calls.size());
        for (UnfinishedCall call : calls) {
            other.number(library(call))
                    .number(call.function().id())
                    .number(call.process())
                    .number(call.thread())
                    .number(call.began())
                    .number(call.ended() ? 1 : 0);
        }
    }

    /** {@return the number of the library that has told of a call} */
    private int library(UnfinishedCall call) {
        return libraries.entrySet().stream()
                .filter(entry -> entry.getKey().function(call.function().id()).equals(Optional.of(call.function())))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** {@return the number of a library, which is written when it is first seen} */
    private int number(EventSchema schema) throws RecordingException {
        Integer known = libraries.get(schema);
        if (known != null) {
            return known;
        }
        int number = libraries.size();
        libraries.put(schema, number);
        SchemaTables tables = schema.tables();
        other.text(schema.library().toString())
                .number(tables.machine())
                .number(tables.order() == ByteOrder.LITTLE_ENDIAN ? 1 : 0)
                .number(tables.wide() ? 1 : 0)
                .number(tables.sections().size());
        tables.sections().forEach((name, section) -> {
            ByteBuffer source = section.bytes();
            byte[] bytes = new byte[source.limit()];
            source.get(0, bytes);
            other.text(name).number(section.address()).bytes(bytes);
        });
        frame(RecordingFormat.Kind.LIBRARY);
        return number;
    }

    private void frame(RecordingFormat.Kind kind) throws RecordingException {
        frames.write(kind, other);
        other.clear();
    }

    @Override
    public void close() throws RecordingException {
        frames.close();
    }
}
