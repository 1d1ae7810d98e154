package dev.shimgen.runtime.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names of files that stand for others in the programs of a session, if their shims have {@code @Redirect}. A change counts from the next
 * call on that a program makes, whatever it has open. What is said here counts before what the environment of a program says, and
 * that before its shim's annotations.
 *
 * <p>The memory that programs look at is that of {@code shimgen_redirect.h}. May be used by several threads.
 */
public final class Redirects {

    /** Of all names together, and 16 for each rule: {@code SHIMGEN_REDIRECT_COPY_SIZE}. */
    private static final int COPY_SIZE = 1 << 20;

    private static final int HEAD_SIZE = 4096;
    private static final String MAGIC = "shimredi";
    private static final int VERSION = 1;

    /** {@code struct shimgen_redirect_head}. */
    private static final int HEAD_VERSION = 8;

    private static final int HEAD_GENERATION = 12;

    /** {@code struct shimgen_redirect_copy}: filters of four words each, and then the rows. */
    private static final int FILTER_TO = 32;

    private static final int COUNT = 64;
    private static final int ROWS = 72;
    private static final int ROW_SIZE = 16;

    /** PATH_MAX, with the null byte. */
    private static final int LONGEST = 4096;

    private static final String HEAD = "redirects";
    private static final String RULES = "redirect-rules";

    private final Path folder;
    private final MemorySegment head;
    private final Map<Path, Path> rules = new LinkedHashMap<>();
    private int generation;

    private Redirects(Path folder, MemorySegment head) {
        this.folder = folder;
        this.head = head;
    }

    /** Makes the file by which programs find out that there are rules. As yet there are none. */
    static Redirects create(Path folder, Arena arena) throws IOException {
        MemorySegment head = page(folder.resolve(HEAD), HEAD_SIZE, arena);
        MemorySegment.copy(MAGIC.getBytes(StandardCharsets.US_ASCII), 0, head, ValueLayout.JAVA_BYTE, 0, 8);
        head.set(ValueLayout.JAVA_INT, HEAD_VERSION, VERSION);
        return new Redirects(folder, head);
    }

    /** Makes a file of zeros, and maps it. */
    static MemorySegment page(Path path, int size, Arena arena) throws IOException {
        try (FileChannel file = make(path, size)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
        }
    }

