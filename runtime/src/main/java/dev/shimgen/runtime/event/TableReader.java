package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the tables of traced calls, which are C structures: those of {@code shimgen_trace.h} and {@code shimgen_line.h}. The
 * enumerations here have the order of those in C; both change together, with the version.
 */
final class TableReader {

    /** {@code enum shimgen_trace_form}. */
    enum Form {
        HIDDEN,
        NUMBER,
        WORD,
        MODE,
        DIRECTORY,
        FLAGS,
        ONE_OF,
        POINTER,
        HANDLER,
        PATH,
        STRING,
        STRINGS,
        FILLED,
        BYTES,
        COUNTED,
        READ,
        WRITTEN,
        NUMBERS_READ,
        NUMBERS_WRITTEN,
        LIST,
        BINARY128,
        FLOATING,
        EXTENDED,
        OPAQUE
    }

    /** {@code enum shimgen_trace_amount}. */
    enum Count {
        ONE,
        ONE_UNLESS_ZERO,
        FIXED,
        ARGUMENT,
        RESULT
    }

    private static final String MAGIC = "shimgen";
    private static final int VERSION = 1;

    private static final int MAGIC_SIZE = 8;
    private static final int CALL_SIZE = 8;
    private static final int ARGUMENT_SIZE = 8;
    private static final int STRUCTURE_SIZE = 8;
    private static final int NAME_SIZE = 48;
    private static final int FIELD_SIZE = NAME_SIZE + 12;
    private static final int FLAG_SIZE = NAME_SIZE + 16;

    /** What {@code struct shimgen_trace_schema} says behind the magic word. */
    private static final List<Integer> HEAD =
            List.of(VERSION, CALL_SIZE, ARGUMENT_SIZE, STRUCTURE_SIZE, FIELD_SIZE, FLAG_SIZE, NAME_SIZE);

    private static final NamedValues NO_NAMES = new NamedValues(List.of());

    private final Path library;
    private final ByteBuffer calls;
    private final long first;
    private final ByteBuffer names;
    private final ByteBuffer fields;
    private final ByteBuffer structures;
    private final Map<Integer, NamedValues> namesRead = new HashMap<>();
    private final Map<Integer, StructureSchema> structuresRead = new HashMap<>();

    /**
     * Makes a reader.
     *
     * @param library for messages
     * @param tables as {@link TableSections#read} gives them
     * @throws SchemaException if a table is missing, or all are of another version
     */
    TableReader(Path library, Map<String, TableSections.Section> tables) throws SchemaException {
        this.library = library;
        TableSections.Section schema = tables.get("schema");
        if (schema == null) {
            throw SchemaException.of(
                    "SG0902",
                    library,
                    "says nothing of traced calls: it is no library of shimgen's, is of an older version, or traces nothing."
                            + " Build the shim again with this version of shimgen, and @Trace in its spec");
        }
        head(schema.bytes());
        this.calls = table(tables, "calls");
        this.first = Objects.requireNonNull(tables.get("calls")).address() - schema.address();
        this.names = table(tables, "names");
        this.fields = table(tables, "fields");
        this.structures = table(tables, "structures");
    }

    private void head(ByteBuffer schema) throws SchemaException {
        if (schema.limit() < MAGIC_SIZE + HEAD.size()
                || !text(schema, 0, MAGIC_SIZE).equals(MAGIC)) {
            throw damaged("its head is none");
        }
        List<Integer> head = new ArrayList<>();
        for (int i = 0; i < HEAD.size(); i++) {
            head.add(Byte.toUnsignedInt(schema.get(MAGIC_SIZE + i)));
        }
        if (!head.equals(HEAD)) {
            throw SchemaException.of(
                    "SG0903",
                    library,
                    "has tables of version " + head.get(0) + ", and this is a reader of version " + VERSION
                            + "; take the shim and shimgen-runtime from the same version of shimgen");
        }
    }

    private ByteBuffer table(Map<String, TableSections.Section> tables, String name) throws SchemaException {
        TableSections.Section table = tables.get(name);
        if (table == null) {
            throw damaged("it has no table of " + name);
        }
        return table.bytes();
    }

