package dev.shimgen.runtime.session;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/** Where things are in a pool: the structures of {@code shimgen_pool.h}. Offsets and sizes are in bytes. */
final class PoolLayout {

    static final String MAGIC = "shimpool";
    static final int VERSION = 5;

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
    static final int HEAD_FIRST = 44;
    static final int HEAD_GENERATION = 52;
    static final int HEAD_FREED = 56;
    static final int HEAD_READER = 60;
    static final int HEAD_SPACE = 64;
    static final int HEAD_LIBRARIES = 72;
    static final int LIBRARIES = 64;

    /** {@code struct shimgen_pool_library}. */
    static final int LIBRARY_SIZE = 512;

    static final int LIBRARY_STATE = 0;
    static final int LIBRARY_MACHINE = 4;
    static final int LIBRARY_WORD = 6;
    static final int LIBRARY_FIRST = 8;
    static final int LIBRARY_TABLES = 12;
    static final int LIBRARY_PATH = 68;
    static final int LIBRARY_READY = 3;

    /** {@code enum shimgen_pool_table_name}. */
    static final List<String> TABLES = List.of("schema", "calls", "names", "fields", "structures", "cases", "choices");

    /** {@code struct shimgen_pool_chunk}: those of all chunks are behind the pool's head. */
    static final int CHUNK_HEAD_SIZE = 64;

    static final int CHUNK_MARK = 0;

    static final int CHUNK_STATE = 8;
    static final int CHUNK_LIBRARY = 12;
    static final int CHUNK_PROCESS = 16;
    static final int CHUNK_THREAD = 20;
    static final int CHUNK_LIFE = 24;
    static final int CHUNK_SPACE = 32;
    static final int CHUNK_PARENT = 36;
    static final int CHUNK_CALL = 48;
    static final int CHUNK_CALL_BEGAN = 56;

    static final int FREE = 0;
    static final int OPEN = 2;

    /** In a mark: no slots are given any more. */
    static final long SEALED = 0x8000_0000L;

    /** In a mark: how many slots are in use. */
    static final long USED = 0x7fff_ffffL;

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

    /** {@return where the head of a chunk is} */
    static long head(int chunk) {
        return CHUNK_SIZE + (long) chunk * CHUNK_HEAD_SIZE;
    }

    /** {@return where the slots of a chunk are} */
    static long slots(int chunk) {
        return (long) chunk * CHUNK_SIZE;
    }

    /** {@return how many chunks there are in front of others, for the pool's head and those of all chunks} */
    static long heads(long others) {
        long each = CHUNK_SIZE / CHUNK_HEAD_SIZE - 1;
        return 1 + (1 + others + each - 1) / each;
    }
}
