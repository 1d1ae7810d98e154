package dev.shimgen.runtime.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * What is behind the pointers of a call, in words: what {@code shimgen_pointee.h} writes. Each pointer that a structure has and
 * that is followed has a block, in the order of the words.
 */
final class StructureText {

    /** {@code SHIMGEN_TRACE_ELEMENTS_MAX} and others of {@code shimgen_call.h}. */
    private static final int ELEMENTS_MAX = 32;

    private static final int FOLLOWED_MAX = 32;
    private static final int DEPTH_MAX = 4;
    private static final int BYTES_MAX = 32;
    private static final int SIGNALS = 64;

    /**
     * How many structures and fields a line shows. A program's events have fewer, as they have bytes; but a damaged table can let
     * each of a structure's fields be another structure in the same bytes, and so on.
     */
    private static final int PARTS_MAX = 4096;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;

    private final EventWords words;
    private final ByteOrder order;
    private final boolean wide;
    private int followed;
    private int depth;
    private int parts;

    StructureText(EventWords words, ByteOrder order, boolean wide) {
        this.words = words;
        this.order = order;
        this.wide = wide;
    }

    /**
     * Writes what a pointer leads to.
     *
     * @param block a copy of the structures
     * @param array whether they stand in brackets
     * @param sized whether there may be another number of bytes than the structure has
     * @param blocks what these lead to
     */
    void array(Block block, StructureSchema structure, boolean array, boolean sized, Iterator<Block> blocks) {
        ByteBuffer memory = block.in(order);
        if (array) {
            words.open('[');
        }
        int size = sized ? Math.max(block.size(), 1) : structure.size();
        for (int at = 0; size > 0 && at + size <= block.size() && hasRoom(); at += size) {
            structure(memory.slice(at, size).order(order), structure, blocks);
        }
        if (block.what() == Block.What.CUT) {
            words.more();
        }
        if (array) {
            words.close(']');
        }
    }

    /** Whether there is room for one part more; if not, that is said once. */
    private boolean hasRoom() {
        parts++;
        if (parts == PARTS_MAX) {
            words.more();
        }
        return parts < PARTS_MAX;
    }

    /** A structure, as far as it is there. */
    private void structure(ByteBuffer memory, StructureSchema general, Iterator<Block> blocks) {
        StructureSchema structure = caseOf(memory, general);
        Optional<FieldSchema> value = structure.value();
        if (value.isPresent()) {
            if (memory.limit() < structure.size()) {
                words.item("?");
            } else if (value.get() instanceof FieldSchema.Pointer pointer) {
                follow(address(memory, 0), pointer, blocks);
            } else {
                value(memory, value.get());
            }
            return;
        }
        boolean more = false;
        words.open('{');
        for (StructureSchema.Field field : structure.fields()) {
            FieldSchema content = field.content();
            boolean name = content instanceof FieldSchema.Characters || content instanceof FieldSchema.SocketName;
            if (field.offset() > memory.limit() - (name ? 1 : field.size())) {
                // The address of a socket without a name ends before the name.
                more |= !name || field.offset() > memory.limit();
                continue;
            }
            if (!hasRoom()) {
                break;
            }
            int size = Math.min(field.size(), memory.limit() - field.offset());
            ByteBuffer there = memory.slice(field.offset(), size).order(order);
            words.separate();
            words.append(field.name()).append("=");
            words.begin();
            switch (content) {
                case FieldSchema.Inner inner -> inner(there, inner.structure(), blocks);
                case FieldSchema.Pointer pointer -> follow(address(there, 0), pointer, blocks);
                default -> value(there, content);
            }
        }
        if (more) {
            words.more();
        }
        words.close('}');
    }

    private static StructureSchema caseOf(ByteBuffer memory, StructureSchema structure) {
        if (structure.cases().isEmpty() || structure.fields().isEmpty()) {
            return structure;
        }
        StructureSchema.Field tag = structure.fields().get(0);
        if (tag.offset() + tag.size() > memory.limit() || !(tag.content() instanceof FieldSchema.Numeric numeric)) {
            return structure;
        }
        return structure.cases().getOrDefault((int) numeric.number().read(memory, tag.offset()), structure);
    }

    private void inner(ByteBuffer memory, StructureSchema structure, Iterator<Block> blocks) {
        boolean array = memory.limit() > structure.size();
        int count = structure.size() == 0 ? 0 : memory.limit() / structure.size();
        if (array) {
            words.open('[');
        }
        for (int i = 0; i < Math.min(count, ELEMENTS_MAX) && hasRoom(); i++) {
            structure(memory.slice(i * structure.size(), structure.size()).order(order), structure, blocks);
        }
        if (array && count > ELEMENTS_MAX) {
            words.more();
        }
        if (array) {
            words.close(']');
        }
    }

