package dev.shimgen.samples.filetrace;

import dev.shimgen.runtime.Errno;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a build depends on, and what it makes. Each file stands in one list:
 *
 * <ul>
 *   <li>{@link Kind#READ}: was there, and was read, listed, or run;
 *   <li>{@link Kind#WRITTEN}: the build has made or changed it;
 *   <li>{@link Kind#PROBED}: was there, and was asked for without being opened;
 *   <li>{@link Kind#MISSING}: was asked for, and was not there: if somebody makes it, the build may do something else;
 *   <li>{@link Kind#REMOVED}: was there, and the build has removed it;
 *   <li>{@link Kind#TEMPORARY}: the build has made it, and removed it again.
 * </ul>
 *
 * <p>What libc and the dynamic linker do inside of themselves is not seen, and neither is a program without them.
 */
final class Dependencies {

    /** What became of a file. */
    enum Kind {
        READ,
        WRITTEN,
        PROBED,
        MISSING,
        REMOVED,
        TEMPORARY
    }

    /** What is known of a file. */
    private static final class Known {
        final Set<Use> uses = EnumSet.noneOf(Use.class);
        /** Whether it was there before the build did anything with it. */
        boolean original;

        boolean gone;

        Kind kind() {
            boolean made = uses.contains(Use.WRITE);
            if (gone && (made || uses.contains(Use.REMOVE))) {
                return original ? Kind.REMOVED : Kind.TEMPORARY;
            }
            if (made) {
                return Kind.WRITTEN;
            }
            return uses.contains(Use.READ) ? Kind.READ : uses.contains(Use.PROBE) ? Kind.PROBED : Kind.MISSING;
        }
    }

    private enum Use {
        READ,
        WRITE,
        PROBE,
        MISS,
        REMOVE
    }

    private final Map<String, Known> files = new TreeMap<>();

    /** {@return the files of a kind, sorted} */
    List<String> of(Kind kind) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds a program that was run. */
    void ran(Executions.Execution execution) {
        use(execution.program(), Use.READ);
    }

    /** Learns from an event. */
    void accept(FileNames.Scene scene, FileTraceEvent call) {
        Look look = new Look(scene);
        switch (call) {
            case FileTraceEvent.Open open -> look.open(scene.file(open.path()), open.flags());
            case FileTraceEvent.Openat open -> look.open(scene.file(open.dirfd(), open.path()), open.flags());
            case FileTraceEvent.Creat open -> look.write(scene.file(open.path()));
            case FileTraceEvent.Fopen open -> look.stream(scene.file(open.path()), open.mode());
            case FileTraceEvent.Freopen open -> look.stream(scene.file(open.path()), open.mode());
            case FileTraceEvent.Opendir open -> look.at(scene.file(open.name()), Use.READ);
            case FileTraceEvent.Scandir list -> look.at(scene.file(list.dirp()), Use.READ);
            case FileTraceEvent.Scandirat list -> look.at(scene.file(list.dirfd(), list.dirp()), Use.READ);
            case FileTraceEvent.Ftw list -> look.at(scene.file(list.dirpath()), Use.READ);
            case FileTraceEvent.Nftw list -> look.at(scene.file(list.dirpath()), Use.READ);
            case FileTraceEvent.FtsOpen list -> list.path_argv().forEach(path -> look.at(scene.file(path), Use.READ));

            case FileTraceEvent.Stat ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Lstat ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Fstatat ask -> look.at(scene.file(ask.dirfd(), ask.pathname()), Use.PROBE);
            case FileTraceEvent.Statx ask -> look.at(scene.file(ask.dirfd(), ask.pathname()), Use.PROBE);
            case FileTraceEvent.Statfs ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Statvfs ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Pathconf ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Access ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Faccessat ask -> look.at(scene.file(ask.dirfd(), ask.pathname()), Use.PROBE);
            case FileTraceEvent.Eaccess ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Euidaccess ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Readlink ask -> look.at(scene.file(ask.pathname()), Use.PROBE);
            case FileTraceEvent.Readlinkat ask -> look.at(scene.file(ask.dirfd(), ask.pathname()), Use.PROBE);
            case FileTraceEvent.Realpath ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.CanonicalizeFileName ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Getxattr ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Lgetxattr ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Listxattr ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Llistxattr ask -> look.at(scene.file(ask.path()), Use.PROBE);
            case FileTraceEvent.Chdir change -> look.at(scene.file(change.path()), Use.PROBE);

            case FileTraceEvent.Execve run -> look.run(scene.file(run.pathname()));
            case FileTraceEvent.Execv run -> look.run(scene.file(run.pathname()));
            case FileTraceEvent.Execl run -> look.run(scene.file(run.pathname()));
            case FileTraceEvent.Execle run -> look.run(scene.file(run.pathname()));
            case FileTraceEvent.Execveat run -> look.run(scene.file(run.dirfd(), run.pathname()));

            case FileTraceEvent.Rename move -> look.move(scene.file(move.oldpath()), scene.file(move.newpath()));
            case FileTraceEvent.Renameat move ->
                look.move(scene.file(move.olddirfd(), move.oldpath()), scene.file(move.newdirfd(), move.newpath()));
            case FileTraceEvent.Renameat2 move ->
                look.move(scene.file(move.olddirfd(), move.oldpath()), scene.file(move.newdirfd(), move.newpath()));
            case FileTraceEvent.Link link -> look.copy(scene.file(link.oldpath()), scene.file(link.newpath()));
            case FileTraceEvent.Linkat link ->
                look.copy(scene.file(link.olddirfd(), link.oldpath()), scene.file(link.newdirfd(), link.newpath()));
            case FileTraceEvent.Symlink link -> look.write(scene.file(link.linkpath()));
            case FileTraceEvent.Symlinkat link -> look.write(scene.file(link.newdirfd(), link.linkpath()));
            case FileTraceEvent.Mkdir make -> look.write(scene.file(make.pathname()));
            case FileTraceEvent.Mkdirat make -> look.write(scene.file(make.dirfd(), make.pathname()));
            case FileTraceEvent.Mknod make -> look.write(scene.file(make.pathname()));
            case FileTraceEvent.Mknodat make -> look.write(scene.file(make.dirfd(), make.pathname()));
            case FileTraceEvent.Mkfifo make -> look.write(scene.file(make.pathname()));
            case FileTraceEvent.Mkfifoat make -> look.write(scene.file(make.dirfd(), make.pathname()));
            case FileTraceEvent.Mkstemp make -> look.write(scene.file(make.template()));
            case FileTraceEvent.Mkstemps make -> look.write(scene.file(make.template()));
            case FileTraceEvent.Mkostemp make -> look.write(scene.file(make.template()));
            case FileTraceEvent.Mkostemps make -> look.write(scene.file(make.template()));
            case FileTraceEvent.Mkdtemp make -> look.write(scene.file(make.template()));
            case FileTraceEvent.Truncate change -> look.change(scene.file(change.path()));
            case FileTraceEvent.Chmod change -> look.change(scene.file(change.pathname()));
            case FileTraceEvent.Fchmodat change -> look.change(scene.file(change.dirfd(), change.pathname()));
            case FileTraceEvent.Chown change -> look.change(scene.file(change.pathname()));
            case FileTraceEvent.Lchown change -> look.change(scene.file(change.pathname()));
            case FileTraceEvent.Fchownat change -> look.change(scene.file(change.dirfd(), change.pathname()));
            case FileTraceEvent.Utime change -> look.change(scene.file(change.filename()));
            case FileTraceEvent.Utimes change -> look.change(scene.file(change.filename()));
            case FileTraceEvent.Lutimes change -> look.change(scene.file(change.filename()));
            case FileTraceEvent.Futimesat change -> look.change(scene.file(change.dirfd(), change.pathname()));
            case FileTraceEvent.Utimensat change -> look.change(scene.file(change.dirfd(), change.pathname()));
            case FileTraceEvent.Setxattr change -> look.change(scene.file(change.path()));
            case FileTraceEvent.Lsetxattr change -> look.change(scene.file(change.path()));
            case FileTraceEvent.Removexattr change -> look.change(scene.file(change.path()));
            case FileTraceEvent.Lremovexattr change -> look.change(scene.file(change.path()));

            case FileTraceEvent.Unlink remove -> look.remove(scene.file(remove.pathname()));
            case FileTraceEvent.Unlinkat remove -> look.remove(scene.file(remove.dirfd(), remove.pathname()));
            case FileTraceEvent.Remove remove -> look.remove(scene.file(remove.pathname()));
            case FileTraceEvent.Rmdir remove -> look.remove(scene.file(remove.pathname()));
            default -> {}
        }
    }

    /** What a call did to its files. */
    private final class Look {
        private final boolean failed;
        private final boolean missing;

        Look(FileNames.Scene scene) {
            this.failed = scene.event().failed();
            Optional<Errno> errno = Errno.of(scene.event().error());
            this.missing =
                    failed && (errno.equals(Optional.of(Errno.ENOENT)) || errno.equals(Optional.of(Errno.ENOTDIR)));
        }

        /** A failure says that a file is not there, or that it is: EACCES, or EINVAL of readlink(2). */
        void at(Optional<String> file, Use use) {
            file.ifPresent(name -> use(name, missing ? Use.MISS : failed ? Use.PROBE : use));
        }

        void open(Optional<String> file, int flags) {
            boolean reads = (flags & FileTraceConstants.O_ACCMODE) != FileTraceConstants.O_WRONLY
                    && (flags & FileTraceConstants.O_TRUNC) == 0;
            boolean makes = (flags & FileTraceConstants.O_CREAT) != 0;
            boolean writes = (flags & FileTraceConstants.O_ACCMODE) != FileTraceConstants.O_RDONLY || makes;
            if (!writes) {
                at(file, Use.READ);
            } else if (!failed) {
                file.ifPresent(name -> {
                    // With O_CREAT nobody knows whether it was there.
                    if (reads && !makes) {
                        use(name, Use.READ);
                    }
                    use(name, Use.WRITE);
                });
            } else if (!makes || !missing) {
                at(file, Use.PROBE);
            }
        }

        /** fopen(3): {@code r+} reads and writes. */
        void stream(Optional<String> file, String mode) {
            if (mode == null || mode.isEmpty()) {
                return;
            }
            boolean reads = mode.charAt(0) == 'r';
            if (reads) {
                at(file, Use.READ);
            }
            if (!reads || mode.contains("+")) {
                write(file);
            }
        }

        void write(Optional<String> file) {
            if (!failed) {
                file.ifPresent(name -> use(name, Use.WRITE));
            }
        }

        /** Changes a file that has to be there. */
        void change(Optional<String> file) {
            at(file, Use.PROBE);
            write(file);
        }

        void move(Optional<String> from, Optional<String> to) {
            copy(from, to);
            remove(from);
        }

        void copy(Optional<String> from, Optional<String> to) {
            at(from, Use.READ);
            write(to);
        }

        void remove(Optional<String> file) {
            if (!failed) {
                file.ifPresent(name -> use(name, Use.REMOVE));
            }
        }

        /** A program that could not be run; {@link Executions} has those that were. */
        void run(Optional<String> file) {
            if (failed) {
                at(file, Use.PROBE);
            }
        }
    }

    private void use(String name, Use use) {
        Known known = files.computeIfAbsent(name, key -> new Known());
        if (known.uses.isEmpty() && use != Use.MISS && use != Use.WRITE) {
            known.original = true;
        }
        known.uses.add(use);
        known.gone = use == Use.REMOVE || known.gone && use != Use.WRITE;
    }
}
