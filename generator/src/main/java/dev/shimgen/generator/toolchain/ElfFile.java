package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an ELF file says of its symbols: shared libraries and object files, 32 and 64 bit, either byte order.
 *
 * @param bits 32 or 64
 * @param littleEndian its byte order
 * @param dynamicSymbols {@code .dynsym}, in the file's order; empty in an object file
 * @param symbols {@code .symtab}, in the file's order; empty in a stripped library
 * @param needed the libraries it needs ({@code DT_NEEDED}), in the file's order
 * @param soname its own name ({@code DT_SONAME}), or {@code null}
 * @param numbers in an object file: the content of its section {@value #NUMBERS}, as 64-bit numbers; empty without one
 * @param references in an object file: by the name of a section, the symbols that its relocations refer to
 */
public record ElfFile(
        int bits,
        boolean littleEndian,
        List<ElfSymbol> dynamicSymbols,
        List<ElfSymbol> symbols,
        List<String> needed,
        @Nullable String soname,
        List<Long> numbers,
        SortedMap<String, SortedSet<String>> references) {

    /** The section for numbers that a translation unit computes, and that are read from its object file. */
    public static final String NUMBERS = ".shimgen.numbers";

    public ElfFile {
        numbers = List.copyOf(numbers);
        dynamicSymbols = List.copyOf(dynamicSymbols);
        symbols = List.copyOf(symbols);
        needed = List.copyOf(needed);
    }

    /**
     * Reads a file.
     *
     * @throws GenerationException {@link Code#SG0404} if it cannot be read, is no ELF file, or contradicts itself
     */
    public static ElfFile read(Path file) throws GenerationException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0404, "cannot read the library " + file + ": " + e.getMessage(), e);
        } catch (ElfFormatException e) {
            throw new GenerationException(
                    Code.SG0404,
                    file + " is not an ELF file that can be used: " + e.getMessage()
                            + ". If it is a text file, it is a script for the link editor; the library itself is the file"
                            + " that it names",
                    e);
        }
    }

    /** {@return whether a file is a library that has a function of that name; what is no ELF file has none} */
    static boolean exports(Path file, String function) {
        return is(file, reader -> reader.exports(function));
    }

    /** {@return whether a file is a library with a section of that name; what is no ELF file, or cannot be read, has none} */
    public static boolean hasSection(Path file, String section) {
        return is(file, reader -> reader.hasSection(section));
    }

    /** What can be asked of a file without reading all of it. */
    private interface Question {

        boolean of(ElfReader reader) throws ElfFormatException;
    }

    private static boolean is(Path file, Question question) {
        try (FileChannel channel = FileChannel.open(file)) {
            return question.of(new ElfReader(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
        } catch (IOException | IllegalArgumentException | ElfFormatException e) {
            // A script for the link editor, or a file of more than 2 GiB, or one that is nobody's to read: who loads it
            // says so.
            return false;
        }
    }

    static ElfFile parse(byte[] content) throws ElfFormatException {
        return new ElfReader(content).read();
    }

    /** {@return the symbols that other files can link to, sorted, those with a version as {@code name@VERSION}} */
    public SortedSet<String> versionedExports() {
        SortedSet<String> symbols = new TreeSet<>();
        for (ElfSymbol symbol : dynamicSymbols) {
            if (symbol.exported() && !symbol.definesVersion()) {
                symbols.add(symbol.versioned());
            }
        }
        return symbols;
    }

    /** {@return the names that other files can link to, sorted} */
    public SortedSet<String> exports() {
        SortedSet<String> names = new TreeSet<>();
        for (ElfSymbol symbol : dynamicSymbols) {
            if (symbol.exported()) {
                names.add(symbol.name());
            }
        }
        return names;
    }
}
