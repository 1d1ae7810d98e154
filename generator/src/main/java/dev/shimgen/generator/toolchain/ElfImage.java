package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program or library as the kernel and the dynamic linker see it: by its segments and its dynamic section, which
 * exist even where the section headers, which {@link ElfFile} reads, have been stripped (System V ABI, chapter 5).
 */
public final class ElfImage {

    private static final int SHN_UNDEF = 0;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final long DT_PLTRELSZ = 2;
    private static final long DT_STRTAB = 5;
    private static final long DT_SYMTAB = 6;
    private static final long DT_RELA = 7;
    private static final long DT_RELASZ = 8;
    private static final long DT_STRSZ = 10;
    private static final long DT_GNU_HASH = 0x6ffffef5L;
    private static final long DT_JMPREL = 23;
    private static final int RELA_SIZE = 24;
    private static final int SYMBOL_SIZE = 24;

    /** A part of the file and where it is mapped in memory. */
    private record Segment(int type, long offset, long address, long size) {}

    private final ElfBytes in;
    private final int machine;
    private final List<Segment> segments;
    private final Map<Long, Long> dynamic;
    private final Map<Long, String> slots;
    private final Set<String> imports;
    private final Map<String, Long> sizes;

    private ElfImage(ElfBytes in) throws ElfFormatException {
        this.in = in;
        this.machine = in.u16(18);
        this.segments = segments(in);
        Optional<Machine> row = Machine.ofElf(machine);
        // Only the 64-bit form of relocations, with addends, is read below.
        boolean known = in.wide() && row.filter(Machine::isSupported).isPresent();
        this.dynamic = known ? dynamic() : Map.of();
        boolean named = dynamic.keySet().containsAll(List.of(DT_SYMTAB, DT_STRTAB, DT_STRSZ));
        this.slots = named && row.filter(Machine::hasKnownCalls).isPresent() ? slots(row.get()) : Map.of();
        this.imports = named ? imports() : Set.of();
        this.sizes = named && dynamic.containsKey(DT_GNU_HASH) ? sizes() : Map.of();
    }

