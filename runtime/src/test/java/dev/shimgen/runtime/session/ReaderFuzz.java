package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.FunctionSchema;
import dev.shimgen.runtime.event.TracedCall;
import dev.shimgen.runtime.event.UnfinishedCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.DataFormatException;

/**
 * What a fuzzer runs, in a process of its own ({@link ReadersFuzzTest}): a reader gets a good file of a real program with some
 * bytes of the fuzzer's in it. It may read it or refuse it with a message that has a code. Anything else is a finding: another
 * exception, no end, more memory than the process has.
 */
public final class ReaderFuzz {

    /** What is read. */
    enum Reader {
        /** The tables in a shim's library. */
        LIBRARY {
            @Override
            void read(byte[] data) throws IOException {
                Path file = Files.write(Path.of(property("scratch")), patched(BASE, data));
                EventSchema.read(file).functions().forEach(FunctionSchema::toString);
            }
        },
        /** The memory of a session. */
        POOL {
            @Override
            void read(byte[] data) throws IOException {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment pool = arena.allocate(BASE.length, PoolLayout.CHUNK_SIZE);
                    // The reader has made the pool itself, so it is good at first.
                    pool.copyFrom(MemorySegment.ofArray(BASE));
                    PoolReader reader = new PoolReader(pool, CLOCK);
                    pool.copyFrom(MemorySegment.ofArray(patched(BASE, data)));
                    long events = 0;
                    for (int i = 0; i < 2; i++) {
                        events += reader.poll(ReaderFuzz::ask, true);
                        reader.unfinished().forEach(UnfinishedCall::toString);
                    }
                    if (events > (long) BASE.length / PoolLayout.SLOT_SIZE) {
                        throw new IllegalStateException("an event was read twice: " + events);
                    }
                }
            }
        },
        /** A recording: its bytes, or what is in its frames. */
        RECORDING {
            @Override
            void read(byte[] data) throws IOException {
                byte[] file;
                if (data.length > 0 && data[0] % 4 == 0) {
                    file = patched(BASE, data);
                } else {
                    List<byte[]> contents = new ArrayList<>(FRAMES);
                    // One frame is changed: behind one that is refused nothing is read.
                    int which = data.length < 2 ? 0 : Math.floorMod(data[1], contents.size());
                    contents.set(which, patched(contents.get(which), data));
                    file = RecordingFrames.file(contents);
                }
                try (Recording recording = Recording.open(Path.of("trace.shimgen"), new ByteArrayInputStream(file))) {
                    while (recording.poll(ReaderFuzz::ask) > 0) {
                        // the next ones
                    }
                }
            }
        };

        /** Reads what the fuzzer has made. */
        abstract void read(byte[] data) throws IOException;
    }

    private static final Reader READER = Reader.valueOf(property("reader"));
    private static final byte[] BASE = base();
    private static final List<byte[]> FRAMES = READER == Reader.RECORDING ? frames() : List.of();
    private static final EventClock CLOCK = EventClock.start();

    private ReaderFuzz() {}

    /** What Jazzer calls, by this name. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            READER.read(data);
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)\\[SG09\\d\\d\\] .*")) {
                throw new IllegalStateException("an error without a code", e);
            }
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty("shimgen.fuzz." + name), name);
    }

    private static byte[] base() {
        try {
            return Files.readAllBytes(Path.of(property("base")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> frames() {
        try {
            return RecordingFrames.contents(BASE);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a file with those of the fuzzer: behind two bytes, each time three for the place, one for how many, and these. */
    private static byte[] patched(byte[] base, byte[] data) {
        byte[] bytes = base.clone();
        int at = 2;
        while (at + 4 < data.length && bytes.length > 0) {
            int place = (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
            int length = Math.min(data[at + 3] & 0xf, data.length - at - 4);
            for (int i = 0; i < length; i++) {
                bytes[(place + i) % bytes.length] = data[at + 4 + i];
            }
            at += 4 + length;
        }
        return bytes;
    }

    /** Everything that an event can be asked. */
    private static void ask(TracedCall call) {
        call.text();
        call.info();
        call.resultText();
        for (int i = 0; i < call.count(); i++) {
            call.value(i);
            call.text(i);
            call.texts(i);
            call.isWhole(i);
            call.bytes(i);
            call.numbers(i);
        }
    }
}
