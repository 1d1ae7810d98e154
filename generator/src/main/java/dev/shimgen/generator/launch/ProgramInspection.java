package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a program before it is started under a shim: in some the shim has no effect, and nothing else would say so.
 * Only the program itself and the interpreters of a script are looked at, not what they start.
 */
final class ProgramInspection {

    /**
     * execve(2), "Interpreter scripts": a script's interpreter may be a script itself, but only so many levels deep.
     */
    private static final int SCRIPTS = 5;

    private final Path directory;
    private final Map<String, String> environment;
    private final Path shim;
    private final List<Diagnostic> found = new ArrayList<>();

    private ProgramInspection(Path directory, Map<String, String> environment, Path shim) {
        this.directory = directory;
        this.environment = environment;
        this.shim = shim;
    }

    /**
     * {@return warnings {@link Code#SG0606} and {@link Code#SG0607}} There are none if the shim will be loaded, or if
     * the program cannot be found: starting it will give a better message.
     *
     * @param words the program, and its arguments
     */
    static List<Diagnostic> of(List<String> words, Path directory, Map<String, String> environment, Path shim) {
        ProgramInspection inspection = new ProgramInspection(directory, environment, shim);
        inspection.inspect(words, 0);
        return inspection.found;
    }

    private void inspect(List<String> words, int depth) {
        Optional<Path> program = words.isEmpty() || depth > SCRIPTS ? Optional.empty() : locate(words.get(0));
        if (program.isEmpty()) {
            return;
        }
        Path file = program.get();
        Optional<String> script = ElfProgram.script(file);
        if (script.isPresent()) {
            inspect(Arrays.asList(script.get().split("[ \t]+", -1)), depth + 1);
            return;
        }
        ElfProgram.read(file).ifPresent(elf -> inspect(file, elf));
        if (String.valueOf(file.getFileName()).equals("env")) {
            inspect(
                    words.stream()
                            .skip(1)
                            .dropWhile(word -> word.startsWith("-") || word.contains("="))
                            .toList(),
                    depth + 1);
        }
    }

    private void inspect(Path file, ElfProgram elf) {
        ElfProgram own = ElfProgram.read(shim).orElse(elf);
        if (elf.bits() != own.bits() || elf.machine() != own.machine()) {
            warn(
                    Code.SG0607,
                    file + " is a program for another machine (ELF class " + elf.bits() + ", machine " + elf.machine()
                            + ") than " + shim.getFileName() + " (" + own.bits() + ", " + own.machine()
                            + "): the dynamic linker will not load the shim. Build a shim for that machine");
        } else if (elf.interpreter() == null && !isLinker(file)) {
            warn(
                    Code.SG0606,
                    file + " is linked statically: no dynamic linker reads LD_PRELOAD, so none of its calls can be"
                            + " intercepted. Use one that is linked dynamically, or look at its system calls with"
                            + " strace(1)");
        } else if (elf.go()) {
            warn(
                    Code.SG0606,
                    file + " was made by the Go compiler, whose programs make system calls without libc: only what goes"
                            + " through cgo can be intercepted. Look at its system calls with strace(1)");
        } else if (needsUring(file)) {
            warn(
                    Code.SG0606,
                    file + " needs liburing: what it asks the kernel for through io_uring(7) are entries of a ring in"
                            + " memory, no calls of libc, so none of that can be intercepted, nor does strace(1) see it."
                            + " Many such programs can be told to do without it");
        }
        if (hasMoreRights(file)) {
            warn(
                    Code.SG0607,
                    file + " runs with the rights of its owner or group: for such programs the dynamic linker ignores"
                            + " LD_PRELOAD (ld.so(8), \"Secure-execution mode\"). Run it as that user, or a copy of"
                            + " it without the set-user-ID bit");
        }
    }

    /** Finds only programs that use the library: one that makes the system calls of io_uring itself is not noticed. */
    private static boolean needsUring(Path file) {
        try {
            return ElfFile.read(file).needed().stream().anyMatch(name -> name.startsWith("liburing"));
        } catch (GenerationException e) {
            // Nothing to warn of in a file that is damaged: starting it will give a better message.
            return false;
        }
    }

    /** The dynamic linker can be run as a program, too, and then has no interpreter although it is not static. */
    private static boolean isLinker(Path file) {
        return String.valueOf(file.getFileName()).startsWith("ld-");
    }

    private static boolean hasMoreRights(Path file) {
        try {
            Path self = Path.of("/proc/self");
            int mode = (int) Files.getAttribute(file, "unix:mode");
            return ((mode & 04000) != 0
                            && !Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(self, "unix:uid")))
                    || ((mode & 02000) != 0
                            && !Files.getAttribute(file, "unix:gid").equals(Files.getAttribute(self, "unix:gid")));
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> locate(String word) {
        return locate(word, directory, environment);
    }

    /** {@return the file of a program, found as execvp(3) does} */
    static Optional<Path> locate(String word, Path directory, Map<String, String> environment) {
        if (word.indexOf('/') >= 0) {
            return Optional.of(directory.resolve(word)).filter(Files::isRegularFile);
        }
        @Nullable String path = environment.get("PATH");
        return Stream.of((path == null ? "/bin:/usr/bin" : path).split(File.pathSeparator, -1))
                .map(folder -> directory.resolve(folder).resolve(word))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void warn(Code code, String message) {
        found.add(Diagnostic.warning(code, null, message));
    }
}