    /**
     * {@return the image; empty if there is no such file, it cannot be read, or it is no ELF file that the kernel runs}
     */
    public static Optional<ElfImage> read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (content.capacity() < 52 || content.getInt(0) != 0x7f454c46) {
                return Optional.empty();
            }
            ByteOrder order = content.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            return Optional.of(new ElfImage(new ElfBytes(content, order, content.get(4) == 2)));
        } catch (IOException | ElfFormatException | IllegalArgumentException e) {
            // The file is looked at after the program has ended: it may be gone by now, belong to another user, or be a
            // device.
            return Optional.empty();
        }
    }

    /** {@return whether the other image can be loaded into a process of this one: same word size, same machine} */
    public boolean sameMachine(ElfImage other) {
        return machine == other.machine && in.wide() == other.in.wide();
    }

    /** {@return 32 or 64} */
    public int bits() {
        return in.wide() ? 64 : 32;
    }

    /**
     * {@return the path of the dynamic linker that the program asks for; empty for a static program and for a library}
     */
    public Optional<String> interpreter() {
        for (Segment segment : segments) {
            if (segment.type() == PT_INTERP) {
                try {
                    return Optional.of(in.string(segment.offset(), segment.size(), 0));
                } catch (ElfFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the imported function that is called by the call instruction before a place; empty if that calls a
     * function of the file itself, or through a pointer, or if the machine's call instructions are not known}
     *
     * @param returnOffset the return address of the call, in bytes from the start of the file
     */
    public Optional<String> calledImport(long returnOffset) {
        try {
            long next = address(returnOffset);
            // ff 15 disp32: call *disp32(%rip), made by -fno-plt and by linkers that resolve a call early.
            if (in.u8(returnOffset - 6) == 0xff && in.u8(returnOffset - 5) == 0x15) {
                return Optional.ofNullable(slots.get(next + displacement(returnOffset - 4)));
            }
            // e8 disp32: a call, here of an entry of the procedure linkage table.
            if (in.u8(returnOffset - 5) == 0xe8) {
                return linkageEntry(offset(next + displacement(returnOffset - 4)));
            }
            return Optional.empty();
        } catch (ElfFormatException e) {
            return Optional.empty();
        }
    }

    /** {@return whether the file imports a symbol; false if its machine is not supported, or has 32 bits} */
    public boolean imports(String symbol) {
        return imports.contains(symbol);
    }

    /**
     * {@return whether a place is inside an exported function, rather than after it in one that has no symbol}
     *
     * @param symbol the function's name
     * @param inside how many bytes after its start the place is
     */
    public boolean covers(String symbol, long inside) {
        Long size = sizes.get(symbol);
        return size == null || inside <= size;
    }

    /** Reads a PLT entry, {@code [endbr64] [bnd] jmp *disp32(%rip)}: System V ABI for x86_64, 5.2. */
    private Optional<String> linkageEntry(long offset) throws ElfFormatException {
        long at = offset;
        if (in.u32(at) == 0xfa1e0ff3L) {
            at += 4;
        }
        if (in.u8(at) == 0xf2) {
            at++;
        }
        if (in.u8(at) != 0xff || in.u8(at + 1) != 0x25) {
            return Optional.empty();
        }
        return Optional.ofNullable(slots.get(address(at + 6) + displacement(at + 2)));
    }

    private long displacement(long offset) throws ElfFormatException {
        return (int) in.u32(offset);
    }

    private long address(long offset) throws ElfFormatException {
        for (Segment segment : segments) {
            if (segment.type() == PT_LOAD
                    && offset >= segment.offset()
                    && offset <= segment.offset() + segment.size()) {
                return offset - segment.offset() + segment.address();
            }
        }
        throw new ElfFormatException("no segment holds this part of the file");
    }

    private long offset(long address) throws ElfFormatException {
        for (Segment segment : segments) {
            long inside = address - segment.address();
            if (segment.type() == PT_LOAD && inside >= 0 && inside < segment.size()) {
                return segment.offset() + inside;
            }
        }
        throw new ElfFormatException("no segment holds this address");
    }

    private static List<Segment> segments(ElfBytes in) throws ElfFormatException {
        boolean wide = in.wide();
        long table = in.word(wide ? 32 : 28);
        int entrySize = in.u16(wide ? 54 : 42);
        int count = in.u16(wide ? 56 : 44);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * entrySize;
            segments.add(new Segment(
                    (int) in.u32(at),
                    in.word(at + (wide ? 8 : 4)),
                    in.word(at + (wide ? 16 : 8)),
                    in.word(at + (wide ? 32 : 16))));
        }
        return segments;
    }

    private Map<Long, Long> dynamic() throws ElfFormatException {
        Map<Long, Long> entries = new HashMap<>();
        for (Segment segment : segments) {
            if (segment.type() != PT_DYNAMIC) {
                continue;
            }
            long end = segment.offset() + segment.size();
            for (long at = segment.offset(); at < end && in.u64(at) != 0; at += 16) {
                entries.put(in.u64(at), in.u64(at + 8));
            }
        }
        return entries;
    }

    /**
     * {@return the words of memory that the dynamic linker fills with addresses of imported functions, with their
     * names}
     */
    private Map<Long, String> slots(Machine row) throws ElfFormatException {
        Map<Long, String> names = new HashMap<>();
        addSlots(DT_JMPREL, DT_PLTRELSZ, row, names);
        addSlots(DT_RELA, DT_RELASZ, row, names);
        return names;
    }

    private void addSlots(long table, long size, Machine row, Map<Long, String> names) throws ElfFormatException {
        if (!dynamic.containsKey(table) || !dynamic.containsKey(size)) {
            return;
        }
        long start = offset(entry(table));
        for (long at = start; at + RELA_SIZE <= start + entry(size); at += RELA_SIZE) {
            long info = in.u64(at + 8);
            long type = info & 0xffff_ffffL;
            if (row.fillsSlot(type)) {
                names.put(in.u64(at), symbolName(symbol(info >>> 32)));
            }
        }
    }

    /** {@return the symbols that relocations of any type refer to and the file itself does not define} */
    private Set<String> imports() throws ElfFormatException {
        Set<String> names = new HashSet<>();
        for (Map.Entry<Long, Long> table :
                Map.of(DT_JMPREL, DT_PLTRELSZ, DT_RELA, DT_RELASZ).entrySet()) {
            if (!dynamic.keySet().containsAll(List.of(table.getKey(), table.getValue()))) {
                continue;
            }
            long start = offset(entry(table.getKey()));
            for (long at = start; at + RELA_SIZE <= start + entry(table.getValue()); at += RELA_SIZE) {
                long index = in.u64(at + 8) >>> 32;
                if (index != 0 && in.u16(symbol(index) + 6) == SHN_UNDEF) {
                    names.add(symbolName(symbol(index)));
                }
            }
        }
        return names;
    }

    /**
     * The sizes of the exported functions. DT_GNU_HASH: four words of header, the Bloom filter, the buckets, then one word
     * for each symbol from the first hashed one on, whose lowest bit ends a bucket.
     */
    private Map<String, Long> sizes() throws ElfFormatException {
        Map<String, Long> found = new HashMap<>();
        long table = offset(entry(DT_GNU_HASH));
        long buckets = in.u32(table);
        long first = in.u32(table + 4);
        long bucket = table + 16 + in.u32(table + 8) * 8;
        long chain = bucket + buckets * 4;
        for (long i = 0; i < buckets; i++) {
            long index = in.u32(bucket + i * 4);
            while (index >= first) {
                long at = symbol(index);
                found.merge(symbolName(at), in.u64(at + 16), Math::max);
                if ((in.u32(chain + (index - first) * 4) & 1) != 0) {
                    break;
                }
                index++;
            }
        }
        return found;
    }

    private long symbol(long index) throws ElfFormatException {
        return offset(entry(DT_SYMTAB)) + index * SYMBOL_SIZE;
    }

    private String symbolName(long symbol) throws ElfFormatException {
        return in.string(offset(entry(DT_STRTAB)), entry(DT_STRSZ), in.u32(symbol));
    }

    private long entry(long tag) throws ElfFormatException {
        Long value = dynamic.get(tag);
        if (value == null) {
            throw new ElfFormatException("its dynamic section lacks an entry");
        }
        return value;
    }
}
