package dev.shimgen.generator.toolchain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the parts of an ELF file that linkers look at (System V ABI, chapter 4; man 5 elf). */
final class ElfReader {

    private static final int SHT_PROGBITS = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_RELA = 4;
    private static final int SHT_DYNAMIC = 6;
    private static final int SHT_NOBITS = 8;
    private static final int SHT_REL = 9;
    private static final int SHT_DYNSYM = 11;
    private static final int SHT_GNU_VERDEF = 0x6ffffffd;
    private static final int SHT_GNU_VERNEED = 0x6ffffffe;
    private static final int SHT_GNU_VERSYM = 0x6fffffff;
    private static final int SHN_UNDEF = 0;
    private static final int VERSION_HIDDEN = 0x8000;
    private static final int VERSION_BASE = 1;
    private static final long DT_NEEDED = 1;
    private static final long DT_SONAME = 14;

    /** A section header. */
    private record Section(long nameIndex, long type, long offset, long size, int link, int info) {}

    private final ElfBytes in;
    private final boolean little;
    private final List<Section> sections = new ArrayList<>();
    private int sectionNames;

    ElfReader(byte[] content) throws ElfFormatException {
        this(ByteBuffer.wrap(content));
    }

    /** A reader of a file that need not be in memory as a whole. */
    ElfReader(ByteBuffer content) throws ElfFormatException {
        if (content.capacity() < 20
                || content.get(0) != 0x7f
                || content.get(1) != 'E'
                || content.get(2) != 'L'
                || content.get(3) != 'F') {
            throw new ElfFormatException("it does not begin with 0x7f \"ELF\"");
        }
        int width = content.get(4);
        int order = content.get(5);
        if ((width != 1 && width != 2) || (order != 1 && order != 2)) {
            throw new ElfFormatException("its class or byte order is unknown");
        }
        this.little = order == 1;
        this.in = new ElfBytes(content, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, width == 2);
    }

