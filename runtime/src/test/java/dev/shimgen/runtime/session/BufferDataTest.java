package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.event.Block;
import dev.shimgen.runtime.event.TraceEvent;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Trace(data = n)}: the bytes of buffers travel, and a line stays as it was. */
class BufferDataTest {

    private static final String PROGRAM = """
            #define _GNU_SOURCE
            #include <fcntl.h>
            #include <sys/mman.h>
            #include <sys/uio.h>
            #include <unistd.h>

            static char bytes[100000];

            int main(int argc, char **argv)
            {
                for (size_t i = 0; i < sizeof bytes; i++)
                    bytes[i] = (char)('a' + i % 26);
                const int null = open("/dev/null", O_WRONLY);
                const int self = open(argv[argc - 1], O_RDONLY);
                int got = write(null, bytes, 10) == 10;
                got += write(null, bytes, 5000) == 5000;
                got += write(null, bytes, sizeof bytes) == (ssize_t)sizeof bytes;
                got += read(self, bytes, 200) == 200;
                got += read(self, bytes, 60000) > 4096;
                got += pwrite(null, bytes, 5000, 0) == 5000;
                const struct iovec parts[] = {{bytes, 20000}, {bytes + 1, 20000}, {bytes + 2, 20000}, {bytes, 20}};
                got += writev(null, parts, 4) == 60020;
                /* The kernel does not look at what is written to /dev/null, and only the first page is there. */
                char *const pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                munmap(pages + 4096, 4096);
                got += write(null, pages + 4096 - 40, 300) == 300;
                got += write(null, pages + 4096, 300) == 300;
                return got == 9 ? 0 : 1;
            }
            """;

    @TempDir
    private Path folder;

    /** Seen to fail with a limit of a line (32 bytes of each), and with room that no buffer takes (an event that is lost). */
    @Test
    void theBytesThatAreAskedForTravel() throws Exception {
        Files.writeString(folder.resolve("buffers.c"), PROGRAM);
        Path program = TracedShim.program(folder, "buffers");
        Path library = TracedShim.of(
                        folder,
                        "Buffers",
                        "ReadWrite",
                        "@Override @Trace(data = 32768) long write(@Fd int fd, @Buffer(length = \"count\") byte[] buf, long count);",
                        "@Override @Trace(data = 4096) long read(@Fd int fd, @Buffer(length = \"count\") byte[] buf, long count);",
                        "@Override @Trace(data = 32768)"
                                + " long writev(@Fd int fd, @In(count = \"iovcnt\") Pointer iov, int iovcnt);")
                .library("gcc");
        List<TraceEvent> events = new ArrayList<>();
        Path lines = folder.resolve("lines");
        try (TraceSession session = TraceSession.create()) {
            ProcessBuilder builder = new ProcessBuilder(program.toString(), program.toString());
            builder.environment().put("SHIMGEN_TRACE", lines.toString());
            builder.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
            assertThat(session.follow(session.start(builder, library), events::add))
                    .isZero();
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
        }
        assertThat(of(events, "write", 1)).containsExactly(10, 5000, 32768, 32, -1);
        assertThat(of(events, "read", 1)).containsExactly(200, 4096);
        assertThat(of(events, "pwrite", 1)).containsExactly(32);
        TraceEvent longest = named(events, "write").get(2);
        assertThat(longest.isWhole(1)).isFalse();
        ByteBuffer bytes = longest.bytes(1);
        assertThat(bytes.get(0)).isEqualTo((byte) 'a');
        assertThat(bytes.get(32767)).isEqualTo((byte) ('a' + 32767 % 26));
        assertThat(named(events, "write").get(1).isWhole(1)).isTrue();
        assertThat(named(events, "writev").get(0).blocks().stream()
                        .filter(block -> block.size() != 4 * 16)
                        .map(Block::size))
                .containsExactly(20000, 32 + 32768 - (20000 - 32), 32, 20);
        assertThat(events.stream().map(TraceEvent::text).toList()).isEqualTo(TracedShim.lines(lines));
    }

    private static List<TraceEvent> named(List<TraceEvent> events, String function) {
        return events.stream()
                .filter(event -> event.function().name().equals(function))
                .toList();
    }

    /** How many bytes each has of an argument; -1 without any. */
    private static List<Integer> of(List<TraceEvent> events, String function, int argument) {
        return named(events, function).stream()
                .map(event -> event.bytes(argument))
                .map(bytes -> bytes == null ? -1 : bytes.limit())
                .toList();
    }
}