    /** What a pointer leads to; its address where that is not followed, or not there. */
    private void follow(long address, FieldSchema.Pointer pointer, Iterator<Block> blocks) {
        if (address == 0 || followed == FOLLOWED_MAX || depth == DEPTH_MAX || !blocks.hasNext()) {
            words.item(EventWords.address(address));
            return;
        }
        followed++;
        Block block = blocks.next();
        if (!block.what().isCopy()) {
            words.item(EventWords.address(address));
            return;
        }
        depth++;
        switch (pointer) {
            case FieldSchema.Text text -> words.string(block, order, Integer.MAX_VALUE);
            case FieldSchema.Bytes bytes -> words.string(block, order, BYTES_MAX);
            case FieldSchema.Structures structures ->
                array(block, structures.structure(), structures.counted(), false, blocks);
            case FieldSchema.Sized sized -> array(block, sized.structure(), false, true, blocks);
            case FieldSchema.Listed listed -> list(block, listed, blocks);
            case FieldSchema.Control control -> control(block);
        }
        depth--;
    }

    private void list(Block head, FieldSchema.Listed listed, Iterator<Block> blocks) {
        Block block = head;
        words.open('[');
        while (true) {
            ByteBuffer memory = block.in(order);
            structure(memory, listed.structure(), blocks);
            int next = listed.next().orElse(-1);
            if (next < 0 || next + (wide ? Long.BYTES : Integer.BYTES) > memory.limit() || address(memory, next) == 0) {
                break;
            }
            if (followed == FOLLOWED_MAX || !blocks.hasNext()) {
                words.more();
                break;
            }
            block = blocks.next();
            if (!block.what().isCopy()) {
                words.more();
                break;
            }
            followed++;
        }
        words.close(']');
    }

    /** A value that is neither a structure nor a pointer to be followed. */
    private void value(ByteBuffer memory, FieldSchema content) {
        switch (content) {
            case FieldSchema.Numeric numeric -> words.styled(numeric.number().read(memory, 0), numeric.number());
            case FieldSchema.Signals signals -> words.item(signals(memory, signals.names()));
            case FieldSchema.Port port -> words.item("htons(" + network(memory, 0) + ")");
            case FieldSchema.Ipv4 ipv4 -> words.item("inet_addr(\"" + dotted(memory, 0) + "\")");
            case FieldSchema.Ipv6 ipv6 -> words.item("inet_pton(AF_INET6, \"" + colons(memory) + "\")");
            case FieldSchema.Characters characters -> words.quoted(upToNull(memory), false);
            case FieldSchema.SocketName name -> {
                if (memory.limit() > 0 && memory.get(0) == 0) {
                    words.item("@");
                    words.begin();
                    words.quoted(bytes(memory, 1, memory.limit() - 1), false);
                } else {
                    words.quoted(upToNull(memory), false);
                }
            }
            default -> throw new IllegalArgumentException(content.toString());
        }
    }

    private static byte[] bytes(ByteBuffer memory, int at, int size) {
        byte[] bytes = new byte[size];
        memory.get(at, bytes);
        return bytes;
    }

    private static byte[] upToNull(ByteBuffer memory) {
        int length = 0;
        while (length < memory.limit() && memory.get(length) != 0) {
            length++;
        }
        return bytes(memory, 0, length);
    }

    private long address(ByteBuffer memory, int at) {
        // Tables that are damaged can have a pointer of four bytes on any machine.
        boolean hasAll = wide && memory.limit() - at >= Long.BYTES;
        return hasAll ? memory.getLong(at) : Integer.toUnsignedLong(memory.getInt(at));
    }

    private static int network(ByteBuffer memory, int at) {
        return (memory.get(at) & 0xff) << 8 | (memory.get(at + 1) & 0xff);
    }

    private String signals(ByteBuffer memory, NamedValues names) {
        List<Boolean> in = IntStream.range(0, SIGNALS)
                .mapToObj(signal -> hasSignal(memory, signal))
                .toList();
        long count = in.stream().filter(has -> has).count();
        boolean most = count >= SIGNALS * 2 / 3;
        StringJoiner joiner = new StringJoiner(" ", most ? "~[" : "[", "]");
        for (int i = 0; i < SIGNALS; i++) {
            if (in.get(i) != most) {
                joiner.add(shortName(i + 1, names));
            }
        }
        return joiner.toString();
    }

