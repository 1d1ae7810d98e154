package dev.shimgen.samples.eatmydata;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Work that waits for the disk again and again, and prints what came out of it.
 *
 * @param command the program and its arguments
 */
record Work(List<String> command) {

    private static final int STEPS = 300;

    /** A transaction for each row. */
    static Work sqlite() {
        String inserts = IntStream.range(0, STEPS)
                .mapToObj(i -> "INSERT INTO t VALUES (" + i + ", 'row " + i + "');")
                .collect(Collectors.joining("\n"));
        String script =
                "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;\nCREATE TABLE t (a INTEGER, b TEXT);\n"
                        + inserts
                        + "\nSELECT count(*), sum(a), max(length(b)) FROM t; PRAGMA integrity_check;";
        return new Work(List.of("sqlite3", "-batch", "work.db", script));
    }

    /** Each of the calls that the spec names, and both of the flags. */
    static Work python() {
        String script = """
                import ctypes, hashlib, mmap, os
                libc = ctypes.CDLL(None, use_errno=True)
                for i in range(%d):
                    with open('data', 'ab') as f:
                        f.write(b'line %%d\\n' %% i); f.flush(); os.fsync(f.fileno())
                fd = os.open('flags', os.O_WRONLY | os.O_CREAT | os.O_SYNC, 0o640)
                os.write(fd, b'sync'); os.fdatasync(fd); os.close(fd)
                fd = os.open('flags', os.O_WRONLY | os.O_APPEND | os.O_DSYNC)
                os.write(fd, b'dsync'); os.close(fd)
                folder = os.open('.', os.O_RDONLY)
                fd = os.open('at', os.O_RDWR | os.O_CREAT | os.O_SYNC, 0o600, dir_fd=folder)
                os.write(fd, b'x' * 4096)
                assert os.pwritev(fd, [b'one'], 10, os.RWF_SYNC) == 3
                assert os.pwritev(fd, [b'two', b'three'], 20, os.RWF_DSYNC | os.RWF_SYNC) == 8
                for make in libc.mkostemp, lambda name, flags: libc.mkostemps(name, 0, flags):
                    name = ctypes.create_string_buffer(b'temporaryXXXXXX')
                    temporary = make(name, os.O_SYNC | os.O_CLOEXEC)
                    assert os.write(temporary, b'gone') == 4 and not os.get_inheritable(temporary)
                    os.close(temporary)
                    os.unlink(name.value)
                m = mmap.mmap(fd, 4096); m[0:3] = b'map'; m.flush(); m.close()
                os.sync()
                assert libc.syncfs(fd) == 0
                assert libc.sync_file_range(fd, ctypes.c_long(0), ctypes.c_long(0), 2) == 0
                for name in 'data', 'flags', 'at':
                    content = open(name, 'rb').read()
                    print(name, oct(os.stat(name).st_mode), len(content), hashlib.sha256(content).hexdigest())
                """.formatted(STEPS);
        return new Work(List.of("python3", "-c", script));
    }

    String program() {
        return command.get(0);
    }

    @Override
    public String toString() {
        return program();
    }
}
