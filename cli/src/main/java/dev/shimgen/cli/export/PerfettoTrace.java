package dev.shimgen.cli.export;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.SessionFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace for Perfetto: a track for each thread, with a slice for each call. The numbers are those of the fields in
 * Perfetto's protocol buffers, {@code trace_packet.proto} and those that it imports.
 */
public final class PerfettoTrace implements EventExport {

    private static final int TRACE_PACKET = 1;

    private static final int PACKET_CLOCK_SNAPSHOT = 6;
    private static final int PACKET_TIMESTAMP = 8;
    private static final int PACKET_SEQUENCE = 10;
    private static final int PACKET_TRACK_EVENT = 11;
    private static final int PACKET_INTERNED_DATA = 12;
    private static final int PACKET_SEQUENCE_FLAGS = 13;
    private static final int PACKET_TIMESTAMP_CLOCK = 58;
    private static final int PACKET_TRACK_DESCRIPTOR = 60;

    private static final int SNAPSHOT_CLOCKS = 1;
    private static final int SNAPSHOT_PRIMARY = 2;
    private static final int CLOCK_ID = 1;
    private static final int CLOCK_TIMESTAMP = 2;
    private static final int CLOCK_REALTIME = 1;
    private static final int CLOCK_MONOTONIC = 3;

    private static final int TRACK_UUID = 1;
    private static final int TRACK_PROCESS = 3;
    private static final int TRACK_THREAD = 4;
    private static final int PROCESS_PID = 1;
    private static final int THREAD_PID = 1;
    private static final int THREAD_TID = 2;

    private static final int INTERNED_EVENT_NAMES = 2;
    private static final int NAME_IID = 1;
    private static final int NAME_NAME = 2;

    private static final int EVENT_ANNOTATIONS = 4;
    private static final int EVENT_TYPE = 9;
    private static final int EVENT_NAME_IID = 10;
    private static final int EVENT_TRACK = 11;
    private static final int EVENT_CATEGORIES = 22;
    private static final int EVENT_NAME = 23;
    private static final int SLICE_BEGIN = 1;
    private static final int SLICE_END = 2;
    private static final int INSTANT = 3;

    private static final int ANNOTATION_INT = 4;
    private static final int ANNOTATION_TEXT = 6;
    private static final int ANNOTATION_NAME = 10;

    /** Names of this sequence are forgotten with the first packet, and needed by those that use one. */
    private static final int CLEARED = 1;

    private static final int NEEDED = 2;
    private static final int SEQUENCE = 1;

    private final OutputStream out;
    private final SessionFacts facts;
    private final Map<String, Long> names = new HashMap<>();
    private final Map<Integer, Long> processes = new HashMap<>();
    private final Map<ThreadId, ThreadTrack> threads = new HashMap<>();
    private long uuids;
    private long latest;
    private boolean begun;

    private record ThreadId(int process, int thread) {}

