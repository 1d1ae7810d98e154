package dev.shimgen.generator.resolve.platform;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfSymbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The functions that the C library's shared objects export, read from the files that the compiler would link to.
 *
 * @param bits 32 or 64
 * @param byName every exported function; a name has several symbols if it has several versions
 */
public record LibraryExports(
        int bits, SortedMap<String, List<Export>> byName, Map<Address, SortedSet<String>> byAddress) {

    /** glibc's shared objects for programs (its manual, "Libraries"); not every release has all of them. */
    private static final List<String> OTHERS = List.of(
            "libm.so.6",
            "libpthread.so.0",
            "libdl.so.2",
            "librt.so.1",
            "libresolv.so.2",
            "libutil.so.1",
            "libanl.so.1",
            "libcrypt.so.1",
            "libcrypt.so.2",
            "libBrokenLocale.so.1",
            "libthread_db.so.1");

    /** The version of symbols that only glibc's own libraries may use (elf/Makefile, Versions files). */
    private static final String PRIVATE_VERSION = "GLIBC_PRIVATE";

    /**
     * An exported function.
     *
     * @param library the library's file name
     * @param symbol its symbol
     */
    public record Export(String library, ElfSymbol symbol) {}

    /**
     * Where a function's code is. For an ifunc this is the address of its resolver, which is not the function's code.
     */
    record Address(String library, long value, ElfSymbol.Kind kind) {

        static Address of(Export export) {
            return new Address(
                    export.library(), export.symbol().value(), export.symbol().kind());
        }
    }

    public LibraryExports {
        byName = Collections.unmodifiableSortedMap(byName);
        byAddress = Collections.unmodifiableMap(byAddress);
    }

    private static LibraryExports of(int bits, SortedMap<String, List<Export>> byName) {
        Map<Address, SortedSet<String>> byAddress = new HashMap<>();
        byName.forEach((name, exports) -> exports.forEach(export -> byAddress
                .computeIfAbsent(Address.of(export), k -> new TreeSet<>())
                .add(name)));
        return new LibraryExports(bits, byName, byAddress);
    }

    /**
     * Reads {@code libc.so.6}, or musl's {@code libc.so}, and the libraries that belong to it.
     *
     * @throws GenerationException {@link Code#SG0404} if there is no such library, or one of them is damaged
     */
    static LibraryExports of(CCompiler compiler) throws GenerationException {
        Path libc = compiler.libc()
                .orElseThrow(() -> new GenerationException(
                        Code.SG0404,
                        "the C compiler " + compiler.describe()
                                + " finds no libc.so.6: shimgen needs glibc or musl for "
                                + compiler.targetTriplet()
                                + " (Debian, Ubuntu: apt-get install libc6-dev; Fedora: dnf install glibc-devel)",
                        null));
        SortedMap<String, List<Export>> byName = new TreeMap<>();
        ElfFile main = ElfFile.read(libc);
        add(String.valueOf(libc.getFileName()), main, byName);
        if (compiler.isForMusl()) {
            // musl is one file; libraries beside it are not part of it.
            return of(main.bits(), byName);
        }
        for (String name : OTHERS) {
            Path library = Objects.requireNonNull(libc.getParent(), "a library has a folder")
                    .resolve(name);
            if (Files.isRegularFile(library)) {
                add(name, ElfFile.read(library), byName);
            }
        }
        return of(main.bits(), byName);
    }

    private static void add(String library, ElfFile file, SortedMap<String, List<Export>> byName) {
        for (ElfSymbol symbol : file.dynamicSymbols()) {
            if (symbol.exported() && symbol.isFunction() && !symbol.version().equals(PRIVATE_VERSION)) {
                byName.computeIfAbsent(symbol.name(), k -> new ArrayList<>()).add(new Export(library, symbol));
            }
        }
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** {@return the library that exports a function, by file name; {@code null} if none does} */
    @Nullable
    public String library(String name) {
        List<Export> exports = byName.get(name);
        return exports == null ? null : exports.get(0).library();
    }

    /** {@return other names with the same code, in the version that programs are linked to today, sorted} */
    public SortedSet<String> sameCode(String name) {
        SortedSet<String> names = new TreeSet<>();
        for (Export own : byName.getOrDefault(name, List.of())) {
            if (own.symbol().defaultVersion()) {
                names.addAll(byAddress.getOrDefault(Address.of(own), Collections.emptySortedSet()));
            }
        }
        names.remove(name);
        return names;
    }

    /**
     * {@return the versions of a name, if their code is not the same in all of them, in the library that programs get
     * the name from; empty for a name with one version, or with the same code in each}
     */
    public List<SymbolVersion> versions(String name) {
        List<Export> own = byName.getOrDefault(name, List.of()).stream()
                .filter(export -> export.library().equals(library(name)))
                .filter(export -> !export.symbol().version().isEmpty())
                .toList();
        boolean same = own.stream().map(Address::of).distinct().count() <= 1;
        return same
                ? List.of()
                : own.stream()
                        .map(e -> new SymbolVersion(
                                e.symbol().version(), e.symbol().defaultVersion()))
                        .toList();
    }

    /** {@return all versions of libc, in no particular order} */
    public SortedSet<String> versions() {
        return byName.values().stream()
                .flatMap(List::stream)
                .filter(e -> e.library().equals("libc.so.6"))
                .map(e -> e.symbol().version())
                .filter(version -> !version.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return the libraries' file names, for messages} */
    List<String> libraries() {
        return byName.values().stream()
                .flatMap(List::stream)
                .map(Export::library)
                .distinct()
                .sorted()
                .toList();
    }
}
