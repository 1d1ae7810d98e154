package dev.shimgen.runtime.session;

import dev.shimgen.runtime.event.EventSchema;
import dev.shimgen.runtime.event.SchemaException;
import dev.shimgen.runtime.event.SchemaTables;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The libraries that write into a pool, and what their events mean. Each has left a copy of its tables there, so that it need
 * not be there any more, nor in a folder that this process sees.
 */
final class PoolLibraries {

    private final MemorySegment pool;
    private final Map<Integer, EventSchema> schemas = new HashMap<>();

    PoolLibraries(MemorySegment pool) {
        this.pool = pool;
    }

    /**
     * {@return what the events of a library mean}
     *
     * @param library its number
     * @throws SchemaException if its tables are of another version, or damaged
     * @throws IOException if there is no such library
     */
    EventSchema schema(int library) throws IOException {
        EventSchema known = schemas.get(library);
        if (known == null) {
            known = read(library);
            schemas.put(library, known);
        }
        return known;
    }

    /** {@return those that have been read} */
    Collection<EventSchema> known() {
        return schemas.values();
    }

    private EventSchema read(int library) throws IOException {
        long at = PoolLayout.HEAD_LIBRARIES + (long) library * PoolLayout.LIBRARY_SIZE;
        if (library < 0
                || library >= PoolLayout.LIBRARIES
                || (int) PoolLayout.INT.getAcquire(pool, at + PoolLayout.LIBRARY_STATE) != PoolLayout.LIBRARY_READY) {
            throw damaged("there is no library " + library);
        }
        Map<String, SchemaTables.Section> tables = new HashMap<>();
        for (int i = 0; i < PoolLayout.TABLES.size(); i++) {
            String name = PoolLayout.TABLES.get(i);
            long place = at + PoolLayout.LIBRARY_TABLES + i * 2L * Integer.BYTES;
            long address = name.equals("calls") ? pool.get(ValueLayout.JAVA_INT, at + PoolLayout.LIBRARY_FIRST) : 0;
            tables.put(name, new SchemaTables.Section(address, bytes(place)));
        }
        return EventSchema.of(
                path(at + PoolLayout.LIBRARY_PATH),
                new SchemaTables(
                        Short.toUnsignedInt(pool.get(ValueLayout.JAVA_SHORT, at + PoolLayout.LIBRARY_MACHINE)),
                        ByteOrder.nativeOrder(),
                        pool.get(ValueLayout.JAVA_SHORT, at + PoolLayout.LIBRARY_WORD) == Long.BYTES,
                        tables));
    }

    /** {@return a copy of a table: others could change the pool while it is read} */
    private ByteBuffer bytes(long place) throws IOException {
        long at = Integer.toUnsignedLong(pool.get(ValueLayout.JAVA_INT, place));
        long size = Integer.toUnsignedLong(pool.get(ValueLayout.JAVA_INT, place + Integer.BYTES));
        long end = (long) pool.get(ValueLayout.JAVA_INT, PoolLayout.HEAD_FIRST) * PoolLayout.CHUNK_SIZE;
        if (end > pool.byteSize() || at > end || size > end - at) {
            throw damaged("a table is outside of the part for tables");
        }
        byte[] copy = new byte[(int) size];
        MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, at, copy, 0, copy.length);
        return ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
    }

    private Path path(long at) {
        byte[] bytes = new byte[PoolLayout.LIBRARY_SIZE - PoolLayout.LIBRARY_PATH];
        MemorySegment.copy(pool, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return ReadablePath.of(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private static IOException damaged(String what) {
        return new IOException("[SG0907] the session's memory is damaged: " + what);
    }
}
