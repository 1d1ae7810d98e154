package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated bindings call the real libc; java.nio.file is the second opinion. */
final class FileTraceCallsTest {

    private final FileTraceCalls libc = new FileTraceCalls();
    private final Arena arena = Arena.ofConfined();
    private Path file;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("grün.txt"), "0123456789");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(1_700_000_000_123_456_789L, TimeUnit.NANOSECONDS));
    }

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void statSaysWhatJavaSays() throws IOException {
        Stat stat = Stat.allocate(arena);
        assertThat(libc.stat(file.toString(), stat)).isZero();
        assertSame(stat, file);
    }

    @Test
    void fstatAsksAnOpenFile() throws IOException {
        int fd = libc.open(file.toString(), FileTraceConstants.O_RDONLY, 0);
        assertThat(fd).isNotNegative();
        Stat stat = Stat.allocate(arena);
        assertThat(libc.fstat(fd, stat)).isZero();
        assertSame(stat, file);
        assertThat(libc.fstat(-1, stat)).isEqualTo(-1);
        assertThat(libc.lastError()).contains(Errno.EBADF);
    }

    @Test
    void lstatAndReadlinkSeeTheLinkItself() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Stat stat = Stat.allocate(arena);
        assertThat(libc.lstat(link.toString(), stat)).isZero();
        assertSame(stat, link);

        byte[] target = new byte[100];
        int length = (int) libc.readlink(link.toString(), target, target.length);
        assertThat(new String(Arrays.copyOf(target, length), StandardCharsets.UTF_8))
                .isEqualTo(Files.readSymbolicLink(link).toString());
    }

    @Test
    void accessSaysWhatJavaSays() {
        assertThat(libc.access(file.toString(), FileTraceConstants.R_OK) == 0).isEqualTo(Files.isReadable(file));
        assertThat(libc.access(file.toString(), FileTraceConstants.W_OK) == 0).isEqualTo(Files.isWritable(file));
        assertThat(libc.access(file.toString(), FileTraceConstants.X_OK) == 0).isEqualTo(Files.isExecutable(file));
        assertThat(libc.access(folder.toString(), FileTraceConstants.F_OK)).isZero();
    }

    @Test
    void aMissingFileIsAnErrorWithItsReason() {
        String missing = folder.resolve("missing").toString();
        Stat stat = Stat.allocate(arena);
        assertThat(libc.access(missing, FileTraceConstants.F_OK)).isEqualTo(-1);
        assertThat(libc.lastError()).contains(Errno.ENOENT);
        assertThat(libc.stat(missing, stat)).isEqualTo(-1);
        assertThat(libc.lastError()).contains(Errno.ENOENT);
        assertThat(libc.stat(file + "/below", stat)).isEqualTo(-1);
        assertThat(libc.lastError()).contains(Errno.ENOTDIR);
    }

    private static void assertSame(Stat stat, Path path) throws IOException {
        Map<String, Object> java = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        assertThat(stat.st_size()).isEqualTo(java.get("size"));
        assertThat(stat.st_mode()).isEqualTo(java.get("mode"));
        assertThat(stat.st_ino()).isEqualTo(java.get("ino"));
        assertThat(stat.st_dev()).isEqualTo(java.get("dev"));
        assertThat(stat.st_nlink()).isEqualTo(((Integer) java.get("nlink")).longValue());
        assertThat(stat.st_uid()).isEqualTo(java.get("uid"));
        assertThat(stat.st_gid()).isEqualTo(java.get("gid"));
        FileTime modified = (FileTime) java.get("lastModifiedTime");
        assertThat(stat.st_mtim().tv_sec()).isEqualTo(modified.to(TimeUnit.SECONDS));
        assertThat(stat.st_mtim().tv_nsec()).isEqualTo(modified.toInstant().getNano());
        if (!Files.isSymbolicLink(path)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            assertThat((stat.st_mode() & 0400) != 0).isEqualTo(permissions.contains(PosixFilePermission.OWNER_READ));
            assertThat((stat.st_mode() & 0020) != 0).isEqualTo(permissions.contains(PosixFilePermission.GROUP_WRITE));
        }
    }
}
