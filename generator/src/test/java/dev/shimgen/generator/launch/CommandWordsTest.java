package dev.shimgen.generator.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

    /** What a shell makes of the same words, for lines in which it would do nothing but split them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls -l /",
                "  ls \t -l  ",
                "sh -c 'echo \"a b\"; exit 3'",
                "echo \"a  b\" 'c  d' e\\ f",
                "echo a\"b c\"d'e f'g",
                "echo '' \"\" x",
                "echo \"\\\"\\\\ \\$HOME \\` \\n\"",
                "echo 'a\\b' a\\\\b \\'",
            })
    void splitsAsAShellDoes(String line) throws Exception {
        String words = CommandRunner.run(
                        List.of("sh", "-c", "printf '%s\\n' " + line), null, "", Duration.ofSeconds(30))
                .stdout();
        assertThat(String.join("\n", CommandWords.split(line)) + "\n").isEqualTo(words);
    }

    @Test
    void aBlankLineHasNoWords() throws Exception {
        assertThat(CommandWords.split(" \t ")).isEmpty();
    }

    @Test
    void expandsNothing() throws Exception {
        assertThat(CommandWords.split("echo $HOME * ~ `id` >x"))
                .containsExactly("echo", "$HOME", "*", "~", "`id`", ">x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c 'exit", "echo \"a", "echo a\\"})
    void refusesWhatIsLeftOpen(String line) {
        assertThatThrownBy(() -> CommandWords.split(line))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("[SG0603]")
                .hasMessageContaining("is not closed: " + line);
    }
}
