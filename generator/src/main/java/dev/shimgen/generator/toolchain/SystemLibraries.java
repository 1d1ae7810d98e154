package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a system's libraries. If a preloaded library has the name of one that a program needs, the dynamic
 * linker takes it for that one (ld.so(8)), and the program runs without the real one.
 */
public final class SystemLibraries {

    /**
     * Libraries that glibc and gcc install; musl's {@code libc.so} is its whole libc. Most programs need some of these.
     */
    private static final Set<String> LIBC = Set.of(
            "BrokenLocale",
            "anl",
            "c",
            "c_malloc_debug",
            "crypt",
            "dl",
            "gcc_s",
            "m",
            "memusage",
            "mvec",
            "nsl",
            "nss_compat",
            "nss_dns",
            "nss_files",
            "nss_hesiod",
            "pcprofile",
            "pthread",
            "resolv",
            "rt",
            "thread_db",
            "util");

    /** They have functions of libc, and of libraries besides, to stand before them (gcc's manual, {@code -fsanitize}). */
    private static final Set<String> SANITIZERS = Set.of("asan", "hwasan", "lsan", "tsan", "ubsan");

    /** Shared libraries, but for libc and its parts, which are looked at by name. */
    private static final Pattern OTHERS = Pattern.compile(
            "lib(?!(?:" + String.join("|", LIBC) + "|" + String.join("|", SANITIZERS) + ")\\.so).+\\.so(?:\\..*)?");

    private SystemLibraries() {}

    /** {@return whether {@code lib<name>.so} is the C library, or a part of it} */
    public static boolean isOfLibc(String name) {
        return LIBC.contains(name);
    }

    /**
     * {@return a library called {@code lib<name>.so}, of any version, in the linker's folders or in libc's}
     *
     * @param name as in a linker option: {@code curl} for {@code libcurl.so.4}
     */
    public static Optional<Path> installed(CCompiler compiler, String name) throws GenerationException {
        for (Path folder : folders(compiler)) {
            Optional<Path> library = first(folder, "lib" + name + ".so");
            if (library.isPresent()) {
                return library;
            }
        }
        return Optional.empty();
    }

    /**
     * {@return a library that has a function and is no part of libc, by the name that programs ask the dynamic linker for}
     *
     * @param function what neither libc nor its headers have
     */
    public static Optional<Path> exporting(CCompiler compiler, String function) throws GenerationException {
        Set<Path> looked = new HashSet<>();
        for (Path folder : folders(compiler)) {
            for (Path library : libraries(folder)) {
                // libz.so.1 and libz.so.1.2.13 are one file; so are /lib and /usr/lib on most systems.
                if (looked.add(real(library)) && ElfFile.exports(library, function)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    /** {@return the libraries of a folder, of several names of one the shortest with a version first} */
    private static List<Path> libraries(Path folder) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> OTHERS.matcher(fileName(file)).matches())
                    .sorted(Comparator.comparing((Path file) -> fileName(file).endsWith(".so"))
                            .thenComparing(file -> fileName(file).length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0404, "cannot look for libraries in " + folder + ": " + e, e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // A link that leads nowhere has nothing to tell, either.
            return file;
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Set<Path> folders(CCompiler compiler) throws GenerationException {
        Set<Path> folders = new LinkedHashSet<>();
        compiler.libc().map(Path::normalize).map(Path::getParent).ifPresent(folders::add);
        CommandResult answer = compiler.runPlain(List.of("-print-search-dirs"));
        answer.stdout()
                .lines()
                .filter(line -> line.startsWith("libraries: ="))
                .flatMap(line ->
                        Stream.of(line.substring("libraries: =".length()).split(":", -1)))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).normalize())
                .forEach(folders::add);
        return folders;
    }

    private static Optional<Path> first(Path folder, String file) throws GenerationException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> {
                        String name = String.valueOf(path.getFileName());
                        return name.equals(file) || name.startsWith(file + ".");
                    })
                    .min(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new GenerationException(Code.SG0404, "cannot look for libraries in " + folder + ": " + e, e);
        }
    }
}