    /** {@return all calls, in the order in which they are in the file} */
    List<FunctionSchema> functions() throws SchemaException {
        List<FunctionSchema> functions = new ArrayList<>();
        int at = 0;
        while (at < calls.limit()) {
            int count = u8(calls, at + 6);
            int text = at + CALL_SIZE + count * ARGUMENT_SIZE;
            String name = text(calls, text, calls.limit() - text);
            if (name.isEmpty()) {
                throw damaged("a call without a name");
            }
            functions.add(function(at, name, count));
            // Rows are aligned to two bytes.
            at = (text + name.length() + 2) & ~1;
        }
        return functions;
    }

    private FunctionSchema function(int at, String name, int count) throws SchemaException {
        List<ArgumentSchema> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(argument(at + CALL_SIZE + i * ARGUMENT_SIZE, count));
        }
        return new FunctionSchema(
                (int) (first + at),
                name,
                arguments,
                constant(FunctionSchema.Rest.values(), u8(calls, at + 5)),
                new ResultSchema(
                        constant(ResultSchema.Outcome.values(), u8(calls, at)),
                        u8(calls, at + 1),
                        u8(calls, at + 2) != 0),
                constant(FunctionSchema.Timing.values(), u8(calls, at + 3)),
                constant(FunctionSchema.ErrorMark.values(), u8(calls, at + 4)));
    }

    private ArgumentSchema argument(int at, int count) throws SchemaException {
        int size = u8(calls, at + 1);
        boolean signed = u8(calls, at + 2) != 0;
        return switch (constant(Form.values(), u8(calls, at))) {
            case HIDDEN -> new ArgumentSchema.Hidden(size, signed);
            case NUMBER -> number(size, signed, NumberSchema.Style.DECIMAL, 0);
            case WORD -> new ArgumentSchema.Word(size);
            case MODE -> number(size, signed, NumberSchema.Style.MODE, 0);
            case DIRECTORY -> new ArgumentSchema.Directory();
            case FLAGS -> number(size, signed, NumberSchema.Style.FLAGS, u16(calls, at + 6));
            case ONE_OF -> number(size, signed, NumberSchema.Style.ONE_OF, u16(calls, at + 6));
            case POINTER -> new ArgumentSchema.Address();
            case HANDLER -> new ArgumentSchema.Handler();
            case PATH -> new ArgumentSchema.Path();
            case STRING -> new ArgumentSchema.Text();
            case STRINGS -> new ArgumentSchema.Texts();
            case FILLED -> new ArgumentSchema.FilledText();
            case BYTES -> new ArgumentSchema.Bytes(index(at, count));
            case COUNTED -> new ArgumentSchema.FilledBytes(index(at, count));
            case READ -> structures(false, at, count);
            case WRITTEN -> structures(true, at, count);
            case NUMBERS_READ -> numbers(false, at, count);
            case NUMBERS_WRITTEN -> numbers(true, at, count);
            case LIST -> new ArgumentSchema.ArgumentList();
            case BINARY128 -> new ArgumentSchema.Binary128();
            case FLOATING -> new ArgumentSchema.Floating(size);
            case EXTENDED -> new ArgumentSchema.Extended(size);
            case OPAQUE -> new ArgumentSchema.Opaque();
        };
    }

    private ArgumentSchema number(int size, boolean signed, NumberSchema.Style style, int table)
            throws SchemaException {
        return new ArgumentSchema.Numeric(schema(size, signed, style, table));
    }

    private ArgumentSchema structures(boolean written, int at, int count) throws SchemaException {
        return new ArgumentSchema.Structures(written, structure(u16(calls, at + 6)), amount(at, count));
    }

    private ArgumentSchema numbers(boolean written, int at, int count) throws SchemaException {
        NumberSchema.Style style = constant(NumberSchema.Style.values(), u8(calls, at + 5));
        return new ArgumentSchema.Numbers(
                written,
                schema(u8(calls, at + 1), u8(calls, at + 2) != 0, style, u16(calls, at + 6)),
                amount(at, count));
    }

    private Amount amount(int at, int count) throws SchemaException {
        return switch (constant(Count.values(), u8(calls, at + 3))) {
            case ONE -> new Amount.One();
            case ONE_UNLESS_ZERO -> new Amount.OneUnlessZero();
            case FIXED -> new Amount.Fixed(u8(calls, at + 4));
            case ARGUMENT -> new Amount.ByArgument(index(at, count));
            case RESULT -> new Amount.ByResult();
        };
    }

    /** {@return the index of another argument} */
    private int index(int at, int count) throws SchemaException {
        int index = u8(calls, at + 4);
        if (index >= count) {
            throw damaged("an argument that another one speaks of is missing");
        }
        return index;
    }

    private NumberSchema schema(int size, boolean signed, NumberSchema.Style style, int table) throws SchemaException {
        if (size != 1 && size != 2 && size != 4 && size != 8) {
            throw damaged("a number of " + size + " bytes");
        }
        boolean named = style == NumberSchema.Style.FLAGS
                || style == NumberSchema.Style.ONE_OF
                || style == NumberSchema.Style.WAIT_STATUS;
        return new NumberSchema(size, signed, style, named ? names(table) : NO_NAMES);
    }

    /** {@return the names from a row on, up to one without a name} */
    private NamedValues names(int first) throws SchemaException {
        NamedValues known = namesRead.get(first);
        if (known != null) {
            return known;
        }
        List<NamedValues.NamedValue> values = new ArrayList<>();
        long at = (long) first * FLAG_SIZE;
        while (true) {
            int row = row(names, at, FLAG_SIZE);
            String name = text(names, row + 16, NAME_SIZE);
            if (name.isEmpty()) {
                break;
            }
            values.add(new NamedValues.NamedValue(name, names.getLong(row), names.getLong(row + 8)));
            at += FLAG_SIZE;
        }
        NamedValues read = new NamedValues(values);
        namesRead.put(first, read);
        return read;
    }

    private StructureSchema structure(int index) throws SchemaException {
        StructureSchema known = structuresRead.get(index);
        if (known != null) {
            return known;
        }
        int at = row(structures, (long) index * STRUCTURE_SIZE, STRUCTURE_SIZE);
        int size = structures.getInt(at);
        int first = u16(structures, at + 4);
        int count = u16(structures, at + 6);
        List<StructureSchema.Field> shown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shown.add(field(row(fields, (long) (first + i) * FIELD_SIZE, FIELD_SIZE), size));
        }
        StructureSchema read = new StructureSchema(size, shown);
        structuresRead.put(index, read);
        return read;
    }

    private StructureSchema.Field field(int at, int structure) throws SchemaException {
        int offset = fields.getInt(at + NAME_SIZE);
        int size = u8(fields, at + NAME_SIZE + 4);
        if (offset < 0 || size > structure - offset) {
            throw damaged("a field outside of its structure");
        }
        NumberSchema.Style style = constant(NumberSchema.Style.values(), u8(fields, at + NAME_SIZE + 6));
        return new StructureSchema.Field(
                text(fields, at, NAME_SIZE),
                offset,
                schema(size, u8(fields, at + NAME_SIZE + 5) != 0, style, u16(fields, at + NAME_SIZE + 8)));
    }

    /** {@return where a row begins, if the table has all of it} */
    private int row(ByteBuffer table, long at, int size) throws SchemaException {
        if (at > table.limit() - size) {
            throw damaged("a table ends too early");
        }
        return (int) at;
    }

    private <T> T constant(T[] values, int number) throws SchemaException {
        if (number >= values.length) {
            throw damaged(number + " is none of " + Arrays.toString(values));
        }
        return values[number];
    }

    private int u8(ByteBuffer table, int at) throws SchemaException {
        return Byte.toUnsignedInt(table.get(row(table, at, 1)));
    }

    private int u16(ByteBuffer table, int at) throws SchemaException {
        return Short.toUnsignedInt(table.getShort(row(table, at, 2)));
    }

    /** {@return a text that ends with a null byte, in at most so many bytes} */
    private String text(ByteBuffer table, int at, int most) throws SchemaException {
        row(table, at, 1);
        int limit = Math.min(at + most, table.limit());
        int end = at;
        while (end < limit && table.get(end) != 0) {
            end++;
        }
        if (end == limit) {
            throw damaged("a name without an end");
        }
        byte[] bytes = new byte[end - at];
        table.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private SchemaException damaged(String what) {
        return SchemaException.of(
                "SG0904", library, "has damaged tables of traced calls (" + what + "); build it again");
    }
}
