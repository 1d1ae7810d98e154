package dev.shimgen.generator.resolve.advice;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfSymbol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of this machine that came with a Debian package, and what they import from {@code libc.so.6}.
 *
 * @param programs the programs, those of the most basic packages first
 * @param importers by symbol, the programs that import it, in the same order
 */
record ImportSample(List<Program> programs, SortedMap<String, List<Program>> importers) {

    private static final Path DPKG = Path.of("/var/lib/dpkg");

    /** Debian policy manual, 2.5: from what a system cannot do without to what one may like to have. */
    private static final List<String> PRIORITIES = List.of("required", "important", "standard", "optional", "extra");

    /** Basic packages first; of a package, cp and ls before base64. */
    private static final Comparator<Program> ORDER = Comparator.comparingInt(Program::priority)
            .thenComparing(Program::debianPackage)
            .thenComparing(program -> !Character.isLetter(program.name().charAt(0)))
            .thenComparingInt(program -> program.name().length())
            .thenComparing(Program::name);

    /**
     * A program.
     *
     * @param priority its package's: 0 for what a system cannot do without
     * @param debianPackage the package that it came with
     * @param file where it is
     */
    record Program(int priority, String debianPackage, Path file) {

        String name() {
            return String.valueOf(file.getFileName());
        }
    }

    /** {@return whether this is a machine whose programs can be told from those that somebody else put there} */
    static boolean isPossible() {
        return Files.isReadable(DPKG.resolve("status"));
    }

    /**
     * Reads every ELF file in some folders; links are left out, so that a program counts once.
     *
     * @param exports what is libc's among the versioned symbols
     */
    static ImportSample of(List<Path> folders, LibraryExports exports) throws IOException, GenerationException {
        List<Program> programs = programs(folders);
        SortedMap<String, List<Program>> importers = new TreeMap<>();
        for (Program program : programs) {
            for (String symbol : imports(ElfFile.read(program.file()), exports)) {
                importers.computeIfAbsent(symbol, k -> new ArrayList<>()).add(program);
            }
        }
        return new ImportSample(programs, importers);
    }

    /** {@return how many packages the programs came with} */
    long packages() {
        return programs.stream().map(Program::debianPackage).distinct().count();
    }

    /** {@return the programs that import one symbol or more of several, in their order} */
    List<Program> importing(Collection<String> symbols) {
        Set<Program> some = symbols.stream()
                .flatMap(symbol -> importers.getOrDefault(symbol, List.of()).stream())
                .collect(Collectors.toSet());
        return programs.stream().filter(some::contains).toList();
    }

    private static List<Program> programs(List<Path> folders) throws IOException {
        Map<String, Integer> priorities = priorities();
        Map<String, String> owners = owners();
        List<Program> programs = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String owner = owners.get(withoutUsr(file.toString()));
                    if (owner != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isElf(file)) {
                        int priority = priorities.getOrDefault(owner, PRIORITIES.size());
                        programs.add(new Program(priority, owner, file));
                    }
                }
            }
        }
        programs.sort(ORDER);
        return programs;
    }

    private static boolean isElf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 0x7f && magic[1] == 'E' && magic[2] == 'L' && magic[3] == 'F';
        }
    }

    private static SortedSet<String> imports(ElfFile file, LibraryExports exports) {
        SortedSet<String> names = new TreeSet<>();
        for (ElfSymbol symbol : file.dynamicSymbols()) {
            boolean libcs = !symbol.defined()
                    && exports.byName().getOrDefault(symbol.name(), List.of()).stream()
                            .anyMatch(e -> e.library().equals("libc.so.6")
                                    && e.symbol().version().equals(symbol.version()));
            if (libcs) {
                names.add(symbol.name());
            }
        }
        return names;
    }

    /** Man 5 deb-control: Package and Priority. */
    private static Map<String, Integer> priorities() throws IOException {
        Map<String, Integer> priorities = new HashMap<>();
        String name = "";
        for (String line : Files.readAllLines(DPKG.resolve("status"))) {
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length());
            } else if (line.startsWith("Priority: ")) {
                int rank = PRIORITIES.indexOf(line.substring("Priority: ".length()));
                priorities.put(name, rank < 0 ? PRIORITIES.size() : rank);
            }
        }
        return priorities;
    }

    /** By file, the package that it came with. */
    private static Map<String, String> owners() throws IOException {
        Map<String, String> owners = new HashMap<>();
        try (Stream<Path> lists = Files.list(DPKG.resolve("info"))) {
            for (Path list :
                    lists.filter(l -> l.toString().endsWith(".list")).sorted().toList()) {
                String name = String.valueOf(list.getFileName()).replaceFirst("(:\\w+)?\\.list$", "");
                for (String file : Files.readAllLines(list)) {
                    owners.put(withoutUsr(file), name);
                }
            }
        }
        return owners;
    }

    /** Packages from before /usr was merged say /bin/ls. */
    private static String withoutUsr(String file) {
        return file.replaceFirst("^/usr/", "/");
    }
}