    private boolean hasSignal(ByteBuffer memory, int bit) {
        int bits = wide ? Long.SIZE : Integer.SIZE;
        int at = bit / bits * (bits / Byte.SIZE);
        long word = wide ? memory.getLong(at) : memory.getInt(at);
        return (word >>> bit % bits & 1) != 0;
    }

    /** SIGINT's is INT; those for real time are counted from the first one that the kernel has. */
    private static String shortName(int signal, NamedValues names) {
        return names.nameOf(signal).map(name -> name.replaceFirst("^SIG", "")).orElseGet(() -> realTime(signal));
    }

    private static String realTime(int signal) {
        return signal == 32 ? "RTMIN" : signal > 32 ? "RT_" + (signal - 32) : Integer.toString(signal);
    }

    private static String dotted(ByteBuffer memory, int at) {
        StringJoiner joiner = new StringJoiner(".");
        for (int i = 0; i < 4; i++) {
            joiner.add(Integer.toString(memory.get(at + i) & 0xff));
        }
        return joiner.toString();
    }

    /** The longest row of zeros is left out (RFC 5952); what is an address of IPv4 is written so, inet_ntop(3). */
    private static String colons(ByteBuffer memory) {
        int begin = 8;
        int length = 1;
        for (int at = 0; at < 8; at++) {
            int zeros = 0;
            while (at + zeros < 8 && network(memory, 2 * (at + zeros)) == 0) {
                zeros++;
            }
            if (zeros > length) {
                begin = at;
                length = zeros;
            }
        }
        boolean mapped = begin == 0 && (length == 6 || (length == 5 && network(memory, 10) == 0xffff));
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < (mapped ? 6 : 8); at++) {
            if (at == begin) {
                text.append("::");
                at += length - 1;
            } else {
                text.append(at == 0 || at == begin + length ? "" : ":")
                        .append(Integer.toHexString(network(memory, 2 * at)));
            }
        }
        return mapped ? text + (length == 6 ? "" : ":") + dotted(memory, 12) : text.toString();
    }

    // Control messages
    // -------------------------------------------------------------------------------------------------

    private void control(Block block) {
        ByteBuffer memory = block.in(order);
        int word = wide ? Long.BYTES : Integer.BYTES;
        int head = word + 2 * Integer.BYTES;
        int at = 0;
        words.open('[');
        while (memory.limit() - at >= head) {
            long length = address(memory, at);
            if (length < head || length > memory.limit() - at) {
                break;
            }
            message(memory, at + word, length, at + head);
            long next = length + word - 1 & -word;
            at = (int) Math.min(memory.limit(), at + next);
        }
        if (block.what() == Block.What.CUT || at < memory.limit()) {
            words.more();
        }
        words.close(']');
    }

    private void message(ByteBuffer memory, int at, long length, int data) {
        int level = memory.getInt(at);
        int type = memory.getInt(at + Integer.BYTES);
        int size = (int) length - (data - (at - (wide ? Long.BYTES : Integer.BYTES)));
        boolean ofSockets = level == SOL_SOCKET;
        words.open('{');
        words.item("cmsg_len=" + length);
        words.item("cmsg_level=" + (ofSockets ? "SOL_SOCKET" : Integer.toString(level)));
        words.item("cmsg_type="
                + (ofSockets && type == SCM_RIGHTS
                        ? "SCM_RIGHTS"
                        : ofSockets && type == SCM_CREDENTIALS ? "SCM_CREDENTIALS" : Integer.toString(type)));
        words.item("cmsg_data=");
        words.begin();
        if (ofSockets && type == SCM_RIGHTS) {
            words.open('[');
            for (int i = 0; i + Integer.BYTES <= size; i += Integer.BYTES) {
                words.item(Integer.toString(memory.getInt(data + i)));
            }
            words.close(']');
        } else if (ofSockets && type == SCM_CREDENTIALS && size >= 3 * Integer.BYTES) {
            words.open('{');
            int i = data;
            for (String name : List.of("pid", "uid", "gid")) {
                words.item(name + "=" + Integer.toUnsignedString(memory.getInt(i)));
                i += Integer.BYTES;
            }
            words.close('}');
        } else {
            words.quoted(bytes(memory, data, Math.min(size, BYTES_MAX)), size > BYTES_MAX);
        }
        words.close('}');
    }
}
