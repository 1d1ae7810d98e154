package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who sees only the build's output must learn which program failed, how it was run, how it ended and what it
 * printed.
 */
final class EndedTest {

    @TempDir
    private Path folder;

    private Ended shell(String script) throws Exception {
        Path output = folder.resolve("output");
        int status = TrapProgram.run(new ProcessBuilder("sh", "-c", script), output);
        return new Ended(status, Files.readString(output));
    }

    @Test
    void aProgramThatASignalEndedIsToldWithWhatItPrinted() throws Exception {
        Ended ended = shell("echo '42 of 8192 bytes'; kill -SEGV $$");
        assertThatThrownBy(() -> ended.expectSuccess("42_small_stacks, tracing on"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("42_small_stacks, tracing on: status 139 (killed by SIGSEGV), printed: 42 of 8192 bytes");
    }

    @Test
    void aStatusIsToldAsItIs() throws Exception {
        assertThat(shell("exit 3").describe()).isEqualTo("status 3, printed: nothing");
        assertThat(shell("echo a; echo b >&2; exit 200").describe()).isEqualTo("status 200, printed: a\nb");
        assertThatCode(() -> new Ended(0, "").expectSuccess("true")).doesNotThrowAnyException();
    }
}
