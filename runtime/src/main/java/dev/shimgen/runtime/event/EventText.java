package dev.shimgen.runtime.event;

import dev.shimgen.runtime.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call in words: what {@code shimgen_trace.h} and {@code shimgen_line.h} write, from an event. */
final class EventText {

    private static final int AT_FDCWD = -100;
    private static final long LOWEST = 0x400000;

    /** What a line shows of an array of strings and of a buffer, of which an event may have more: {@code shimgen_call.h}. */
    private static final int MOST_ELEMENTS = 32;

    private static final int MOST_BYTES = 32;

    private final TraceEvent event;
    private final @Nullable DescriptorUse use;
    private final EventWords words;
    private final StructureText structures;

    /**
     * Makes words of an event.
     *
     * @param use what descriptors stand for, to be shown behind them; {@code null} for the numbers alone
     */
    EventText(TraceEvent event, @Nullable DescriptorUse use) {
        this.event = event;
        this.use = use;
        this.words = new EventWords(event.schema().isWide());
        this.structures =
                new StructureText(words, event.schema().order(), event.schema().isWide());
    }

    String text() {
        words.append(event.function().name()).append("(");
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
            words.more();
        } else if (rest == FunctionSchema.Rest.STRINGS || rest == FunctionSchema.Rest.STRINGS_AND_ENVIRONMENT) {
            blocks(count).forEach(block -> string(block, MOST_BYTES));
        }
        words.append(") = ");
        words.begin();
        result();
        return words.toString();
    }

    /** As strace(1) does with -y: {@code 3</etc/passwd>}. */
    private void file(@Nullable OpenFile file) {
        if (file == null || file.kind() == OpenFile.Kind.UNKNOWN) {
            return;
        }
        words.append("<");
        for (byte b : file.name().getBytes(StandardCharsets.UTF_8)) {
            if (b == '<' || b == '>') {
                words.octal(b);
            } else {
                words.escaped(b);
            }
        }
        words.append(">");
    }

    private void result() {
        if (!event.returned()) {
            words.append("?");
            return;
        }
        ResultSchema result = event.function().result();
        long value = event.result();
        switch (result.outcome()) {
            case NOTHING -> words.append("void");
            case NUMBER_OR_MINUS_ONE -> {
                failing(Long.toString(value), value == -1);
                file(use == null ? null : use.result().orElse(null));
            }
            case NUMBER -> words.append(result.signed() ? Long.toString(value) : Long.toUnsignedString(value));
            case MODE -> words.mode(value);
            case ERROR_NUMBER -> {
                words.append(Long.toString(value));
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
            case STRUCTURE_OR_NULL -> {
                Iterator<Block> blocks = blocks(Block.RESULT).iterator();
                if (blocks.hasNext()) {
                    structures.array(blocks.next(), result.structure().orElseThrow(), false, true, blocks);
                } else {
                    failing(EventWords.address(value), value == 0);
                }
            }
            case ADDRESS_OR_NULL -> failing(EventWords.address(value), value == 0);
            case ADDRESS_OR_MINUS_ONE ->
                failing(words.isNowhere(value) ? "-1" : EventWords.address(value), words.isNowhere(value));
            case HANDLER -> failing(words.handler(value), words.isNowhere(value));
            case ADDRESS -> words.append(EventWords.address(value));
            case FLOATING -> {
                // Where floating results come back on the x87's stack, the event has them as they were there.
                List<Block> wide = blocks(Block.RESULT);
                words.append(wide.isEmpty() ? Digits.of(Double.longBitsToDouble(value)) : extended(wide));
            }
            case EXTENDED -> words.append(extended(blocks(Block.RESULT)));
            case BINARY128 -> words.append(binary128(blocks(Block.RESULT)));
            case OPAQUE -> words.append("{...}");
        }
    }

    private void failing(String result, boolean failed) {
        words.append(result);
        if (failed && event.error() != 0) {
            error(event.error());
        }
    }

    private void error(int number) {
        words.append(" ")
                .append(Errno.of(number)
                        .map(errno -> errno.name() + " (" + errno.description() + ")")
                        .orElse("errno " + number));
    }

    private void argument(ArgumentSchema argument, int at) {
        long value = event.values().get(at);
        switch (argument) {
            case ArgumentSchema.Hidden hidden -> {}
            case ArgumentSchema.Numeric numeric -> words.styled(value, numeric.number());
            case ArgumentSchema.Descriptor descriptor -> words.styled(value, descriptor.number());
            case ArgumentSchema.Word word -> word(value, word.size());
            case ArgumentSchema.Directory directory ->
                words.item((int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value));
            case ArgumentSchema.Address address -> words.item(EventWords.address(value));
            case ArgumentSchema.Handler handler -> words.item(words.handler(value));
            case ArgumentSchema.Path path -> stringOrAddress(at, value);
            case ArgumentSchema.Text string -> stringOrAddress(at, value);
            case ArgumentSchema.FilledText string -> stringOrAddress(at, value);
            case ArgumentSchema.Bytes bytes -> stringOrAddress(at, value, MOST_BYTES);
            case ArgumentSchema.FilledBytes bytes -> stringOrAddress(at, value, MOST_BYTES);
            case ArgumentSchema.Texts texts -> texts(at, value);
            case ArgumentSchema.Structures shown -> structures(shown, at, value);
            case ArgumentSchema.Chosen chosen -> argument(chosen.by(event.values()), at);
            case ArgumentSchema.Numbers numbers -> numbers(numbers, at, value);
            case ArgumentSchema.ArgumentList list -> words.item("{...}");
            case ArgumentSchema.Opaque opaque -> words.item("{...}");
            case ArgumentSchema.Binary128 binary -> words.item(binary128(blocks(at)));
            case ArgumentSchema.Floating floating -> words.item(Digits.of(Double.longBitsToDouble(value)));
            case ArgumentSchema.Extended extended -> words.item(extended(blocks(at)));
        }
    }

    /** A word that may be an address, or an int that has lost its sign. */
    private void word(long value, int size) {
        long all = 0xffffffffL;
        long number = value > all - LOWEST && value <= all ? value - all - 1 : value;
        boolean small = number > -LOWEST && number < LOWEST;
        words.item(small ? Long.toString(number) : EventWords.address(size == Integer.BYTES ? value & all : value));
    }

    private void structures(ArgumentSchema.Structures shown, int at, long value) {
        Iterator<Block> blocks = blocks(at).iterator();
        if (blocks.hasNext()) {
            structures.array(
                    blocks.next(), shown.structure(), isArray(shown.amount()), isSized(shown.amount()), blocks);
        } else {
            words.item(EventWords.address(value));
        }
    }

    private void numbers(ArgumentSchema.Numbers numbers, int at, long value) {
        List<Block> blocks = blocks(at);
        if (blocks.isEmpty()) {
            words.item(EventWords.address(value));
            return;
        }
        Block block = blocks.get(0);
        words.open('[');
        int size = numbers.number().size();
        for (int offset = 0; offset + size <= block.size(); offset += size) {
            words.styled(load(block, offset, numbers.number()), numbers.number());
        }
        end(block, true);
    }

    private void end(Block block, boolean array) {
        if (block.what() == Block.What.CUT) {
            words.more();
        }
        if (array) {
            words.close(']');
        }
    }

    private static boolean isArray(Amount amount) {
        return !(amount instanceof Amount.One
                || amount instanceof Amount.OneUnlessZero
                || amount instanceof Amount.OneIfZero
                || isSized(amount));
    }

    private static boolean isSized(Amount amount) {
        return amount instanceof Amount.BytesByArgument;
    }

    private long load(Block block, int offset, NumberSchema number) {
        return number.read(block.in(event.schema().order()), offset);
    }

    private void texts(int at, long value) {
        List<Block> elements = blocks(at);
        if (elements.isEmpty()) {
            words.item(EventWords.address(value));
            return;
        }
        words.open('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i == MOST_ELEMENTS) {
                words.more(); // whatever it is: a line does not look
                break;
            }
            if (elements.get(i).what() != Block.What.END) {
                string(elements.get(i), MOST_BYTES);
            }
        }
        words.close(']');
    }

    private void stringOrAddress(int at, long value) {
        stringOrAddress(at, value, Integer.MAX_VALUE);
    }

    private void stringOrAddress(int at, long value, int most) {
        List<Block> blocks = blocks(at);
        if (blocks.isEmpty()) {
            words.item(EventWords.address(value));
        } else {
            string(blocks.get(0), most);
        }
    }

    /**
     * Shows a string.
     *
     * @param most how many bytes a line shows; in other events, no more came
     */
    private void string(Block block, int most) {
        words.string(block, event.schema().order(), most);
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

    private List<Block> blocks(int argument) {
        return event.blocks().stream()
                .filter(block -> block.argument() == argument)
                .toList();
    }
}
