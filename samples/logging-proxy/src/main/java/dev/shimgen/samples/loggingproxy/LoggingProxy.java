package dev.shimgen.samples.loggingproxy;

import static dev.shimgen.samples.loggingproxy.FileCallsConstants.O_CLOEXEC;
import static dev.shimgen.samples.loggingproxy.FileCallsConstants.O_CREAT;
import static dev.shimgen.samples.loggingproxy.FileCallsConstants.O_TMPFILE;

import dev.shimgen.runtime.handler.ShimProcess;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command whose file calls are answered here: each is made in this process, by the generated client, and logged. What looks at
 * files and opens them gives the program what this process got; what creates or changes goes on in the program, whose umask and
 * current folder count.
 */
public final class LoggingProxy extends FileCallsHandler {

    private final FileCallsCalls libc = new FileCallsCalls();
    private final PrintStream log;

    LoggingProxy(PrintStream log) {
        this.log = log;
    }

    private int log(int result, String what) {
        log.println(call().pid() + " " + what + " = " + result
                + (result == -1 ? " " + libc.lastError().map(Enum::name).orElse("") : ""));
        return result;
    }

    @Override
    public int access(String path, int mode) {
        return log(libc.access(call().path(path), mode), "access " + path);
    }

    @Override
    public int euidaccess(String path, int mode) {
        return log(libc.euidaccess(call().path(path), mode), "euidaccess " + path);
    }

    @Override
    public int eaccess(String path, int mode) {
        return log(libc.eaccess(call().path(path), mode), "eaccess " + path);
    }

    @Override
    public int faccessat(int folder, String path, int mode, int flags) {
        return log(libc.faccessat(folder(folder, path), path(folder, path), mode, flags), "faccessat " + path);
    }

    @Override
    public int stat(String path, Struct status) {
        return log(libc.stat(call().path(path), status), "stat " + path);
    }

    @Override
    public int lstat(String path, Struct status) {
        return log(libc.lstat(call().path(path), status), "lstat " + path);
    }

    @Override
    public int fstat(int file, Struct status) {
        return log(libc.fstat(call().descriptor(file), status), "fstat " + file);
    }

    @Override
    public int fstatat(int folder, String path, Struct status, int flags) {
        return log(libc.fstatat(folder(folder, path), path(folder, path), status, flags), "fstatat " + path);
    }

    @Override
    public int statx(int folder, String path, int flags, int mask, Struct status) {
        return log(libc.statx(folder(folder, path), path(folder, path), flags, mask, status), "statx " + path);
    }

    @Override
    public int statfs(String path, Struct status) {
        return log(libc.statfs(call().path(path), status), "statfs " + path);
    }

    @Override
    public int open(String path, int flags, int mode) {
        return creates(flags)
                ? log(super.open(path, flags, mode), "open " + path)
                : log(libc.open(call().path(path), flags | O_CLOEXEC, mode), "open " + path);
    }

    @Override
    public int openat(int folder, String path, int flags, int mode) {
        return creates(flags)
                ? log(super.openat(folder, path, flags, mode), "openat " + path)
                : log(libc.open(path(folder, path), flags | O_CLOEXEC, mode), "openat " + path);
    }

    /** A stream is memory of the program: only the program can make one. */
    @Override
    public Pointer fopen(String path, String mode) {
        Pointer stream = super.fopen(path, mode);
        log.println(call().pid() + " fopen " + path + " = " + (stream.isNull() ? "NULL" : "a stream"));
        return stream;
    }

    @Override
    public long readlink(String path, byte @Nullable [] buffer, long size) {
        return log((int) libc.readlink(call().path(path), buffer, size), "readlink " + path);
    }

    @Override
    public long readlinkat(int folder, String path, byte @Nullable [] buffer, long size) {
        return log((int) libc.readlinkat(folder(folder, path), path(folder, path), buffer, size), "readlinkat " + path);
    }

    @Override
    public int unlink(String path) {
        return log(super.unlink(path), "unlink " + path);
    }

    @Override
    public int unlinkat(int folder, String path, int flags) {
        return log(super.unlinkat(folder, path, flags), "unlinkat " + path);
    }

    @Override
    public int rename(String from, String to) {
        return log(super.rename(from, to), "rename " + from + " " + to);
    }

    private static boolean creates(int flags) {
        return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    }

    /** An empty name is the descriptor itself: man 2 openat, {@code AT_EMPTY_PATH}. */
    private int folder(int folder, String path) {
        return path.isEmpty() && folder >= 0 ? call().descriptor(folder) : FileCallsConstants.AT_FDCWD;
    }

    private String path(int folder, String path) {
        return call().path(folder, path);
    }

    /** The command is all arguments; the log goes to standard error. */
    public static void main(String[] command) throws Exception {
        System.exit(ShimProcess.of(command)
                .under(Path.of("target/shimgen/libfilecalls.so"))
                .answeredBy(dispatcher(new LoggingProxy(System.err)))
                .inheritingIo()
                .run()
                .exitStatus());
    }
}
