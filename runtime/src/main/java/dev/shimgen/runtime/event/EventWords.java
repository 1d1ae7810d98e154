package dev.shimgen.runtime.event;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Words of a line, separated by commas inside of brackets: {@code shimgen_line.h}. */
final class EventWords {

    private static final long SIG_ERR = -1;
    private static final List<String> HANDLERS = List.of("SIG_DFL", "SIG_IGN", "SIG_HOLD");
    private static final int S_IFMT = 0170000;

    private final StringBuilder text = new StringBuilder();
    private final boolean wide;
    private boolean first = true;

    /**
     * No words.
     *
     * @param wide whether addresses have 64 bits
     */
    EventWords(boolean wide) {
        this.wide = wide;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Adds words to the last ones. */
    EventWords append(String words) {
        text.append(words);
        return this;
    }

    /** Begins a list, or a value behind a name. */
    void begin() {
        first = true;
    }

    /** A number in its style. */
    void styled(long value, NumberSchema number) {
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

    void mode(long value) {
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

    void escaped(byte b) {
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

    void octal(byte b) {
        text.append('\\').append((char) ('0' + ((b & 0xff) >> 6)));
        text.append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
    }

    String handler(long value) {
        if (isNowhere(value)) {
            return "SIG_ERR";
        }
        return value >= 0 && value < HANDLERS.size() ? HANDLERS.get((int) value) : address(value);
    }

    /** Whether an address is the -1 of its machine. */
    boolean isNowhere(long value) {
        return value == SIG_ERR || (!wide && value == 0xffffffffL);
    }

    static String address(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    void more() {
        item("...");
    }

    void item(String words) {
        separate();
        text.append(words);
    }

    void separate() {
        text.append(first ? "" : ", ");
        first = false;
    }

    void open(char bracket) {
        separate();
        text.append(bracket);
        first = true;
    }

    void close(char bracket) {
        text.append(bracket);
        first = false;
    }

    /** Bytes in quotes; {@code more} marks that there are others behind them. */
    void quoted(byte[] bytes, boolean more) {
        separate();
        text.append('"');
        for (int i = 0; i < bytes.length; i++) {
            escaped(bytes[i]);
        }
        text.append(more ? "\"..." : "\"");
    }

    /**
     * A string, or what stands in its place.
     *
     * @param most how many bytes of it are shown
     */
    void string(Block block, ByteOrder order, int most) {
        switch (block.what()) {
            case ADDRESS -> item(address(block.in(order).getLong(0)));
            case END -> item("NULL");
            case AND_SO_ON -> more();
            case WHOLE, CUT -> {
                boolean cut = block.size() > most;
                quoted(cut ? Arrays.copyOf(block.copy(), most) : block.copy(), cut || block.what() == Block.What.CUT);
            }
        }
    }
}
