package dev.shimgen.runtime.event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a library made by shimgen says of the calls that it traces: their names, their arguments, and how each is shown. It
 * is read from the library's file, so no class that was generated with the library is needed, and the library may be one
 * for another machine.
 */
public final class EventSchema {

    private final List<FunctionSchema> functions;
    private final Map<Integer, FunctionSchema> byId;

    EventSchema(List<FunctionSchema> functions) {
        this.functions = List.copyOf(functions);
        this.byId = functions.stream().collect(Collectors.toMap(FunctionSchema::id, Function.identity()));
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
        return new EventSchema(new TableReader(library, TableSections.read(library)).functions());
    }

    /** {@return the calls, in the order of their ids} */
    public List<FunctionSchema> functions() {
        return functions;
    }

    /** {@return the call with an id, empty if the library has none} */
    public Optional<FunctionSchema> function(int id) {
        return Optional.ofNullable(byId.get(id));
    }
}
