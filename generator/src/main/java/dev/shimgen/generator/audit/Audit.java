package dev.shimgen.generator.audit;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.launch.LaunchRequest;
import dev.shimgen.generator.launch.PreloadPath;
import dev.shimgen.generator.launch.ShimLauncher;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs a command under shims and strace, and finds the system calls that did not come through a wrapper.
 *
 * <p>The evidence is the stack of each system call. So wrappers in C must have a frame on it: they have to be built
 * without tail calls ({@code -fno-optimize-sibling-calls}). For wrappers that jump and have no frame, the evidence is
 * what the caller imports, and what the dynamic linker found for these imports and for {@code dlsym(3)}.
 */
public final class Audit {

    /** The variable that names auditing libraries, as LD_PRELOAD names libraries: man 7 rtld-audit. */
    private static final String AUDITORS = "LD_AUDIT";

    private final Strace strace;
    private final Advice advice;
    private final SystemCallTable table = new SystemCallTable();

    /**
     * Makes one that uses a strace.
     *
     * @param refusal says why a function cannot be wrapped; empty if it can
     */
    public Audit(Strace strace, Function<String, Optional<String>> refusal) {
        this.strace = strace;
        this.advice = new Advice(table, ReadyMadeGroups.load(), refusal);
    }

    /**
     * Runs a command to its end. It gets this process's standard input, output and error.
     *
     * @param request the command, and its shims, whose wrappers must have frames
     * @param folder where the auditing library is built
     * @param compiler builds the auditing library that is loaded into the command's programs
     * @throws GenerationException {@link Code#SG0601} if the command cannot be started, {@link Code#SG0612} if strace ended
     *     before it, {@link Code#SG0613} if there is nothing to look for
     */
    public AuditReport run(LaunchRequest request, Path folder, CCompiler compiler) throws GenerationException {
        List<Path> libraries =
                List.copyOf(request.built().named(request.shims()).values());
        Set<String> exports = new HashSet<>();
        for (Path library : libraries) {
            exports.addAll(ElfFile.read(library).exports());
        }
        // Not wrappers, but what a shim exports for other shims and for AddressSanitizer: shimgen_next.h.
        exports.removeIf(symbol -> symbol.startsWith("shimgen_") || symbol.equals("__asan_default_options"));
        Kind kind = Kind.of(exports, table);
        if (kind.calls().isEmpty()) {
            throw new GenerationException(
                    Code.SG0613,
                    "nothing to audit: no function of " + String.join(", ", request.shims()) + " makes a system call"
                            + (kind.unknown().isEmpty() ? "" : " that shimgen knows of"),
                    null);
        }
        Optional<Path> bindings = BindingsLibrary.build(compiler, folder, fileNames(libraries), kind.wrapped());
        try (PreloadPath auditors = PreloadPath.extending(
                bindings.map(List::of).orElse(List.of()), System.getenv().get(AUDITORS))) {
            Path output = Files.createTempFile("shimgen", ".strace");
            try {
                int status = ShimLauncher.run(request, (command, environment) -> {
                    if (!auditors.value().isEmpty()) {
                        environment.putIfAbsent(AUDITORS, auditors.value());
                    }
                    return strace.command(output, kind.calls(), command, environment);
                });
                return report(request, libraries, kind, output, status, compiler.isForMusl());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot keep what strace wrote: " + e, e);
        }
    }

    private String function(String symbol) {
        return SymbolNames.function(symbol, name -> table.of(name).isPresent());
    }

    private static Set<String> fileNames(List<Path> libraries) {
        return libraries.stream()
                .map(library -> String.valueOf(library.getFileName()))
                .collect(Collectors.toSet());
    }

    private AuditReport report(
            LaunchRequest request, List<Path> libraries, Kind kind, Path output, int status, boolean forMusl)
            throws GenerationException, IOException {
        Set<String> names = fileNames(libraries);
        Processes processes = new Processes(kind, new Attribution(names, kind.wrapped(), this::function), names);
        // Each byte becomes a character: strace escapes what is not ASCII in arguments, but not in the names of a
        // stack.
        try (BufferedReader in = Files.newBufferedReader(output, StandardCharsets.ISO_8859_1)) {
            StraceReader.read(in, processes);
        }
        if (!processes.started()) {
            throw new GenerationException(
                    Code.SG0601,
                    "cannot run " + ShimLauncher.words(request).get(0)
                            + ": strace's message is above, and its exit status" + " was " + status,
                    null);
        }
        if (!processes.ended()) {
            throw new GenerationException(
                    Code.SG0612,
                    "strace ended before the command; its message is above"
                            + (strace.stackTraces()
                                    ? ". Without stack traces it may hold out, for a report that says less:"
                                            + " -Dshimgen.stackTraces=false"
                                    : ""),
                    null);
        }
        ElfImage shim =
                ElfImage.read(libraries.get(0)).orElseThrow(() -> new IOException(libraries.get(0) + " is gone"));
        return new ReportBuilder(advice, new GapFinder(request.directory(), shim, forMusl))
                .build(request.shims(), request.command(), status, strace.stackTraces(), kind, processes.tally());
    }
}
