package dev.shimgen.runtime.event;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a library made by shimgen says of the calls that it traces: their names, their arguments, and how each is shown. It
 * is read from the library's file, so no class that was generated with the library is needed, and the library may be one
 * for another machine.
 */
public final class EventSchema {

    private static final int EM_386 = 3;
    private static final int EM_X86_64 = 62;

    private final Path library;
    private final SchemaTables tables;
    private final List<FunctionSchema> functions;
    /** The calls by id, for who looks up millions: a hash table with open addressing. */
    private final @Nullable FunctionSchema[] table;

    /** Of tables that have been read. */
    EventSchema(Path library, SchemaTables tables, List<FunctionSchema> functions) {
        this.library = library;
        this.tables = tables;
        this.functions = List.copyOf(functions);
        this.table = table(functions);
    }

    /**
     * Reads the schema of a library.
     *
     * @param library a shim's library
     * @throws SchemaException if it has no tables of traced calls, if they are of another version than this class, or if
     *     they are damaged
     * @throws IOException if the file cannot be read
     */
    public static EventSchema read(Path library) throws IOException {
        return of(library, TableSections.read(library));
    }

    /**
     * {@return whether a library has tables of traced calls, of whatever version}
     *
     * @throws IOException if it is no library, or cannot be read
     */
    public static boolean isTraced(Path library) throws IOException {
        return TableSections.read(library).sections().containsKey("schema");
    }

    /**
     * Makes a schema of a copy of a library's tables.
     *
     * @param library for messages
     * @throws SchemaException as {@link #read}
     */
    public static EventSchema of(Path library, SchemaTables tables) throws SchemaException {
        return new EventSchema(library, tables, new TableReader(library, tables.sections()).functions());
    }

    /** {@return the library's file, as the program has loaded it; it need not be there any more} */
    public Path library() {
        return library;
    }

    /** {@return what this was made of} */
    public SchemaTables tables() {
        return tables;
    }

    /** {@return whether a {@code long double} is the x87's, of 80 bits, rather than IEEE 754 binary128} */
    boolean hasX87() {
        return tables.machine() == EM_386 || tables.machine() == EM_X86_64;
    }

    /** {@return the order of bytes in memory} */
    public ByteOrder order() {
        return tables.order();
    }

    /** {@return whether addresses have 64 bits} */
    boolean isWide() {
        return tables.wide();
    }

    /** {@return the calls, in the order of the file} */
    public List<FunctionSchema> functions() {
        return functions;
    }

    private static @Nullable FunctionSchema[] table(List<FunctionSchema> functions) {
        @Nullable FunctionSchema[] table = new FunctionSchema[Integer.highestOneBit(functions.size() + 1) * 4];
        for (FunctionSchema function : functions) {
            int at = slot(function.id(), table);
            while (table[at] != null) {
                at = (at + 1) % table.length;
            }
            table[at] = function;
        }
        return table;
    }

    /** Ids are distances in a table of structures. */
    private static int slot(int id, @Nullable FunctionSchema[] table) {
        return ((id * 0x9e3779b9) >>> 8) & (table.length - 1);
    }

    /** {@return the call with an id, {@code null} if the library has none} */
    public @Nullable FunctionSchema find(int id) {
        int at = slot(id, table);
        for (FunctionSchema found = table[at]; found != null; found = table[at]) {
            if (found.id() == id) {
                return found;
            }
            at = (at + 1) % table.length;
        }
        return null;
    }

    /** {@return the call with an id, empty if the library has none} */
    public Optional<FunctionSchema> function(int id) {
        return Optional.ofNullable(find(id));
    }
}