    /**
     * Makes an export.
     *
     * @param out better has a buffer
     */
    public PerfettoTrace(OutputStream out, SessionFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    @Override
    public void add(TraceEvent event) throws IOException {
        ThreadTrack track = track(event.process(), event.thread());
        String name = event.function().name();
        List<String> paths = event.paths();
        ProtoMessage begin = new ProtoMessage().text(EVENT_CATEGORIES, event.failed() ? "failed" : "call");
        begin.message(EVENT_ANNOTATIONS, annotation("call").text(ANNOTATION_TEXT, event.text()));
        if (!paths.isEmpty()) {
            begin.message(EVENT_ANNOTATIONS, annotation("path").text(ANNOTATION_TEXT, paths.get(0)));
        }
        if (!event.returned()) {
            packet(event.began(), begin, INSTANT, track, name);
            return;
        }
        begin.message(EVENT_ANNOTATIONS, annotation("result").number(ANNOTATION_INT, event.result()));
        ThreadTrack.Slice slice = track.place(event.began(), event.ended());
        packet(slice.began(), begin, SLICE_BEGIN, track, name);
        packet(slice.ended(), new ProtoMessage(), SLICE_END, track, null);
    }

    /** A slice without an end. */
    @Override
    public void add(UnfinishedCall call) throws IOException {
        ThreadTrack track = track(call.process(), call.thread());
        ProtoMessage begin = new ProtoMessage()
                .text(EVENT_CATEGORIES, "unfinished")
                .message(EVENT_ANNOTATIONS, annotation("call").text(ANNOTATION_TEXT, call.text()));
        packet(call.began(), begin, SLICE_BEGIN, track, call.function().name());
    }

    @Override
    public void end(long lost, long torn, boolean cut) throws IOException {
        begin();
        if (lost + torn > 0 || cut) {
            ProtoMessage event = new ProtoMessage()
                    .text(
                            EVENT_NAME,
                            "lost " + lost + ", torn " + torn + (cut ? ", the end of the recording is missing" : ""))
                    .number(EVENT_TYPE, INSTANT);
            timed(latest, event, new ProtoMessage());
        }
    }

    private static ProtoMessage annotation(String name) {
        return new ProtoMessage().text(ANNOTATION_NAME, name);
    }

    /** Writes what is needed before all else: how the events' clock and the time of day go together. */
    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        latest = facts.madeNanos();
        write(new ProtoMessage()
                .number(PACKET_SEQUENCE, SEQUENCE)
                .number(PACKET_SEQUENCE_FLAGS, CLEARED)
                .message(
                        PACKET_CLOCK_SNAPSHOT,
                        new ProtoMessage()
                                .message(SNAPSHOT_CLOCKS, clock(CLOCK_MONOTONIC, facts.madeNanos()))
                                .message(
                                        SNAPSHOT_CLOCKS,
                                        clock(CLOCK_REALTIME, ChronoUnit.NANOS.between(Instant.EPOCH, facts.made())))
                                .number(SNAPSHOT_PRIMARY, CLOCK_MONOTONIC)));
    }

    private static ProtoMessage clock(int id, long nanoseconds) {
        return new ProtoMessage().number(CLOCK_ID, id).number(CLOCK_TIMESTAMP, nanoseconds);
    }

    private void packet(long time, ProtoMessage event, int type, ThreadTrack track, @Nullable String name)
            throws IOException {
        event.number(EVENT_TYPE, type).number(EVENT_TRACK, track.uuid());
        ProtoMessage packet = new ProtoMessage();
        if (name != null) {
            Long known = names.get(name);
            long id = known == null ? names.size() + 1L : known;
            event.number(EVENT_NAME_IID, id);
            if (known == null) {
                names.put(name, id);
                packet.message(
                        PACKET_INTERNED_DATA,
                        new ProtoMessage()
                                .message(
                                        INTERNED_EVENT_NAMES,
                                        new ProtoMessage().number(NAME_IID, id).text(NAME_NAME, name)));
            }
        }
        timed(time, event, packet.number(PACKET_SEQUENCE_FLAGS, NEEDED));
    }

    private void timed(long time, ProtoMessage event, ProtoMessage packet) throws IOException {
        latest = Math.max(latest, time);
        write(packet.number(PACKET_TIMESTAMP, time)
                .number(PACKET_TIMESTAMP_CLOCK, CLOCK_MONOTONIC)
                .number(PACKET_SEQUENCE, SEQUENCE)
                .message(PACKET_TRACK_EVENT, event));
    }

    private ThreadTrack track(int process, int thread) throws IOException {
        begin();
        ThreadId id = new ThreadId(process, thread);
        ThreadTrack known = threads.get(id);
        if (known != null) {
            return known;
        }
        if (!processes.containsKey(process)) {
            processes.put(process, ++uuids);
            descriptor(new ProtoMessage()
                    .number(TRACK_UUID, uuids)
                    .message(TRACK_PROCESS, new ProtoMessage().number(PROCESS_PID, process)));
        }
        ThreadTrack track = new ThreadTrack(++uuids);
        threads.put(id, track);
        descriptor(new ProtoMessage()
                .number(TRACK_UUID, track.uuid())
                .message(
                        TRACK_THREAD,
                        new ProtoMessage().number(THREAD_PID, process).number(THREAD_TID, thread)));
        return track;
    }

    private void descriptor(ProtoMessage descriptor) throws IOException {
        write(new ProtoMessage().number(PACKET_SEQUENCE, SEQUENCE).message(PACKET_TRACK_DESCRIPTOR, descriptor));
    }

    private void write(ProtoMessage packet) throws IOException {
        out.write(new ProtoMessage().message(TRACE_PACKET, packet).bytes());
    }
}
