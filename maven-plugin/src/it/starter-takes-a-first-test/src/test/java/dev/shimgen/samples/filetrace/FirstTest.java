package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one writes first, in a hurry: javac -Xlint:all has something to say of most lines. */
class FirstTest {

    private final FileTraceCalls libc = new FileTraceCalls();

    @Test
    void opens() {
        int fd = libc.open("pom.xml", FileTraceConstants.O_RDONLY, 0);
        assertThat(fd).isNotNegative();
        try (Arena arena = Arena.ofConfined()) {
            Stat stat = Stat.allocate(arena);
            assertThat(libc.fstat(fd, stat)).isZero();
            assertThat(MemorySegment.ofAddress(stat.segment().address()).reinterpret(8).byteSize()).isEqualTo(8);
        }
    }

    @Test
    void fails() {
        List results = new ArrayList();
        results.add(libc.open("/no/such/file", FileTraceConstants.O_RDONLY, 0));
        assertThat(results).isEqualTo(List.of(-1));
        assertThat(libc.lastError()).isPresent();
    }
}
