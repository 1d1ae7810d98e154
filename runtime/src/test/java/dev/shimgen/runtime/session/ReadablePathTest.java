package dev.shimgen.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadablePathTest {

    /** What the other process runs. */
    static final class InTheLocaleC {
        public static void main(String[] arguments) {
            System.out.print(ReadablePath.of("/home/j\u00f6rg/lib.so") + " " + ReadablePath.of("/lib.so"));
        }
    }

    @Test
    void isThePathWhereThatIsPossible() {
        assertThat(ReadablePath.of("/home/j\u00f6rg")).isEqualTo(Path.of("/home/j\u00f6rg"));
        assertThat(ReadablePath.of("/a\0b")).isEqualTo(Path.of("/a?b"));
        assertThat(ReadablePath.of("/a\u001b[31m\n\u0085\u2028\u202e b")).isEqualTo(Path.of("/a?[31m???? b"));
    }

    /** Seen to fail with Path.of: InvalidPathException, and no events at all. */
    @Test
    void hasNoCharactersThatTheLocaleLacks() throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
        command.addAll(ChildJava.command(InTheLocaleC.class.getName()));
        CommandResult result = CommandRunner.run(command, null, "", Duration.ofMinutes(1));
        assertThat(result.stdout()).as(result.stderr()).isEqualTo("/home/j?rg/lib.so /lib.so");
    }
}
