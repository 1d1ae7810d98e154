package dev.shimgen.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of programs. Some are such that no preload library gets into them, and nothing else would say so. Only a program
 * itself is looked at, the interpreter of a script, and what {@code env(1)} runs; not what they start.
 */
final class Programs {

    /** execve(2), "Interpreter scripts": an interpreter may be a script itself, but only so many levels deep. */
    private static final int SCRIPTS = 5;

    /** BINPRM_BUF_SIZE of {@code <linux/binfmts.h>}: the kernel reads no more of a script's first line. */
    private static final int FIRST_LINE = 256;

    /** man 7 inode: the set-user-ID and the set-group-ID bit. */
    private static final int S_ISUID = 04000;

    private static final int S_ISGID = 02000;

    private Programs() {}

    /** {@return the file of a program, found as execvp(3) does; empty if there is none} */
    static Optional<Path> find(String word) {
        if (word.indexOf('/') >= 0) {
            return Optional.of(Path.of(word)).filter(Files::isRegularFile);
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/bin:/usr/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(word))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * {@return why a shim will see nothing of a program; empty if it will, or if the program cannot be found, of which starting it
     * says more}
     *
     * @param words the program, and its arguments
     */
    static Optional<String> unseen(List<String> words, Path shim) {
        return unseen(words, shim, 0);
    }

    private static Optional<String> unseen(List<String> words, Path shim, int depth) {
        Optional<Path> program = words.isEmpty() || depth > SCRIPTS ? Optional.empty() : find(words.get(0));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path file = program.get();
        Optional<List<String>> script = script(file);
        if (script.isPresent()) {
            return unseen(script.get(), shim, depth + 1);
        }
        Optional<String> found = ElfHead.read(file).flatMap(head -> unseen(file, head, shim));
        if (found.isEmpty() && String.valueOf(file.getFileName()).equals("env")) {
            List<String> rest = words.stream()
                    .skip(1)
                    .dropWhile(word -> word.startsWith("-") || word.contains("="))
                    .toList();
            return unseen(rest, shim, depth + 1);
        }
        return found;
    }

    private static Optional<String> unseen(Path file, ElfHead head, Path shim) {
        ElfHead own = ElfHead.read(shim).orElse(head);
        if (head.wide() != own.wide() || head.machine() != own.machine()) {
            return Optional.of(file + " is a program for another machine than " + shim
                    + ", so none of its calls is shown; a shim for that machine shows them");
        }
        // The dynamic linker can be run as a program, too, and no other one starts it.
        if (!head.linked() && !String.valueOf(file.getFileName()).startsWith("ld-")) {
            return Optional.of(file + " is linked statically: no dynamic linker reads LD_PRELOAD, so none of its calls"
                    + " is shown; take one that is linked dynamically, or strace(1)");
        }
        if (hasMoreRights(file)) {
            return Optional.of(
                    file + " runs with the rights of its owner or group: for such programs the dynamic linker"
                            + " ignores LD_PRELOAD (ld.so(8)), so none of its calls is shown; run it as that user, or a copy of it");
        }
        return Optional.empty();
    }

    private static boolean hasMoreRights(Path file) {
        try {
            int mode = (int) Files.getAttribute(file, "unix:mode");
            return ((mode & S_ISUID) != 0 && !isOwn(file, "unix:uid"))
                    || ((mode & S_ISGID) != 0 && !isOwn(file, "unix:gid"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOwn(Path file, String attribute) throws IOException {
        return Files.getAttribute(file, attribute).equals(Files.getAttribute(Path.of("/proc/self"), attribute));
    }

    /** {@return the interpreter of a script, and its argument} */
    private static Optional<List<String>> script(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // Latin-1, so that the bytes of any file can be read.
            String text = new String(in.readNBytes(FIRST_LINE), StandardCharsets.ISO_8859_1);
            return text.startsWith("#!")
                    ? text.substring(2)
                            .lines()
                            .findFirst()
                            .map(line -> List.of(line.strip().split("[ \t]+", -1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
