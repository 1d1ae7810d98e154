package dev.shimgen.runtime.event;

import dev.shimgen.runtime.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call in words: what {@code shimgen_trace.h} and {@code shimgen_line.h} write, from an event. */
final class EventText {

    private static final int AT_FDCWD = -100;
    private static final long SIG_ERR = -1;
    private static final List<String> HANDLERS = List.of("SIG_DFL", "SIG_IGN", "SIG_HOLD");
    private static final int S_IFMT = 0170000;
    private static final long LOWEST = 0x400000;

    /** What a line shows of an array of strings, of which an event has more: {@code shimgen_call.h}. */
    private static final int MOST_ELEMENTS = 32;

    private static final int MOST_BYTES = 32;

    private final TraceEvent event;
    private final @Nullable DescriptorUse use;
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /**
     * Makes words of an event.
     *
     * @param use what descriptors stand for, to be shown behind them; {@code null} for the numbers alone
     */
    EventText(TraceEvent event, @Nullable DescriptorUse use) {
        this.event = event;
        this.use = use;
    }

    String text() {
        text.append(event.function().name()).append('(');
        List<ArgumentSchema> arguments = event.function().arguments();
        int count = Math.min(event.values().size(), arguments.size());
        for (int i = 0; i < count; i++) {
            argument(arguments.get(i), i);
            if (use != null && !(arguments.get(i) instanceof ArgumentSchema.Hidden)) {
                file(use.arguments().get(event.function().shown(i)));
            }
        }
        FunctionSchema.Rest rest = event.function().rest();
        if ((arguments.size() > count && rest != FunctionSchema.Rest.CHOSEN) || rest == FunctionSchema.Rest.MORE) {
            more();
        } else if (rest == FunctionSchema.Rest.STRINGS || rest == FunctionSchema.Rest.STRINGS_AND_ENVIRONMENT) {
            blocks(count).forEach(block -> string(block, MOST_BYTES));
        }
        text.append(") = ");
        first = true;
        result();
        return text.toString();
    }

    /** As strace(1) does with -y: {@code 3</etc/passwd>}. */
    private void file(@Nullable OpenFile file) {
        if (file == null || file.kind() == OpenFile.Kind.UNKNOWN) {
            return;
        }
        text.append('<');
        for (byte b : file.name().getBytes(StandardCharsets.UTF_8)) {
            if (b == '<' || b == '>') {
                octal(b);
            } else {
                escaped(b);
            }
        }
        text.append('>');
    }

    private void result() {
        if (!event.returned()) {
            text.append('?');
            return;
        }
        ResultSchema result = event.function().result();
        long value = event.result();
        switch (result.outcome()) {
            case NOTHING -> text.append("void");
            case NUMBER_OR_MINUS_ONE -> {
                failing(Long.toString(value), value == -1);
                file(use == null ? null : use.result().orElse(null));
            }
            case NUMBER -> text.append(result.signed() ? Long.toString(value) : Long.toUnsignedString(value));
            case MODE -> mode(value);
            case ERROR_NUMBER -> {
                text.append(value);
                if (value != 0) {
                    error((int) value);
                }
            }
            case TEXT_OR_NULL, TEXT -> {
                stringOrAddress(Block.RESULT, value);
                if (value == 0 && result.outcome() == ResultSchema.Outcome.TEXT_OR_NULL && event.error() != 0) {
                    error(event.error());
                }
            }
            case ADDRESS_OR_NULL -> failing(address(value), value == 0);
            case ADDRESS_OR_MINUS_ONE -> failing(isNowhere(value) ? "-1" : address(value), isNowhere(value));
            case HANDLER -> failing(handler(value), isNowhere(value));
            case ADDRESS -> text.append(address(value));
            case FLOATING -> {
                // Where floating results come back on the x87's stack, the event has them as they were there.
                List<Block> wide = blocks(Block.RESULT);
                text.append(wide.isEmpty() ? Digits.of(Double.longBitsToDouble(value)) : extended(wide));
            }
            case EXTENDED -> text.append(extended(blocks(Block.RESULT)));
            case BINARY128 -> text.append(binary128(blocks(Block.RESULT)));
            case OPAQUE -> text.append("{...}");
        }
    }

    private void failing(String result, boolean failed) {
        text.append(result);
        if (failed && event.error() != 0) {
            error(event.error());
        }
    }

    private void error(int number) {
        text.append(' ')
                .append(Errno.of(number)
                        .map(errno -> errno.name() + " (" + errno.description() + ")")
                        .orElse("errno " + number));
    }

