package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.TypedefFact;
import dev.shimgen.generator.toolchain.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of some headers: {@code --dump-includes} for the declaring headers, and generation for all the rest.
 *
 * <p>The two runs do not need each other's output and go in parallel. Names are not filtered: nearly all of a run's
 * time is libclang's (6.2 s for one function against 6.3 s for all of glibc, jextract 25), and without a filter no name
 * gets lost because one that it depends on was filtered out.
 *
 * @param tool the program
 * @param includeFolders to look for headers in, before the system's
 * @param platform GNU triplet of the headers
 * @param roots the include folders, these and the system's
 * @param onlyThere whether headers are looked for in these folders only; otherwise also in libclang's usual ones, which
 *     is right for this machine's own platform
 */
record LiveRun(JextractTool tool, List<String> includeFolders, String platform, IncludeRoots roots, boolean onlyThere) {

    /** Options for libclang, which jextract takes from the folder it runs in. */
    private static final String COMPILE_FLAGS = "compile_flags.txt";

    /**
     * musl's {@code <string.h>} declares {@code char *basename();}. If {@code <libgen.h>} comes first, whose
     * declaration has a parameter, libclang gives this one a parameter without a source location, and jextract crashes.
     * So it is read first.
     */
    private static final String UNPROTOTYPED = "string.h";

    /**
     * Where a {@code va_list} is a struct, jextract leaves out every function that takes one. It is replaced by a
     * pointer to a struct with this tag, so that the functions are kept; the name of the parameter's type still says
     * that it is a va_list.
     */
    private static final String VA_LIST = "__shimgen_va_list";

    private static final String UMBRELLA = "shimgen-umbrella.h";

    /**
     * Reads headers, which must parse together in this order.
     *
     * @param headers as a program includes them
     * @return the facts, without {@link HeaderFacts#reachedBy}
     * @throws GenerationException as {@link JextractTool#run}, and {@link Code#SG0305} if the output is not jextract's
     */
    HeaderFacts read(Collection<String> headers) throws GenerationException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("shimgen-jextract");
            return read(headers, folder);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0501, "no work can be done in the folder for temporary files: " + e.getMessage(), e);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private HeaderFacts read(Collection<String> headers, Path folder) throws GenerationException, IOException {
        Files.writeString(folder.resolve(UMBRELLA), umbrella(headers));
        Files.writeString(folder.resolve(COMPILE_FLAGS), tool.compileFlags() + (onlyThere ? targetFlags() : ""));
        Path includes = folder.resolve("includes.txt");
        Path bindings = folder.resolve("bindings");
        Files.createDirectory(bindings);
        String warnings = both(
                folder,
                arguments(List.of("--dump-includes", includes.toString())),
                arguments(List.of("-t", "bindings", "--output", bindings.toString())));
        if (!Files.isRegularFile(includes)) {
            throw nonsense("it ended well and wrote no --dump-includes file", null);
        }
        try {
            return withoutVaList(OutputParser.parse(new JextractRun(
                    JextractRecording.sources(bindings),
                    new String(Files.readAllBytes(includes), StandardCharsets.UTF_8),
                    warnings,
                    UMBRELLA,
                    platform,
                    roots,
                    new TreeSet<>(headers))));
        } catch (OutputException e) {
            throw nonsense(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * libclang does not know a cross compiler's folders of headers, and what the headers declare depends on the
     * machine: so both are given. {@code -nostdlibinc} keeps libclang's own headers, which jextract needs.
     */
    private String targetFlags() {
        StringBuilder flags = new StringBuilder("--target=" + platform + "\n-nostdlibinc\n");
        Optional<Machine> machine = Machine.of(platform);
        if (machine.filter(Machine::hasLongWchar).isPresent()) {
            // gcc's wchar_t is long there and clang's is int, and clang prints its own type for builtins (wcschr).
            flags.append("-fno-builtin\n");
        }
        if (machine.filter(Machine::hasStructVaList).isPresent()) {
            flags.append("-D__builtin_va_list=struct " + VA_LIST + " *\n");
        }
        roots.folders().stream()
                .filter(folder -> !includeFolders.contains(folder))
                .forEach(folder -> flags.append("-isystem\n").append(folder).append('\n'));
        return flags.toString();
    }

    /** Removes typedefs of the stand-in for va_list: no header declares them. */
    private static HeaderFacts withoutVaList(HeaderFacts facts) {
        SortedMap<String, TypedefFact> typedefs = new TreeMap<>(facts.typedefs());
        typedefs.values().removeIf(typedef -> typedef.target().contains(VA_LIST));
        return new HeaderFacts(
                facts.platform(),
                facts.functions(),
                facts.structs(),
                typedefs,
                facts.constants(),
                facts.publicHeaders(),
                facts.reachedBy(),
                facts.skipped());
    }

    private GenerationException nonsense(String what, @Nullable Throwable cause) {
        return new GenerationException(
                Code.SG0305,
                tool.executable() + " does not do what jextract does: " + what
                        + "; is it jextract, of version 22 or newer?",
                cause);
    }

    private static String umbrella(Collection<String> headers) {
        StringBuilder text = new StringBuilder("#define _GNU_SOURCE 1\n");
        if (headers.contains(UNPROTOTYPED)) {
            text.append("#include <").append(UNPROTOTYPED).append(">\n");
        }
        headers.forEach(header -> text.append("#include <").append(header).append(">\n"));
        return text.toString();
    }

    private List<String> arguments(List<String> own) {
        List<String> arguments = new ArrayList<>(own);
        includeFolders.forEach(folder -> arguments.addAll(List.of("-I", folder)));
        arguments.add(UMBRELLA);
        return arguments;
    }

    /** Runs jextract twice in parallel; returns what the second run printed on standard error. */
    private String both(Path folder, List<String> first, List<String> second) throws GenerationException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<String> dump = executor.submit(() -> tool.run(folder, first));
            String warnings = tool.run(folder, second);
            dump.get();
            return warnings;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GenerationException known) {
                throw known;
            }
            throw new IllegalStateException("running jextract", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GenerationException(Code.SG0303, "interrupted while jextract ran", e);
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    /**
     * A run that is no longer needed is interrupted, which kills its process; it must have ended before its folder
     * goes.
     */
    private static void awaitEnd(ExecutorService executor) {
        try {
            executor.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Left in the folder for temporary files; the facts are complete.
        }
    }
}
