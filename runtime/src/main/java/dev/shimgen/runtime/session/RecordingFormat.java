package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.Block;
import java.util.List;

/**
 * What a recording is made of: a magic word and a version, then frames. A frame stands for itself, so that a file that ends
 * anywhere can be read up to its last whole one. All numbers of fixed size are little-endian.
 */
final class RecordingFormat {

    /** "shimrec\n": a transfer that changes line ends is noticed at once. */
    static final long MAGIC = 0x0a636572_6d696873L;

    static final int VERSION = 2;

    /** The magic word and the version. */
    static final int HEAD_SIZE = Long.BYTES + Integer.BYTES;

    /** Kind, bytes that are stored, bytes of the content, CRC-32 of what is stored, CRC-32 of these four. */
    static final int FRAME_HEAD_SIZE = 5 * Integer.BYTES;

    /** The largest content, which bounds what a reader takes. Tables of all of libc have 200 KiB, a pool for tables 2 MiB. */
    static final int MOST = 4 << 20;

    /** How much content is waited for before a frame of events is written: it is compressed better then. */
    static final int ENOUGH = 256 << 10;

    /** As many as a pool has. */
    static final int MOST_LIBRARIES = PoolLayout.LIBRARIES;

    /** How much tables all libraries have together: a pool has room for half of that. What is made of them stays in memory. */
    static final int MOST_OF_TABLES = MOST;

    /** As many as an event in a pool can have at most, which has a byte for their number. */
    static final int MOST_VALUES = 255;

    /** An event has at most a chunk, and a block in it four bytes. */
    static final int MOST_BLOCKS = PoolLayout.CHUNK_SIZE / 4;

    /** In place of an exit status: nobody knows it. */
    static final int NO_STATUS = -1;

    /** How many bytes of a command are kept; execve(2) takes more. */
    static final int MOST_OF_COMMAND = 1 << 20;

    static final int MOST_UNFINISHED = 1 << 14;

    /** What a frame has. */
    enum Kind {
        /** {@link SessionFacts}. */
        FACTS,
        /** The tables of a library. */
        LIBRARY,
        /** Events, one after the other. */
        EVENTS,
        /** What is lost and torn up to here, and which calls have not returned. */
        STATUS,
        /** The same, at the end, and the program's exit status. */
        END,
        /** What was started. */
        PROGRAM
    }

    /** Kinds by their numbers. */
    static final List<Kind> KINDS = List.of(Kind.FACTS, Kind.LIBRARY, Kind.EVENTS, Kind.STATUS, Kind.END, Kind.PROGRAM);

    /** What blocks have, by the numbers of that. */
    static final List<Block.What> WHAT =
            List.of(Block.What.WHOLE, Block.What.CUT, Block.What.ADDRESS, Block.What.END, Block.What.AND_SO_ON);

    private RecordingFormat() {}
}
