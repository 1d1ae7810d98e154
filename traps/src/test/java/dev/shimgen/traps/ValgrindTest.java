package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 64: a memory checker gives no report under a traced shim that the program alone does not give. */
final class ValgrindTest {

    private static final String NEEDED = "valgrind is not installed";

    /**
     * Reads a string up to the last byte of its block, memory that was never written, and arguments that were not
     * passed.
     */
    private static final String UNWRITTEN = """
            #include <fcntl.h>
            #include <stdlib.h>
            #include <unistd.h>
            int main(void)
            {
                char *name = malloc(3);
                char *unwritten = malloc(8);
                name[0] = '/';
                name[1] = 'x';
                name[2] = 0;
                access(name, F_OK);
                read(-1, unwritten, 8);
                fcntl(0, F_GETFL);
                free(name);
                free(unwritten);
                return 0;
            }
            """;

    @TempDir
    private Path folder;

    private Under under;

    @BeforeEach
    void prepare() throws Exception {
        under = new Under(folder);
        Under.require("valgrind", NEEDED);
    }

    /**
     * Breaks when the shim asks whether memory can be read by means of rt_sigprocmask: "sigprocmask: unknown 'how'
     * field -1"; and when it does not ask valgrind to look away: "Syscall param sched_setaffinity(mask) points to
     * unaddressable byte(s)".
     */
    @Test
    void lsGivesNoReport() throws Exception {
        Under.Outcome traced = saysTheSame("ls", "-l", "/");
        assertThat(traced.trace()).contains("readdir(").doesNotContain("lines lost");
    }

    @Test
    void unwrittenMemoryGivesNoReport() throws Exception {
        Path program = under.compile("no C compiler", UNWRITTEN, "cc", "-g", "-O0");
        Under.Outcome traced = saysTheSame(program.toString());
        assertThat(traced.trace()).contains("access(\"/x\", F_OK) = -1", "read(-1, ", "fcntl(0, ");
    }

    private Under.Outcome saysTheSame(String... command) throws Exception {
        String[] words = new String[command.length + 2];
        words[0] = "valgrind";
        words[1] = "-q";
        System.arraycopy(command, 0, words, 2, command.length);
        Under.Outcome alone = under.without(words);
        Under.Outcome traced = under.traced(words);
        assertThat(traced.err()).isEqualTo(alone.err()).isEmpty();
        assertThat(traced.status()).isEqualTo(alone.status()).isZero();
        return traced;
    }
}