    private void argument(ArgumentSchema argument, int at) {
        long value = event.values().get(at);
        switch (argument) {
            case ArgumentSchema.Hidden hidden -> {}
            case ArgumentSchema.Numeric numeric -> styled(value, numeric.number());
            case ArgumentSchema.Word word -> word(value, word.size());
            case ArgumentSchema.Directory directory ->
                item((int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value));
            case ArgumentSchema.Address address -> item(address(value));
            case ArgumentSchema.Handler handler -> item(handler(value));
            case ArgumentSchema.Path path -> stringOrAddress(at, value);
            case ArgumentSchema.Text string -> stringOrAddress(at, value);
            case ArgumentSchema.FilledText string -> stringOrAddress(at, value);
            case ArgumentSchema.Bytes bytes -> stringOrAddress(at, value);
            case ArgumentSchema.FilledBytes bytes -> stringOrAddress(at, value);
            case ArgumentSchema.Texts texts -> texts(at, value);
            case ArgumentSchema.Structures structures -> structures(structures, at, value);
            case ArgumentSchema.Numbers numbers -> numbers(numbers, at, value);
            case ArgumentSchema.ArgumentList list -> item("{...}");
            case ArgumentSchema.Opaque opaque -> item("{...}");
            case ArgumentSchema.Binary128 binary -> item(binary128(blocks(at)));
            case ArgumentSchema.Floating floating -> item(Digits.of(Double.longBitsToDouble(value)));
            case ArgumentSchema.Extended extended -> item(extended(blocks(at)));
        }
    }

    /** A number in its style. */
    private void styled(long value, NumberSchema number) {
        switch (number.style()) {
            case DECIMAL -> item(number.signed() ? Long.toString(value) : Long.toUnsignedString(value));
            case ADDRESS -> item(address(value));
            case HANDLER -> item(handler(value));
            case MODE -> {
                separate();
                mode(value);
            }
            case FLAGS -> item(number.names().flags(value));
            case ONE_OF -> item(number.names().nameOf(value).orElseGet(() -> Long.toString(value)));
            case WAIT_STATUS -> waitStatus((int) value, number.names());
        }
    }

    private void mode(long value) {
        int bits = (int) value;
        String type = switch (bits & S_IFMT) {
            case 0140000 -> "S_IFSOCK|";
            case 0120000 -> "S_IFLNK|";
            case 0100000 -> "S_IFREG|";
            case 0060000 -> "S_IFBLK|";
            case 0040000 -> "S_IFDIR|";
            case 0020000 -> "S_IFCHR|";
            case 0010000 -> "S_IFIFO|";
            default -> "";
        };
        int rest = type.isEmpty() ? bits : bits & ~S_IFMT;
        text.append(type).append(rest == 0 ? "" : "0").append(Integer.toOctalString(rest));
    }

    private void waitStatus(int status, NamedValues signals) {
        boolean exited = (status & 0x7f) == 0;
        boolean signaled = (byte) ((status & 0x7f) + 1) >> 1 > 0;
        boolean stopped = (status & 0xff) == 0x7f;
        separate();
        text.append('{');
        if (exited) {
            text.append("WIFEXITED(s) && WEXITSTATUS(s) == ").append(status >> 8 & 0xff);
        } else if (signaled) {
            text.append("WIFSIGNALED(s) && WTERMSIG(s) == ").append(signal(status & 0x7f, signals));
            text.append((status & 0x80) != 0 ? " && WCOREDUMP(s)" : "");
        } else if (status == 0xffff) {
            text.append("WIFCONTINUED(s)");
        } else if (stopped) {
            text.append("WIFSTOPPED(s) && WSTOPSIG(s) == ").append(signal(status >> 8 & 0xff, signals));
        } else {
            text.append("0x").append(Integer.toHexString(status));
        }
        text.append('}');
        if (stopped && (status & ~0xffff) != 0) {
            text.append(" | 0x").append(Integer.toHexString(status & ~0xffff));
        }
    }

    private static String signal(int number, NamedValues signals) {
        return signals.nameOf(number).orElseGet(() -> Integer.toString(number));
    }

    /** A word that may be an address, or an int that has lost its sign. */
    private void word(long value, int size) {
        long all = 0xffffffffL;
        long number = value > all - LOWEST && value <= all ? value - all - 1 : value;
        boolean small = number > -LOWEST && number < LOWEST;
        item(small ? Long.toString(number) : address(size == Integer.BYTES ? value & all : value));
    }

    private void structures(ArgumentSchema.Structures structures, int at, long value) {
        List<Block> blocks = blocks(at);
        if (blocks.isEmpty()) {
            item(address(value));
            return;
        }
        Block block = blocks.get(0);
        boolean array = isArray(structures.amount());
        if (array) {
            open('[');
        }
        int size = structures.structure().size();
        for (int offset = 0; size > 0 && offset + size <= block.size(); offset += size) {
            open('{');
            for (StructureSchema.Field field : structures.structure().fields()) {
                separate();
                text.append(field.name()).append('=');
                first = true;
                styled(load(block, offset + field.offset(), field.number()), field.number());
            }
            close('}');
        }
        end(block, array);
    }

