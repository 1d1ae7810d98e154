package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfIdentity;
import dev.shimgen.generator.toolchain.ElfSymbol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a program imports from libraries, according to its dynamic symbol table.
 *
 * @param ofLibc the functions that it gets from the C library, by symbol
 * @param ofOthers how many functions it gets from other libraries
 */
record Imports(SortedSet<String> ofLibc, int ofOthers) {

    /** The version of glibc's symbols, including functions of the dynamic linker ({@code __tls_get_addr}). */
    private static final String VERSION = "GLIBC_";

    /** Enough for the first line of a script: the kernel reads less of it ({@code BINPRM_BUF_SIZE}, man 2 execve). */
    private static final int LINE = 512;

    Imports {
        ofLibc = Collections.unmodifiableSortedSet(ofLibc);
    }

    /**
     * Reads a program's imports.
     *
     * @param library the functions of the C library
     * @param platform the C library's ELF identity
     * @throws GenerationException {@link Code#SG0703} to {@link Code#SG0705}, {@link Code#SG0404} if the file contradicts
     *     itself
     */
    static Imports of(Path program, LibraryFunctions library, ElfIdentity platform) throws GenerationException {
        ElfIdentity identity = identity(program);
        if (!identity.equals(platform)) {
            throw new GenerationException(
                    Code.SG0704,
                    program + " is a program for " + identity.describe() + ", and the C library of "
                            + library.platform() + " is one for " + platform.describe()
                            + ": a shim is preloaded into programs of its own platform only. Name a program of that"
                            + " platform, or functions with -Dshimgen.functions",
                    null);
        }
        ElfFile file = ElfFile.read(program);
        SortedSet<String> ofLibc = new TreeSet<>();
        SortedSet<String> ofOthers = new TreeSet<>();
        for (ElfSymbol symbol : file.dynamicSymbols()) {
            if (symbol.defined() || symbol.name().isEmpty()) {
                continue;
            }
            boolean glibc = symbol.version().startsWith(VERSION);
            if (library.provides(symbol.name(), symbol.version()) || (glibc && symbol.isFunction())) {
                ofLibc.add(symbol.name());
            } else if (symbol.isFunction()) {
                ofOthers.add(symbol.name());
            }
        }
        if (ofLibc.isEmpty()) {
            throw new GenerationException(Code.SG0705, nothing(program, file, ofOthers.size()), null);
        }
        return new Imports(ofLibc, ofOthers.size());
    }

    private static String nothing(Path program, ElfFile file, int ofOthers) {
        if (file.dynamicSymbols().isEmpty() || file.needed().isEmpty()) {
            return program + " imports nothing: it is linked statically, or is no program at all. What such a program"
                    + " calls is part of itself, and a preload library is not even loaded. Name one that is linked to"
                    + " libc.so.6 (ldd shows it), or functions with -Dshimgen.functions";
        }
        return program + " imports no function of the C library"
                + (ofOthers > 0 ? ", only " + ofOthers + " of others" : "")
                + "; its libraries do (" + String.join(", ", file.needed())
                + "): name those instead, comma-separated, with -Dshimgen.imports";
    }

    private static ElfIdentity identity(Path program) throws GenerationException {
        if (!Files.isRegularFile(program)) {
            String what = Files.exists(program) ? " is no file" : " does not exist";
            throw unreadable(program + what + "; shimgen.imports is the path of a program, such as /usr/bin/ls", null);
        }
        try {
            return ElfIdentity.of(program).orElseThrow(() -> unreadable(noElf(program), null));
        } catch (IOException e) {
            throw unreadable(program + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String noElf(Path program) {
        String first = firstLine(program);
        if (first.startsWith("#!")) {
            List<String> words = List.of(first.substring(2).strip().split("\\s+", 2));
            String rest = words.size() > 1 ? words.get(1) : "";
            boolean env = words.get(0).endsWith("/env") && !rest.isEmpty();
            return program + " is a script: its interpreter makes the calls. Name that instead: "
                    + (env
                            ? "the program that \"" + rest + "\" finds along PATH"
                            : "-Dshimgen.imports=" + words.get(0));
        }
        return program + " is not an ELF file; shimgen.imports is the path of a program or shared library, such as"
                + " /usr/bin/ls";
    }

    private static String firstLine(Path program) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(program), StandardCharsets.ISO_8859_1), LINE)) {
            char[] line = new char[LINE];
            int length = reader.read(line, 0, LINE);
            return length <= 0
                    ? ""
                    : new String(line, 0, length).lines().findFirst().orElse("");
        } catch (IOException e) {
            // The file could be read a moment before. The message is then only that it is not an ELF file.
            return "";
        }
    }

    private static GenerationException unreadable(String message, @Nullable Throwable cause) {
        return new GenerationException(Code.SG0703, message, cause);
    }
}