    /** Makes a file of zeros. All of it is written, so that each page exists: another one would end a program with SIGBUS. */
    private static FileChannel make(Path path, int size) throws IOException {
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            ByteBuffer zeros = ByteBuffer.allocate(size);
            while (zeros.hasRemaining()) {
                file.write(zeros);
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** {@return what stands for what now} */
    public synchronized Map<Path, Path> rules() {
        return Map.copyOf(rules);
    }

    /**
     * Adds a rule, or changes that for a name.
     *
     * @param from what programs say; need not be there
     * @param to what they get; the same name leaves a part of another rule as it is
     * @throws IllegalArgumentException as for {@link #set}
     * @throws IOException as for {@link #set}
     */
    public synchronized void add(Path from, Path to) throws IOException {
        Map<Path, Path> all = new LinkedHashMap<>(rules);
        all.put(from, to);
        set(all);
    }

    /**
     * Says all that is redirected from now on; nothing of what was before.
     *
     * @param names what programs get, by what they say
     * @throws IllegalArgumentException if a name is not absolute, has {@code .} or {@code ..}, or is longer than 4095 bytes
     * @throws IOException if there is no room for so many rules, which is 1 MiB for all names and 16 bytes for each rule; those
     *     from before go on to count then
     */
    public synchronized void set(Map<Path, Path> names) throws IOException {
        Map<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
        for (Map.Entry<Path, Path> rule : names.entrySet()) {
            byte[] from = bytes(rule.getKey());
            byte[] to = bytes(rule.getKey().equals(rule.getValue()) ? rule.getValue() : real(rule.getValue()));
            sorted.put(from, to);
        }
        if (names.isEmpty() && generation == 0) {
            return;
        }
        write(copy(sorted));
        rules.clear();
        rules.putAll(names);
    }

    /** Without links, for that is how the kernel calls the folder that a program is in. */
    private static Path real(Path name) throws IOException {
        bytes(name);
        return Files.exists(name, LinkOption.NOFOLLOW_LINKS) ? name.toRealPath() : name;
    }

    private static byte[] bytes(Path name) {
        if (!name.isAbsolute() || !name.equals(name.normalize())) {
            throw new IllegalArgumentException(
                    "a redirection has absolute names without \".\" and \"..\", and not " + name);
        }
        byte[] bytes = encoded(name);
        if (bytes.length >= LONGEST) {
            throw new IllegalArgumentException("a name of " + bytes.length + " bytes is none for the kernel: " + name);
        }
        // The root folder is the empty name.
        return bytes.length == 1 ? new byte[0] : bytes;
    }

    /** A name's own bytes, which need not be text in any encoding: its URI has each that is none quoted. */
    static byte[] encoded(Path name) {
        String quoted = name.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '%') {
                bytes.write(Integer.parseInt(quoted, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(quoted.charAt(i));
            }
        }
        byte[] all = bytes.toByteArray();
        // The URI of a folder that is there ends in a slash.
        return all.length > 1 && all[all.length - 1] == '/' ? Arrays.copyOf(all, all.length - 1) : all;
    }

    /** The rules as programs read them. */
    private static ByteBuffer copy(Map<byte[], byte[]> rules) throws IOException {
        long[] from = new long[4];
        long[] to = new long[4];
        long texts = ROWS + (long) rules.size() * ROW_SIZE;
        long size = texts;
        for (Map.Entry<byte[], byte[]> rule : rules.entrySet()) {
            size += rule.getKey().length + rule.getValue().length;
            mark(from, rule.getKey(), true);
            mark(to, rule.getValue(), false);
        }
        if (size > COPY_SIZE) {
            throw new IOException(
                    "[SG0915] " + rules.size() + " redirections take " + size + " bytes, and a session has room for "
                            + COPY_SIZE + "; redirect folders instead of what is in them");
        }
        ByteBuffer copy = ByteBuffer.allocate((int) size).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 4; i++) {
            copy.putLong(Long.BYTES * i, from[i]);
            copy.putLong(FILTER_TO + Long.BYTES * i, to[i]);
        }
        copy.putInt(COUNT, rules.size());
        int row = ROWS;
        int text = (int) texts;
        for (Map.Entry<byte[], byte[]> rule : rules.entrySet()) {
            for (byte[] name : Arrays.asList(rule.getKey(), rule.getValue())) {
                copy.putInt(row, text);
                copy.putInt(row + Integer.BYTES, name.length);
                copy.put(text, name);
                row += 2 * Integer.BYTES;
                text += name.length;
            }
        }
        return copy;
    }

    /** Adds the components of a name to a set of them, or the first: {@code shimgen_redirect_hash}. Everything is below the root. */
    private static void mark(long[] set, byte[] name, boolean all) {
        if (name.length == 0) {
            Arrays.fill(set, -1L);
            return;
        }
        int hash = 0;
        for (int i = 1; i <= name.length; i++) {
            if (i == name.length || name[i] == '/') {
                set[hash / Long.SIZE] |= 1L << hash;
                hash = 0;
                if (!all) {
                    return;
                }
            } else {
                hash = ((hash << 3 | hash >> 5) & 0xff) ^ (name[i] & 0xff);
            }
        }
    }

    /** Writes the copy that does not count, and lets it count. Programs that have found something in the other one look again. */
    private void write(ByteBuffer copy) throws IOException {
        Path path = folder.resolve(RULES);
        int next = generation + 1 == 0 ? 2 : generation + 1;
        try (FileChannel file = generation == 0
                ? make(path, 2 * COPY_SIZE)
                : FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long at = (long) (next & 1) * COPY_SIZE;
            while (copy.hasRemaining()) {
                at += file.write(copy, at);
            }
        } catch (IOException e) {
            if (generation == 0) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
        ValueLayout.JAVA_INT.varHandle().setRelease(head, (long) HEAD_GENERATION, next);
        generation = next;
    }
}
