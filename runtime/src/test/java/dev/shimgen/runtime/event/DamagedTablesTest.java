package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables that nobody's compiler has made: small ones that say very much, or what a terminal must not get. */
@Timeout(30)
class DamagedTablesTest {

    private static final int FLAGS = TableReader.Form.FLAGS.ordinal();
    private static final int READ = TableReader.Form.READ.ordinal();
    private static final int CHOSEN = TableReader.Form.CHOSEN.ordinal();
    private static final int FIELDS = TableReader.Style.FIELDS.ordinal();
    private static final int NAME = 48;

    private final Map<String, ByteBuffer> tables = new TreeMap<>();

    DamagedTablesTest() {
        for (String name : List.of("calls", "names", "fields", "structures", "cases", "choices")) {
            tables.put(name, ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN));
        }
        ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        head.put("shimgen\0".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {TableReader.VERSION, 14, 8, 20, 64, 8, 16, 64, 48});
        tables.put("schema", head);
    }

    private ByteBuffer to(String table) {
        return tables.get(table);
    }

    private EventSchema schema() throws SchemaException {
        Map<String, SchemaTables.Section> sections = new TreeMap<>();
        tables.forEach((name, table) -> sections.put(
                name,
                new SchemaTables.Section(0, table.duplicate().flip().slice().order(ByteOrder.LITTLE_ENDIAN))));
        return EventSchema.of(Path.of("libdamaged.so"), new SchemaTables(62, ByteOrder.LITTLE_ENDIAN, true, sections));
    }

    private void name(String name) {
        to("names").putLong(1).putLong(1).put(padded(name));
    }

    /** A call with arguments of eight bytes each: form, size, whether it has a sign, amount, index, style, table. */
    private void call(String name, int[]... arguments) {
        ByteBuffer calls = to("calls");
        calls.put(new byte[] {1, 4, 0, 0, 1, 0, 0, 0, 0, (byte) arguments.length, 0, 0, 0, 0});
        for (int[] argument : arguments) {
            for (int i = 0; i < 6; i++) {
                calls.put((byte) argument[i]);
            }
            calls.putShort((short) argument[6]);
        }
        calls.put(name.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        calls.position(calls.position() + 1 & ~1);
    }

    private void structure(int size, int firstField, int count, int firstCase, int cases) {
        ByteBuffer row = to("structures");
        row.putInt(size).putShort((short) firstField).putShort((short) count).putShort((short) 0);
        row.putShort((short) firstCase).putShort((short) cases).putShort((short) 0);
        row.put((byte) 0).put((byte) FIELDS).putShort((short) 0);
    }

    private void field(String name, int size, int style, int table) {
        ByteBuffer row = to("fields");
        row.put(padded(name))
                .putInt(0)
                .putShort((short) size)
                .putShort((short) table)
                .putShort((short) 0);
        row.put((byte) 0).put((byte) style).put((byte) 0).put(new byte[3]);
    }

    private static byte[] padded(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), NAME);
    }

    private void refused(String why) {
        assertThatThrownBy(this::schema)
                .isInstanceOf(SchemaException.class)
                .hasMessageContainingAll("[SG0904] libdamaged.so", why);
    }

    /** Seen to fail with a list of names for each row at which one begins: OutOfMemoryError. */
    @Test
    void namesThatOverlapAreRefused() {
        for (int i = 0; i < 50_000; i++) {
            name("N");
        }
        name("");
        for (int i = 0; i < 2000; i += 200) {
            int[][] arguments = new int[200][];
            for (int j = 0; j < 200; j++) {
                arguments[j] = new int[] {FLAGS, 4, 0, 0, 0, 0, i + j};
            }
            call("open", arguments);
        }
        refused("overlap");
    }

    /** Seen to fail: OutOfMemoryError. */
    @Test
    void fieldsThatOverlapAreRefused() {
        for (int i = 0; i < 60_000; i++) {
            field("a", 4, 0, 0);
        }
        for (int i = 0; i < 4000; i++) {
            structure(8, i, 50_000, 0, 0);
            call("open", new int[] {READ, 8, 0, 0, 0, 0, i});
        }
        refused("overlap");
    }

    @Test
    void casesThatOverlapAreRefused() {
        for (int i = 0; i < 60_000; i++) {
            to("cases").putInt(i).putShort((short) 0).putShort((short) 0);
        }
        structure(8, 0, 0, 0, 0);
        for (int i = 1; i < 4000; i++) {
            structure(8, 0, 0, i, 50_000);
            call("open", new int[] {READ, 8, 0, 0, 0, 0, i});
        }
        refused("overlap");
    }

    /** Seen to fail: OutOfMemoryError. */
    @Test
    void choicesThatOverlapAreRefused() {
        for (int i = 0; i < 60_000; i++) {
            to("choices").putInt(i).putInt(0).put(new byte[] {1, 4, 0, 0, 0, 0}).putShort((short) 0);
        }
        for (int i = 0; i < 59_000; i += 200) {
            int[][] arguments = new int[200][];
            for (int j = 0; j < 200; j++) {
                arguments[j] = new int[] {CHOSEN, 8, 0, 0xff, 0, 255, i + j};
            }
            call("fcntl", arguments);
        }
        refused("overlap");
    }

    /** Many calls may have the same names, fields and choices. */
    @Test
    void whatIsSharedIsReadOnce() throws Exception {
        name("ONE");
        name("");
        field("a", 4, 0, 0);
        structure(8, 0, 1, 0, 0);
        to("choices").putInt(1).putInt(0).put(new byte[] {1, 4, 0, 0, 0, 0}).putShort((short) 0);
        to("choices").putInt(0).putInt(0).put(new byte[] {1, 4, 0, 0, 0, 0}).putShort((short) 0);
        for (int i = 0; i < 1000; i++) {
            call("f" + i, new int[] {FLAGS, 4, 0, 0, 0, 0, 0}, new int[] {READ, 8, 0, 0, 0, 0, 0}, new int[] {
                CHOSEN, 8, 0, 0xff, 0, 1, 0
            });
        }
        assertThat(schema().functions()).hasSize(1000);
    }

    /** Seen to fail with 60 to the power of nine fields in a line of eight bytes: no end. */
    @Test
    void structuresInStructuresAreCutInALine() throws Exception {
        int depth = 10;
        for (int i = 0; i < depth; i++) {
            structure(8, i * 60, i < depth - 1 ? 60 : 1, 0, 0);
            for (int j = 0; j < 60; j++) {
                field("a", 8, i < depth - 1 ? FIELDS : 1, i + 1 < depth - 1 || i == depth - 2 ? i + 1 : 0);
            }
        }
        call("open", new int[] {READ, 8, 0, 0, 0, 0, 0});
        TraceEvent event = event(schema(), new byte[8]);
        assertThat(event.text()).startsWith("open({a={a=").contains("...").hasSizeLessThan(1 << 16);
        assertThat(event.function()).hasToString("open");
    }

    /** Seen to fail: IndexOutOfBoundsException from a pointer of four bytes, and from a signal of two letters. */
    @Test
    void whatIsTooShortIsShownAllTheSame() throws Exception {
        name("XX");
        name("");
        field("p", 4, TableReader.Style.PATH.ordinal(), 0);
        field("s", 8, TableReader.Style.SIGNALS.ordinal(), 0);
        structure(8, 0, 2, 0, 0);
        call("open", new int[] {READ, 8, 0, 0, 0, 0, 0});
        assertThat(event(schema(), new byte[] {1, 0, 0, 0, 0, 0, 0, 0}).text()).isEqualTo("open({p=0x1, s=[XX]}) = 0");
    }

    private static TraceEvent event(EventSchema schema, byte[] bytes) {
        return new TraceEvent(
                schema,
                schema.functions().get(0),
                1,
                TraceEvent.UNKNOWN_START,
                0,
                1,
                0,
                0,
                true,
                0,
                0,
                List.of(4096L),
                List.of(new Block(0, Block.What.WHOLE, bytes)));
    }

    /** Seen to fail with the escape sequence in the function's name. */
    @Test
    void namesAreWhatATerminalMaySee() {
        for (String name : List.of("a\u001b[31m", "a\nb", "caf\u00e9", "\u007f")) {
            to("calls").clear();
            call(name);
            refused("no printable character");
        }
        assertThat(SchemaException.of("SG0902", Path.of("/a\u001b]b\n"), "no")).hasMessage("[SG0902] /a?]b?: no");
    }

    /** Seen to fail with a name of eight megabytes that was copied for each of 65000 headers: no end. */
    @Test
    @Timeout(10)
    void aNameOfManySectionsIsNotReadToItsEnd(@TempDir Path folder) throws Exception {
        int count = 65_000;
        int texts = 8 << 20;
        ByteBuffer file = ByteBuffer.allocate(64 + count * 64 + texts).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        file.putLong(40, 64);
        file.putShort(58, (short) 64).putShort(60, (short) count).putShort(62, (short) 0);
        file.putInt(64 + 4, 3).putLong(64 + 24, 64L + count * 64L).putLong(64 + 32, texts);
        for (int i = 64 + count * 64; i < file.capacity() - 1; i++) {
            file.put(i, (byte) 'a');
        }
        Path library = Files.write(folder.resolve("many.so"), file.array());
        assertThat(TableSections.read(library).sections()).isEmpty();
    }
}