    /** {@return whether other files can link to a function of that name; reads no more than it must} */
    boolean exports(String function) throws ElfFormatException {
        byte[] name = function.getBytes(StandardCharsets.UTF_8);
        readSections();
        for (Section table : sections) {
            if (table.type() == SHT_DYNSYM) {
                Section names = section(table.link());
                int entrySize = in.wide() ? 24 : 16;
                for (long i = 0; i < table.size() / entrySize; i++) {
                    long at = table.offset() + i * entrySize;
                    if (in.isString(names.offset(), names.size(), in.u32(at), name) && isExportedFunction(at)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** {@return whether there is a section of that name} */
    boolean hasSection(String name) throws ElfFormatException {
        readSections();
        for (Section section : sections) {
            if (string(section(sectionNames), section.nameIndex()).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isExportedFunction(long symbol) throws ElfFormatException {
        int info = in.u8(symbol + (in.wide() ? 4 : 12));
        ElfSymbol.Kind kind = kind(info & 0xf);
        return in.u16(symbol + (in.wide() ? 6 : 14)) != SHN_UNDEF
                && binding(info >> 4) != ElfSymbol.Binding.LOCAL
                && (kind == ElfSymbol.Kind.FUNCTION || kind == ElfSymbol.Kind.INDIRECT_FUNCTION);
    }

    ElfFile read() throws ElfFormatException {
        readSections();
        List<ElfSymbol> dynamic = List.of();
        List<ElfSymbol> all = List.of();
        List<String> needed = new ArrayList<>();
        String soname = null;
        SortedMap<String, SortedSet<String>> references = new TreeMap<>();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (section.type() == SHT_DYNSYM) {
                dynamic = symbols(section, versionTable(i));
            } else if (section.type() == SHT_SYMTAB) {
                all = symbols(section, null);
            } else if (section.type() == SHT_DYNAMIC) {
                needed.addAll(dynamicStrings(section, DT_NEEDED));
                soname = dynamicStrings(section, DT_SONAME).stream().findFirst().orElse(soname);
            }
        }
        for (Section section : sections) {
            if (section.type() == SHT_RELA || section.type() == SHT_REL) {
                addReferences(section, all, references);
            }
        }
        return new ElfFile(in.wide() ? 64 : 32, little, dynamic, all, needed, soname, numbers(), references);
    }

    private List<Long> numbers() throws ElfFormatException {
        List<Long> numbers = new ArrayList<>();
        for (Section section : sections) {
            if (section.type() == SHT_PROGBITS
                    && string(section(sectionNames), section.nameIndex()).equals(ElfFile.NUMBERS)) {
                for (long at = 0; at + 8 <= section.size(); at += 8) {
                    numbers.add(in.u64(section.offset() + at));
                }
            }
        }
        return numbers;
    }

    private void readSections() throws ElfFormatException {
        boolean wide = in.wide();
        long table = in.word(wide ? 40 : 32);
        int entrySize = in.u16(wide ? 58 : 46);
        int count = in.u16(wide ? 60 : 48);
        sectionNames = in.u16(wide ? 62 : 50);
        if (table == 0 || count == 0) {
            throw new ElfFormatException("it has no section headers, so its symbols cannot be found");
        }
        if (entrySize < (wide ? 64 : 40)) {
            throw new ElfFormatException("its section headers are too short");
        }
        in.requireRange(table, (long) count * entrySize, "section headers");
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * entrySize;
            Section section = wide
                    ? new Section(
                            in.u32(at), in.u32(at + 4), in.u64(at + 24), in.u64(at + 32), link(at + 40), link(at + 44))
                    : new Section(
                            in.u32(at), in.u32(at + 4), in.u32(at + 16), in.u32(at + 20), link(at + 24), link(at + 28));
            if (section.type() != SHT_NOBITS && section.type() != 0) {
                in.requireRange(section.offset(), section.size(), "section " + i);
            }
            sections.add(section);
        }
    }

    private int link(long at) throws ElfFormatException {
        return (int) in.u32(at);
    }

    private Section section(int index) throws ElfFormatException {
        if (index < 0 || index >= sections.size()) {
            throw new ElfFormatException("a section refers to one that does not exist");
        }
        return sections.get(index);
    }

    private String string(Section table, long index) throws ElfFormatException {
        return in.string(table.offset(), table.size(), index);
    }

    private List<ElfSymbol> symbols(Section table, @Nullable Section versions) throws ElfFormatException {
        Section names = section(table.link());
        Map<Integer, String> versionNames = versions == null ? Map.of() : versionNames();
        int entrySize = in.wide() ? 24 : 16;
        List<ElfSymbol> symbols = new ArrayList<>();
        for (long i = 0; i < table.size() / entrySize; i++) {
            long at = table.offset() + i * entrySize;
            long info = in.u8(at + (in.wide() ? 4 : 12));
            long other = in.u8(at + (in.wide() ? 5 : 13));
            int index = in.u16(at + (in.wide() ? 6 : 14));
            int version = versions == null || i >= versions.size() / 2 ? 1 : in.u16(versions.offset() + i * 2);
            symbols.add(new ElfSymbol(
                    string(names, in.u32(at)),
                    in.word(at + (in.wide() ? 8 : 4)),
                    kind((int) info & 0xf),
                    binding((int) info >> 4),
                    (other & 3) == 0 || (other & 3) == 3,
                    index != SHN_UNDEF,
                    versionNames.getOrDefault(version & ~VERSION_HIDDEN, ""),
                    (version & VERSION_HIDDEN) == 0));
        }
        return symbols;
    }

    private static ElfSymbol.Kind kind(int type) {
        return switch (type) {
            case 1 -> ElfSymbol.Kind.OBJECT;
            case 2 -> ElfSymbol.Kind.FUNCTION;
            case 10 -> ElfSymbol.Kind.INDIRECT_FUNCTION;
            default -> ElfSymbol.Kind.OTHER;
        };
    }

    private static ElfSymbol.Binding binding(int bind) {
        return switch (bind) {
            case 0 -> ElfSymbol.Binding.LOCAL;
            case 2 -> ElfSymbol.Binding.WEAK;
            // STB_GNU_UNIQUE (10) is a global symbol that exists only once in a process.
            default -> ElfSymbol.Binding.GLOBAL;
        };
    }

    private @Nullable Section versionTable(int symbolTable) {
        for (Section section : sections) {
            if (section.type() == SHT_GNU_VERSYM && section.link() == symbolTable) {
                return section;
            }
        }
        return null;
    }

    /** {@return names of versions by index: of those that the file defines and of those that it needs} */
    private Map<Integer, String> versionNames() throws ElfFormatException {
        Map<Integer, String> names = new HashMap<>();
        for (Section section : sections) {
            if (section.type() == SHT_GNU_VERDEF) {
                addDefinitions(section, names);
            } else if (section.type() == SHT_GNU_VERNEED) {
                addNeeds(section, names);
            }
        }
        return names;
    }

    /** Verdef: version, flags, ndx, cnt (16 bits each), hash, aux, next; Verdaux: name, next. */
    private void addDefinitions(Section section, Map<Integer, String> names) throws ElfFormatException {
        Section strings = section(section.link());
        long at = section.offset();
        for (int i = 0; i < section.info(); i++) {
            // The base definition is the file's name, for symbols that have no version.
            if ((in.u16(at + 2) & VERSION_BASE) == 0) {
                names.put(in.u16(at + 4), string(strings, in.u32(at + in.u32(at + 12))));
            }
            long next = in.u32(at + 16);
            if (next == 0) {
                return;
            }
            at += next;
        }
    }

    /** Verneed: version, cnt (16 bits each), file, aux, next; Vernaux: hash, flags, other (16 bits each), name, next. */
    private void addNeeds(Section section, Map<Integer, String> names) throws ElfFormatException {
        Section strings = section(section.link());
        long at = section.offset();
        for (int i = 0; i < section.info(); i++) {
            long aux = at + in.u32(at + 8);
            int count = in.u16(at + 2);
            for (int k = 0; k < count; k++) {
                names.put(in.u16(aux + 6) & ~VERSION_HIDDEN, string(strings, in.u32(aux + 8)));
                aux += in.u32(aux + 12);
            }
            long next = in.u32(at + 12);
            if (next == 0) {
                return;
            }
            at += next;
        }
    }

    private List<String> dynamicStrings(Section dynamic, long tag) throws ElfFormatException {
        Section strings = section(dynamic.link());
        int word = in.wide() ? 8 : 4;
        List<String> found = new ArrayList<>();
        for (long at = dynamic.offset(); at + 2L * word <= dynamic.offset() + dynamic.size(); at += 2L * word) {
            long entry = in.word(at);
            if (entry == 0) {
                break;
            }
            if (entry == tag) {
                found.add(string(strings, in.word(at + word)));
            }
        }
        return found;
    }

    /** Adds the relocations of an object file: sh_info is the section that they patch, sh_link the symbol table. */
    private void addReferences(Section table, List<ElfSymbol> symbols, SortedMap<String, SortedSet<String>> references)
            throws ElfFormatException {
        if (section(table.link()).type() != SHT_SYMTAB) {
            // In a shared library, relocations refer to dynamic symbols, and to no section in particular.
            return;
        }
        String name = string(section(sectionNames), section(table.info()).nameIndex());
        int word = in.wide() ? 8 : 4;
        int entrySize = table.type() == SHT_RELA ? 3 * word : 2 * word;
        for (long i = 0; i < table.size() / entrySize; i++) {
            long info = in.word(table.offset() + i * entrySize + word);
            long symbol = in.wide() ? info >>> 32 : info >>> 8;
            if (symbol >= symbols.size()) {
                throw new ElfFormatException("a relocation refers to a symbol that does not exist");
            }
            ElfSymbol target = symbols.get((int) symbol);
            if (!target.name().isEmpty()) {
                references.computeIfAbsent(name, k -> new TreeSet<>()).add(target.name());
            }
        }
    }
}
