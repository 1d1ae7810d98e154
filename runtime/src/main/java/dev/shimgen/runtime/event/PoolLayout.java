package dev.shimgen.runtime.event;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Where things are in a pool: the structures of {@code shimgen_pool.h}. Offsets and sizes are in bytes. */
final class PoolLayout {

    static final String MAGIC = "shimpool";
    static final int VERSION = 1;

    static final int CHUNK_SIZE = 1 << 16;
    static final int SLOT_SIZE = 64;
    static final int SLOTS = CHUNK_SIZE / SLOT_SIZE;

    /** {@code struct shimgen_pool_head}. */
    static final int HEAD_VERSION = 8;

    static final int HEAD_CHUNKS = 12;
    static final int HEAD_COUNTS = 16;
    static final int HEAD_CLOSED = 20;
    static final int HEAD_LOST = 24;
    static final int HEAD_NOW = 32;
    static final int HEAD_LIBRARIES = 64;
    static final int LIBRARIES = 64;
    static final int LIBRARY_SIZE = 512;
    static final int LIBRARY_PATH = 8;
    static final int LIBRARY_READY = 2;

    /** {@code struct shimgen_pool_chunk}. */
    static final int CHUNK_STATE = 0;

    static final int CHUNK_RESERVED = 4;
    static final int CHUNK_END = 8;
    static final int CHUNK_LIBRARY = 12;
    static final int CHUNK_PROCESS = 16;
    static final int CHUNK_THREAD = 20;
    static final int CHUNK_LIFE = 24;
    static final int CHUNK_NUMBER = 32;
    static final int CHUNK_SPACE = 40;

    static final int FREE = 0;
    static final int CLAIMED = 1;
    static final int OPEN = 2;
    static final int FULL = 3;

    /** {@code struct shimgen_pool_event}. */
    static final int EVENT_FUNCTION = 4;

    static final int EVENT_BEGAN = 8;
    static final int EVENT_ENDED = 16;
    static final int EVENT_RESULT = 24;
    static final int EVENT_ERROR = 32;
    static final int EVENT_COUNT = 36;
    static final int EVENT_BEFORE = 37;
    static final int EVENT_SIZE = 40;
    static final int EVENT_BYTES = 48;
    static final int SLOT_BYTES = 4;

    /** The upper byte of a word that publishes an event; the lower bytes are its number of slots. */
    static final int EVENT = 0x45;

    static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private PoolLayout() {}
}
