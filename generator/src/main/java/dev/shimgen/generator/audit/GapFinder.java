package dev.shimgen.generator.audit;

import dev.shimgen.generator.toolchain.ElfImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out why a program ran without the shims. */
final class GapFinder {

    private static final Pattern SCRIPT = Pattern.compile("^#! *([^ \n]+)[^\n]*\n");
    private static final int SCRIPT_LINE = 256;
    private static final int SET_ID = 06000;

    private final Path directory;
    private final ElfImage shim;
    private final boolean forMusl;

    /**
     * @param directory where the command was started; relative names of programs are looked up there
     * @param shim the shims' library
     * @param forMusl whether the shims are for musl
     */
    GapFinder(Path directory, ElfImage shim, boolean forMusl) {
        this.directory = directory;
        this.shim = shim;
        this.forMusl = forMusl;
    }

    /**
     * {@return whether the dynamic linker of a program can load the shims} That it opened them says little: it looks at
     * a library's class and machine only after that.
     *
     * @param entryFile the file that the program's first call was made from; empty if it is not known
     */
    boolean isLoadable(Execution execution, String entryFile) {
        Optional<ElfImage> program = program(execution.path()).flatMap(ElfImage::read);
        return !isOtherAbi(program, path(entryFile).flatMap(ElfImage::read));
    }

    /**
     * {@return the reason why a program ran without the shims} It is found from the files as they are after the run.
     *
     * @param entryFile the file that the program's first call was made from; empty if it is not known
     */
    Gap of(Execution execution, String entryFile) {
        Optional<Path> file = program(execution.path());
        Optional<ElfImage> program = file.flatMap(ElfImage::read);
        Optional<ElfImage> entry = path(entryFile).flatMap(ElfImage::read);
        if (isStatic(entryFile, program)) {
            return Gap.STATIC;
        }
        if (isOtherAbi(program, entry)) {
            return Gap.OTHER_ABI;
        }
        if (!execution.namesShims()) {
            return Gap.CLEANED_ENVIRONMENT;
        }
        return file.filter(GapFinder::setsId).isPresent() ? Gap.SET_USER_ID : Gap.NOT_LOADED;
    }

    /** The stack says for certain which file ran; a relative path may have been meant from another folder. */
    private static boolean isStatic(String entry, Optional<ElfImage> program) {
        return entry.isEmpty()
                ? program.filter(image -> image.interpreter().isEmpty()).isPresent()
                : !Attribution.isDynamicLinker(entry);
    }

    /**
     * musl's dynamic linker does load a library built for glibc: it resolves the names to its own functions, and takes
     * libc.so.6 for itself (ldso/dynlink.c, "load_library"). glibc's cannot load one for musl: the libc.so which that
     * needs is a linker script, or missing, and the program ends.
     */
    private boolean isOtherAbi(Optional<ElfImage> program, Optional<ElfImage> entry) {
        return entry.or(() -> program).filter(image -> !image.sameMachine(shim)).isPresent()
                || (forMusl && program.isPresent() && !isMusl(program));
    }

    private static boolean isMusl(Optional<ElfImage> program) {
        return program.flatMap(ElfImage::interpreter)
                .filter(linker -> linker.contains("/ld-musl-"))
                .isPresent();
    }

    private static boolean setsId(Path file) {
        try {
            return ((Integer) Files.getAttribute(file, "unix:mode") & SET_ID) != 0;
        } catch (IOException | UnsupportedOperationException e) {
            // The file is gone, or the file system has no modes.
            return false;
        }
    }

    /** {@return the file of the program; for a script, that of the interpreter that its first line names} */
    private Optional<Path> program(String name) {
        Optional<Path> file = path(name);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            String start = new String(in.readNBytes(SCRIPT_LINE), StandardCharsets.ISO_8859_1);
            Matcher script = SCRIPT.matcher(start);
            return script.find() ? path(script.group(1)) : file;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> path(String bytes) {
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            String name = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return Optional.of(directory.resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
