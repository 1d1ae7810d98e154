package dev.shimgen.generator.audit;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CompileRequest;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.generator.toolchain.SharedLibraryBuild;
import dev.shimgen.templates.SupportCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Builds the library through which the dynamic linker tells what names bind to: {@code shimgen_bindings.c}. */
final class BindingsLibrary {

    private static final String SOURCE = "shimgen_bindings.c";
    private static final String HEADER = "shimgen_wrapped.h";

    /** Not {@code lib….so}, as a shim is called: so it can never be taken for one. */
    private static final String LIBRARY = "shimgen_bindings.so";

    /** No library to depend on: the dynamic linker would load a second libc for an auditing library that needs one. */
    private static final String[] ALONE = {
        "-ffreestanding", "-fno-stack-protector", "-nostdlib", "-Xlinker", "--no-undefined"
    };

    private BindingsLibrary() {}

    /**
     * Compiles the library.
     *
     * @param folder where the library goes; its source goes there, too
     * @param shims the file names of the shims' libraries
     * @param wrapped the symbols that they export
     * @return the library; empty if the platform's dynamic linker does not support auditing libraries, as musl's does
     *     not, or its machine is not supported
     * @throws GenerationException if it cannot be written or compiled
     */
    static Optional<Path> build(CCompiler compiler, Path folder, Collection<String> shims, Collection<String> wrapped)
            throws GenerationException {
        Optional<Machine> machine = Machine.of(compiler.targetTriplet()).filter(Machine::isSupported);
        if (compiler.isForMusl() || machine.isEmpty()) {
            return Optional.empty();
        }
        Path source = folder.resolve(SOURCE);
        try {
            Files.createDirectories(folder);
            try (InputStream in = Objects.requireNonNull(
                    BindingsLibrary.class.getResourceAsStream(SOURCE), () -> "resource " + SOURCE)) {
                Files.write(source, in.readAllBytes());
            }
            for (Map.Entry<String, String> header : SupportCode.closure(List.of("shimgen_machine.h"), Machine.headers())
                    .entrySet()) {
                Files.writeString(folder.resolve(header.getKey()), header.getValue());
            }
            Files.writeString(
                    folder.resolve(HEADER), array("shimgen_shims", shims) + array("shimgen_wrapped", wrapped));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot write " + source + ": " + e, e);
        }
        String bound = machine.get().bits() == 32 ? "la_symbind32" : "la_symbind64";
        SortedSet<String> exports = new TreeSet<>(List.of("la_version", "la_objopen", bound));
        Path library = folder.resolve(LIBRARY);
        SharedLibraryBuild.run(compiler.with(ALONE), new CompileRequest(source, List.of(), library, exports, null));
        return Optional.of(library.toAbsolutePath());
    }

    /** Sorted as the C code's comparison of bytes: no program asks for a symbol that is not ASCII. */
    private static String array(String name, Collection<String> texts) {
        return new TreeSet<>(texts)
                .stream()
                        .map(text -> "    \"" + text + "\",\n")
                        .collect(Collectors.joining("", "static const char *const " + name + "[] = {\n", "};\n"));
    }
}
