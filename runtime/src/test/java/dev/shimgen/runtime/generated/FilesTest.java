package dev.shimgen.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.CStrings;
import dev.shimgen.runtime.Errno;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.example.files.FileTraceCalls;
import org.example.files.FileTraceConstants;
import org.example.files.Stat;
import org.example.files.Timespec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls the C library through generated code, and asks java.nio.file the same. */
class FilesTest {

    private record Raw(Pointer pointer, long size) implements Struct {}

    @TempDir
    private Path folder;

    private final FileTraceCalls calls = new FileTraceCalls();

    @Test
    void statSaysWhatNioSays() throws Exception {
        Path file = Files.writeString(folder.resolve("Grüße"), "twelve bytes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_234_567_890, 123_456_789)));
        try (Arena arena = Arena.ofConfined()) {
            Stat stat = Stat.allocate(arena);

            assertThat(calls.stat(file.toString(), stat)).isZero();

            assertThat(stat.st_size()).isEqualTo(Files.size(file)).isEqualTo(12);
            assertThat(stat.st_mode()).isEqualTo(Files.getAttribute(file, "unix:mode"));
            assertThat(stat.st_mode() & 0777).isEqualTo(0640);
            assertThat(stat.st_ino()).isEqualTo(Files.getAttribute(file, "unix:ino"));
            assertThat(stat.st_dev()).isEqualTo(Files.getAttribute(file, "unix:dev"));
            assertThat((int) stat.st_nlink()).isEqualTo(Files.getAttribute(file, "unix:nlink"));
            assertThat(stat.st_uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
            assertThat(stat.st_gid()).isEqualTo(Files.getAttribute(file, "unix:gid"));
            assertThat(stat.st_mtim().tv_sec())
                    .isEqualTo(Files.getLastModifiedTime(file).to(TimeUnit.SECONDS))
                    .isEqualTo(1_234_567_890);
            assertThat(stat.st_mtim().tv_nsec()).isEqualTo(123_456_789);
            assertThat(stat.toString())
                    .startsWith("Stat[st_dev=")
                    .contains(", st_size=12, ")
                    .contains("st_mtim=Timespec[tv_sec=1234567890, tv_nsec=123456789]");
        }
    }

    @Test
    void fstatFillsTheSameStruct() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        int fd = calls.open(file.toString(), FileTraceConstants.O_RDONLY, 0);
        assertThat(fd).isNotNegative();
        try (Arena arena = Arena.ofConfined()) {
            Stat byName = Stat.allocate(arena);
            Stat byDescriptor = Stat.allocate(arena);
            assertThat(calls.stat(file.toString(), byName)).isZero();
            assertThat(calls.fstat(fd, byDescriptor)).isZero();
            assertThat(byDescriptor.segment().mismatch(byName.segment())).isEqualTo(-1);
            assertThat(byDescriptor.st_ino()).isEqualTo(Files.getAttribute(file, "unix:ino"));
        } finally {
            assertThat(calls.close(fd)).isZero();
        }
    }

    @Test
    void aFailedCallTellsWhy() throws Exception {
        assertThat(calls.access(folder.resolve("missing").toString(), FileTraceConstants.F_OK))
                .isEqualTo(-1);
        assertThat(calls.errno()).isEqualTo(2);
        assertThat(calls.lastError()).hasValue(Errno.ENOENT);

        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(calls.access(file + "/below", FileTraceConstants.F_OK)).isEqualTo(-1);
        assertThat(calls.lastError()).hasValue(Errno.ENOTDIR);

        assertThat(calls.access(null, FileTraceConstants.F_OK)).isEqualTo(-1);
        assertThat(calls.lastError()).hasValue(Errno.EFAULT);

        assertThat(calls.fstat(-1, null)).isEqualTo(-1);
        assertThat(calls.lastError()).hasValue(Errno.EBADF);
    }

    @Test
    void accessSaysWhatNioSays() throws Exception {
        Path file = Files.writeString(folder.resolve("script"), "");
        for (String permissions : new String[] {"rw-r--r--", "rwxr-xr-x"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            int result = calls.faccessat(
                    FileTraceConstants.AT_FDCWD,
                    file.toString(),
                    FileTraceConstants.X_OK,
                    FileTraceConstants.AT_EACCESS);
            assertThat(result == 0).isEqualTo(Files.isExecutable(file));
        }
    }

    @Test
    void dirfdMayBeTheWorkingDirectoryOrAnOpenOne() throws Exception {
        assertThat(calls.faccessat(FileTraceConstants.AT_FDCWD, "pom.xml", FileTraceConstants.R_OK, 0))
                .isEqualTo(Files.isReadable(Path.of("pom.xml")) ? 0 : -1)
                .isZero();
        Files.writeString(folder.resolve("inside"), "");
        int fd = calls.open(folder.toString(), FileTraceConstants.O_RDONLY, 0);
        assertThat(calls.faccessat(fd, "inside", FileTraceConstants.F_OK, 0)).isZero();
        assertThat(calls.faccessat(fd, "outside", FileTraceConstants.F_OK, 0)).isEqualTo(-1);
        assertThat(calls.close(fd)).isZero();
    }

    @Test
    void buffersGoOutAndComeBack() throws Exception {
        Path file = folder.resolve("written");
        int out = calls.open(
                file.toString(),
                FileTraceConstants.O_WRONLY | FileTraceConstants.O_CREAT | FileTraceConstants.O_EXCL,
                0600);
        byte[] text = "hello, world".getBytes(StandardCharsets.UTF_8);
        assertThat(calls.write(out, text, 5)).isEqualTo(5);
        assertThat(calls.close(out)).isZero();
        assertThat(file).hasContent("hello");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        int in = calls.open(file.toString(), FileTraceConstants.O_RDONLY | FileTraceConstants.O_CLOEXEC, 0);
        byte[] buffer = "0123456789".getBytes(StandardCharsets.UTF_8);
        assertThat(calls.read(in, buffer, buffer.length)).isEqualTo(5);
        assertThat(new String(buffer, StandardCharsets.UTF_8)).isEqualTo("hello56789");
        assertThat(calls.read(in, buffer, buffer.length)).isZero();
        assertThat(calls.close(in)).isZero();
    }

    @Test
    void readlinkGivesBytesAsTheyAre() throws Exception {
        // A name that is no UTF-8, made by the shell: java.nio.file could not name it in every locale.
        Process shell = new ProcessBuilder("sh", "-c", "ln -s \"$(printf 'to\\377here')\" link")
                .directory(folder.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();
        byte[] buffer = new byte[64];

        long length = calls.readlink(folder.resolve("link").toString(), buffer, buffer.length);

        assertThat(length).isEqualTo(7);
        assertThat(buffer[2]).isEqualTo((byte) 0xFF);
        String target = CStrings.decode(Arrays.copyOf(buffer, (int) length));
        assertThat(target).isEqualTo("to\uDCFFhere");
        // And the name finds the file, once there is one.
        int fd = calls.open(folder + "/" + target, FileTraceConstants.O_WRONLY | FileTraceConstants.O_CREAT, 0600);
        assertThat(calls.close(fd)).isZero();
        assertThat(Files.exists(folder.resolve("link"))).isTrue();
    }

    @Test
    void aStringMayPointIntoABuffer() {
        byte[] buffer = new byte[4096];
        assertThat(calls.getcwd(buffer, buffer.length))
                .isEqualTo(Path.of("").toAbsolutePath().toString());
        assertThat(calls.getcwd(buffer, 1)).isNull();
        assertThat(calls.lastError()).hasValue(Errno.ERANGE);
    }

    @Test
    void whatWouldGoBehindTheEndIsRefused() {
        assertThatThrownBy(() -> calls.read(0, new byte[4], 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nbytes is 5, but buf has 4 bytes: C would go on behind its end");
        try (Arena arena = Arena.ofConfined()) {
            Timespec small = Timespec.allocate(arena);
            assertThatThrownBy(() -> calls.fstat(0, small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "buf points to a struct stat of 144 bytes in C, but the Timespec given has 16");
            assertThatThrownBy(() -> calls.fstat(0, new Raw(small.pointer(), small.size())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the Raw given has 16");
        }
    }

    @Test
    void aClosedArenaIsNoticed() {
        Stat stat;
        try (Arena arena = Arena.ofConfined()) {
            stat = Stat.allocate(arena);
        }
        assertThatThrownBy(() -> calls.fstat(0, stat)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settersWriteAndNestedStructsAreViews() {
        try (Arena arena = Arena.ofConfined()) {
            Timespec time = Timespec.allocate(arena);
            time.tv_sec(5);
            time.tv_nsec(6);
            Stat stat = Stat.allocate(arena);
            stat.st_mtim(time);
            stat.st_mtim().tv_nsec(7);
            stat.st_mode(0100644);

            Stat other = Stat.at(stat.pointer());
            assertThat(other.st_mtim().tv_sec()).isEqualTo(5);
            assertThat(other.st_mtim().tv_nsec()).isEqualTo(7);
            assertThat(time.tv_nsec()).isEqualTo(6);
            assertThat(other.st_mode()).isEqualTo(0100644);
        }
    }
}