    private void numbers(ArgumentSchema.Numbers numbers, int at, long value) {
        List<Block> blocks = blocks(at);
        if (blocks.isEmpty()) {
            item(address(value));
            return;
        }
        Block block = blocks.get(0);
        open('[');
        int size = numbers.number().size();
        for (int offset = 0; offset + size <= block.size(); offset += size) {
            styled(load(block, offset, numbers.number()), numbers.number());
        }
        end(block, true);
    }

    private void end(Block block, boolean array) {
        if (block.what() == Block.What.CUT) {
            more();
        }
        if (array) {
            close(']');
        }
    }

    private static boolean isArray(Amount amount) {
        return !(amount instanceof Amount.One || amount instanceof Amount.OneUnlessZero);
    }

    private long load(Block block, int offset, NumberSchema number) {
        return number.read(block.in(event.schema().order()), offset);
    }

    private void texts(int at, long value) {
        List<Block> elements = blocks(at);
        if (elements.isEmpty()) {
            item(address(value));
            return;
        }
        open('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i == MOST_ELEMENTS) {
                more(); // whatever it is: a line does not look
                break;
            }
            if (elements.get(i).what() != Block.What.END) {
                string(elements.get(i), MOST_BYTES);
            }
        }
        close(']');
    }

    private void stringOrAddress(int at, long value) {
        List<Block> blocks = blocks(at);
        if (blocks.isEmpty()) {
            item(address(value));
        } else {
            string(blocks.get(0), Integer.MAX_VALUE);
        }
    }

    /**
     * Shows a string.
     *
     * @param most how many bytes a line shows; in other events, no more came
     */
    private void string(Block block, int most) {
        switch (block.what()) {
            case ADDRESS -> item(address(load(block, 0, ADDRESS)));
            case END -> item("NULL");
            case AND_SO_ON -> more();
            case WHOLE, CUT -> {
                separate();
                text.append('"');
                for (int i = 0; i < Math.min(block.size(), most); i++) {
                    escaped(block.at(i));
                }
                text.append(block.what() == Block.What.CUT || block.size() > most ? "\"..." : "\"");
            }
        }
    }

    private static final NumberSchema ADDRESS =
            new NumberSchema(8, false, NumberSchema.Style.ADDRESS, new NamedValues(List.of()));

    private void escaped(byte b) {
        String letter = switch (b) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\f' -> "\\f";
            case 0x0b -> "\\v";
            default -> "";
        };
        if (!letter.isEmpty()) {
            text.append(letter);
        } else if (b >= 0x20 && b < 0x7f) {
            text.append((char) b);
        } else {
            octal(b);
        }
    }

    private void octal(byte b) {
        text.append('\\').append((char) ('0' + ((b & 0xff) >> 6)));
        text.append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
    }

    private String extended(List<Block> blocks) {
        if (blocks.isEmpty()) {
            return "?";
        }
        ByteBuffer in = blocks.get(0).in(event.schema().order());
        if (event.schema().hasX87() && in.limit() >= 10) {
            return Digits.x87(in.getLong(0), in.getShort(8));
        }
        return in.limit() == Double.BYTES ? Digits.of(in.getDouble(0)) : binary128(blocks);
    }

    private String binary128(List<Block> blocks) {
        if (blocks.isEmpty() || blocks.get(0).size() < 16) {
            return "?";
        }
        ByteBuffer in = blocks.get(0).in(event.schema().order());
        boolean little = in.order() == ByteOrder.LITTLE_ENDIAN;
        return Digits.binary128(in.getLong(little ? 8 : 0), in.getLong(little ? 0 : 8));
    }

    private String handler(long value) {
        if (isNowhere(value)) {
            return "SIG_ERR";
        }
        return value >= 0 && value < HANDLERS.size() ? HANDLERS.get((int) value) : address(value);
    }

    /** Whether an address is the -1 of its machine. */
    private boolean isNowhere(long value) {
        return value == SIG_ERR || (!event.schema().isWide() && value == 0xffffffffL);
    }

    private static String address(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    private List<Block> blocks(int argument) {
        return event.blocks().stream()
                .filter(block -> block.argument() == argument)
                .toList();
    }

    private void more() {
        item("...");
    }

    private void item(String words) {
        separate();
        text.append(words);
    }

    private void separate() {
        text.append(first ? "" : ", ");
        first = false;
    }

    private void open(char bracket) {
        separate();
        text.append(bracket);
        first = true;
    }

    private void close(char bracket) {
        text.append(bracket);
        first = false;
    }
}
