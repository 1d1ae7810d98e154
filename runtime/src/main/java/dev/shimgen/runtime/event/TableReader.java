package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the tables of traced calls, which are C structures: those of {@code shimgen_call.h}. The
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
        DESCRIPTOR,
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
        OPAQUE,
        CHOSEN
    }

    /** {@code enum shimgen_trace_style}: those of numbers first, in the order of {@link NumberSchema.Style}. */
    enum Style {
        DECIMAL,
        ADDRESS,
        HANDLER,
        MODE,
        FLAGS,
        ONE_OF,
        WAIT_STATUS,
        FIELDS,
        SIGNALS,
        PORT,
        IPV4,
        IPV6,
        CHARACTERS,
        SOCKET_NAME,
        STRING,
        PATH,
        BYTES,
        STRUCTURES,
        SIZED,
        LIST,
        CONTROL
    }

    /** {@code enum shimgen_trace_amount}. */
    enum Count {
        ONE,
        ONE_UNLESS_ZERO,
        ONE_IF_ZERO,
        FIXED,
        ARGUMENT,
        RESULT,
        BYTES
    }

    private static final String MAGIC = "shimgen";
    static final int VERSION = 4;

    private static final int MAGIC_SIZE = 8;
    private static final int CALL_SIZE = 14;
    private static final int ARGUMENT_SIZE = 8;
    private static final int STRUCTURE_SIZE = 20;
    private static final int NAME_SIZE = 48;
    private static final int FIELD_SIZE = NAME_SIZE + 16;
    private static final int CASE_SIZE = 8;
    private static final int CHOICE_SIZE = 16;
    private static final int NO_ARGUMENT = 0xff;

    /** How deep structures are inside of others: a library that says more is damaged, and this would need a larger stack. */
    private static final int DEEPEST = 64;

    private static final int FLAG_SIZE = NAME_SIZE + 16;

    /** How many times as much may be read of the tables as they have: a library says each thing once, and points to it. */
    private static final int MOST_TIMES = 2;

    /** What {@code struct shimgen_trace_schema} says behind the magic word. */
    private static final List<Integer> HEAD = List.of(
            VERSION,
            CALL_SIZE,
            ARGUMENT_SIZE,
            STRUCTURE_SIZE,
            FIELD_SIZE,
            CASE_SIZE,
            CHOICE_SIZE,
            FLAG_SIZE,
            NAME_SIZE);

    private static final NamedValues NO_NAMES = new NamedValues(List.of());

    private final Path library;
    private final ByteBuffer calls;
    private final long first;
    private final ByteBuffer names;
    private final ByteBuffer fields;
    private final ByteBuffer structures;
    private final ByteBuffer cases;
    private final ByteBuffer choices;
    private final Map<Integer, NamedValues> namesRead = new HashMap<>();
    private final Map<ChoicesPlace, Choices> choicesRead = new HashMap<>();
    private final Map<Integer, StructureSchema> structuresRead = new HashMap<>();

    /** The structures on the way to the one that is read: one that contains itself would have no end. */
    private final Set<Integer> under = new HashSet<>();

    /** Whether a choice is being read: one between choices would have no end either. */
    private boolean choosing;

    /** How many bytes of rows that others point to may still be read: of rows that overlap, there would be many times more. */
    private long allowance;

    /**
     * Where choices stand.
     *
     * @param arguments how many the call has, which bounds what choices can speak of
     */
    private record ChoicesPlace(int first, int count, int arguments) {}

    /** What an argument can be, and what it is by itself. */
    private record Choices(List<ArgumentSchema.Choice> choices, ArgumentSchema otherwise) {}

    /**
     * Makes a reader.
     *
     * @param library for messages
     * @param tables as {@link TableSections#read} gives them
     * @throws SchemaException if a table is missing, or all are of another version
     */
    TableReader(Path library, Map<String, SchemaTables.Section> tables) throws SchemaException {
        this.library = library;
        SchemaTables.Section schema = tables.get("schema");
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
        this.cases = table(tables, "cases");
        this.choices = table(tables, "choices");
        this.allowance = MOST_TIMES * ((long) names.limit() + fields.limit() + cases.limit() + choices.limit());
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

    private ByteBuffer table(Map<String, SchemaTables.Section> tables, String name) throws SchemaException {
        SchemaTables.Section table = tables.get(name);
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
            int count = u8(calls, at + 9);
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
            arguments.add(argument(calls, at + CALL_SIZE + i * ARGUMENT_SIZE, count));
        }
        return new FunctionSchema(
                (int) (first + at),
                name,
                arguments,
                constant(FunctionSchema.Rest.values(), u8(calls, at + 8)),
                result(at),
                constant(FunctionSchema.Timing.values(), u8(calls, at + 6)),
                constant(FunctionSchema.ErrorMark.values(), u8(calls, at + 7)),
                u16(calls, at + 10));
    }

    private ArgumentSchema argument(ByteBuffer in, int at, int count) throws SchemaException {
        int size = u8(in, at + 1);
        boolean signed = u8(in, at + 2) != 0;
        return switch (constant(Form.values(), u8(in, at))) {
            case HIDDEN -> new ArgumentSchema.Hidden(size, signed);
            case NUMBER -> number(size, signed, NumberSchema.Style.DECIMAL, 0);
            case WORD -> new ArgumentSchema.Word(size);
            case MODE -> number(size, signed, NumberSchema.Style.MODE, 0);
            case DIRECTORY -> new ArgumentSchema.Directory();
            case DESCRIPTOR -> new ArgumentSchema.Descriptor(schema(size, signed, NumberSchema.Style.DECIMAL, 0));
            case FLAGS -> number(size, signed, NumberSchema.Style.FLAGS, u16(in, at + 6));
            case ONE_OF -> number(size, signed, NumberSchema.Style.ONE_OF, u16(in, at + 6));
            case POINTER -> new ArgumentSchema.Address();
            case HANDLER -> new ArgumentSchema.Handler();
            case PATH -> new ArgumentSchema.Path();
            case STRING -> new ArgumentSchema.Text();
            case STRINGS -> new ArgumentSchema.Texts();
            case FILLED -> new ArgumentSchema.FilledText();
            case BYTES -> new ArgumentSchema.Bytes(index(in, at, count));
            case COUNTED -> new ArgumentSchema.FilledBytes(index(in, at, count));
            case READ -> structures(in, false, at, count);
            case WRITTEN -> structures(in, true, at, count);
            case NUMBERS_READ -> numbers(in, false, at, count);
            case NUMBERS_WRITTEN -> numbers(in, true, at, count);
            case LIST -> new ArgumentSchema.ArgumentList();
            case BINARY128 -> new ArgumentSchema.Binary128();
            case FLOATING -> new ArgumentSchema.Floating(size);
            case EXTENDED -> new ArgumentSchema.Extended(size);
            case OPAQUE -> new ArgumentSchema.Opaque();
            case CHOSEN -> chosen(in, at, count);
        };
    }

    private ArgumentSchema chosen(ByteBuffer in, int at, int count) throws SchemaException {
        int andBy = u8(in, at + 3);
        if (andBy != NO_ARGUMENT && andBy >= count) {
            throw damaged("an argument that another one speaks of is missing");
        }
        Choices read = choices(new ChoicesPlace(u16(in, at + 6), u8(in, at + 5), count));
        return new ArgumentSchema.Chosen(
                index(in, at, count), andBy == NO_ARGUMENT ? -1 : andBy, read.choices(), read.otherwise());
    }

    /** {@return the choices from a row on, and what the row behind them says} */
    private Choices choices(ChoicesPlace place) throws SchemaException {
        if (choosing) {
            throw damaged("a choice between choices");
        }
        Choices known = choicesRead.get(place);
        if (known != null) {
            return known;
        }
        choosing = true;
        List<ArgumentSchema.Choice> values = new ArrayList<>();
        for (int i = 0; i < place.count(); i++) {
            int row = taken(choices, (long) (place.first() + i) * CHOICE_SIZE, CHOICE_SIZE);
            values.add(new ArgumentSchema.Choice(
                    choices.getInt(row), choices.getInt(row + 4), argument(choices, row + 8, place.arguments())));
        }
        int behind = taken(choices, (long) (place.first() + place.count()) * CHOICE_SIZE, CHOICE_SIZE);
        Choices read = new Choices(List.copyOf(values), argument(choices, behind + 8, place.arguments()));
        choosing = false;
        choicesRead.put(place, read);
        return read;
    }

    private ResultSchema result(int at) throws SchemaException {
        ResultSchema.Outcome outcome = constant(ResultSchema.Outcome.values(), u8(calls, at));
        return new ResultSchema(
                outcome,
                u8(calls, at + 1),
                u8(calls, at + 4) != 0,
                outcome == ResultSchema.Outcome.STRUCTURE_OR_NULL
                        ? Optional.of(structure(u16(calls, at + 2)))
                        : Optional.empty());
    }

    private ArgumentSchema number(int size, boolean signed, NumberSchema.Style style, int table)
            throws SchemaException {
        return new ArgumentSchema.Numeric(schema(size, signed, style, table));
    }

    private ArgumentSchema structures(ByteBuffer in, boolean written, int at, int count) throws SchemaException {
        return new ArgumentSchema.Structures(written, structure(u16(in, at + 6)), amount(in, at, count));
    }

    private ArgumentSchema numbers(ByteBuffer in, boolean written, int at, int count) throws SchemaException {
        NumberSchema.Style style = constant(NumberSchema.Style.values(), u8(in, at + 5));
        return new ArgumentSchema.Numbers(
                written, schema(u8(in, at + 1), u8(in, at + 2) != 0, style, u16(in, at + 6)), amount(in, at, count));
    }

    private Amount amount(ByteBuffer in, int at, int count) throws SchemaException {
        return switch (constant(Count.values(), u8(in, at + 3))) {
            case ONE -> new Amount.One();
            case ONE_UNLESS_ZERO -> new Amount.OneUnlessZero();
            case ONE_IF_ZERO -> new Amount.OneIfZero();
            case FIXED -> new Amount.Fixed(u8(in, at + 4));
            case ARGUMENT -> new Amount.ByArgument(index(in, at, count));
            case RESULT -> new Amount.ByResult();
            case BYTES -> new Amount.BytesByArgument(index(in, at, count));
        };
    }

    /** {@return the index of another argument} */
    private int index(ByteBuffer in, int at, int count) throws SchemaException {
        int index = u8(in, at + 4);
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
            int row = taken(names, at, FLAG_SIZE);
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
        if (under.size() == DEEPEST || !under.add(index)) {
            throw damaged("a structure in itself");
        }
        int at = row(structures, (long) index * STRUCTURE_SIZE, STRUCTURE_SIZE);
        int size = structures.getInt(at);
        if (size < 0) {
            throw damaged("a structure of " + Integer.toUnsignedString(size) + " bytes");
        }
        int first = u16(structures, at + 4);
        int count = u16(structures, at + 6);
        Style style = constant(Style.values(), u8(structures, at + 17));
        StructureSchema read = new StructureSchema(
                size,
                style == Style.FIELDS ? Optional.empty() : Optional.of(whole(at, style, size)),
                style == Style.FIELDS ? fields(first, count, size) : List.of(),
                cases(u16(structures, at + 10), u16(structures, at + 12)));
        under.remove(index);
        structuresRead.put(index, read);
        return read;
    }

    /** What all of a structure is; of a pointer to one, what its only field says. */
    private FieldSchema whole(int at, Style style, int size) throws SchemaException {
        if (style.compareTo(Style.STRING) >= 0) {
            return field(taken(fields, (long) u16(structures, at + 4) * FIELD_SIZE, FIELD_SIZE), size)
                    .content();
        }
        return content(style, size, false, u16(structures, at + 8), OptionalInt.empty());
    }

    private List<StructureSchema.Field> fields(int first, int count, int size) throws SchemaException {
        List<StructureSchema.Field> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(field(taken(fields, (long) (first + i) * FIELD_SIZE, FIELD_SIZE), size));
        }
        return read;
    }

    private Map<Integer, StructureSchema> cases(int first, int count) throws SchemaException {
        Map<Integer, StructureSchema> read = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = taken(cases, (long) (first + i) * CASE_SIZE, CASE_SIZE);
            read.put(cases.getInt(at), structure(u16(cases, at + 4)));
        }
        return read;
    }

    private StructureSchema.Field field(int at, int structure) throws SchemaException {
        int offset = fields.getInt(at + NAME_SIZE);
        int size = u16(fields, at + NAME_SIZE + 4);
        if (offset < 0 || size > structure - offset) {
            throw damaged("a field outside of its structure");
        }
        int other = u16(fields, at + NAME_SIZE + 8);
        boolean hasOther = u8(fields, at + NAME_SIZE + 10) != 0;
        return new StructureSchema.Field(
                text(fields, at, NAME_SIZE),
                offset,
                size,
                content(
                        constant(Style.values(), u8(fields, at + NAME_SIZE + 11)),
                        size,
                        u8(fields, at + NAME_SIZE + 12) != 0,
                        u16(fields, at + NAME_SIZE + 6),
                        hasOther ? OptionalInt.of(other) : OptionalInt.empty()));
    }

    /**
     * What a field is.
     *
     * @param table where its names begin, or which structure it contains or leads to
     * @param other where the number is that says how much is behind it, or where a list goes on
     */
    private FieldSchema content(Style style, int size, boolean signed, int table, OptionalInt other)
            throws SchemaException {
        boolean pointer = style.compareTo(Style.STRING) >= 0;
        int needed = switch (style) {
            case PORT -> 2;
            case IPV4 -> 4;
            case IPV6 -> 16;
            case SIGNALS -> 8;
            default -> pointer ? 4 : 0;
        };
        if (size < needed) {
            throw damaged("a field of " + size + " bytes that is a " + style);
        }
        return switch (style) {
            case DECIMAL, ADDRESS, HANDLER, MODE, FLAGS, ONE_OF, WAIT_STATUS ->
                new FieldSchema.Numeric(schema(size, signed, NumberSchema.Style.valueOf(style.name()), table));
            case FIELDS -> new FieldSchema.Inner(structure(table));
            case SIGNALS -> new FieldSchema.Signals(names(table));
            case PORT -> new FieldSchema.Port();
            case IPV4 -> new FieldSchema.Ipv4();
            case IPV6 -> new FieldSchema.Ipv6();
            case CHARACTERS -> new FieldSchema.Characters();
            case SOCKET_NAME -> new FieldSchema.SocketName();
            case STRING, PATH -> new FieldSchema.Text();
            case BYTES -> new FieldSchema.Bytes();
            case STRUCTURES -> new FieldSchema.Structures(structure(table), other.isPresent());
            case SIZED -> new FieldSchema.Sized(structure(table));
            case LIST -> new FieldSchema.Listed(structure(table), other);
            case CONTROL -> new FieldSchema.Control();
        };
    }

    /** {@return where a row begins, if the table has all of it} */
    private int row(ByteBuffer table, long at, int size) throws SchemaException {
        if (at > table.limit() - size) {
            throw damaged("a table ends too early");
        }
        return (int) at;
    }

    /** {@return where a row begins of which something is made that stays} */
    private int taken(ByteBuffer table, long at, int size) throws SchemaException {
        allowance -= size;
        if (allowance < 0) {
            throw damaged("its parts overlap");
        }
        return row(table, at, size);
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

    /** {@return a text of printable ASCII that ends with a null byte, in at most so many bytes: a terminal will show it} */
    private String text(ByteBuffer table, int at, int most) throws SchemaException {
        row(table, at, 1);
        int limit = Math.min(at + most, table.limit());
        int end = at;
        while (end < limit && table.get(end) != 0) {
            if (table.get(end) < 0x20 || table.get(end) == 0x7f) {
                throw damaged("a name with a byte that is no printable character");
            }
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
