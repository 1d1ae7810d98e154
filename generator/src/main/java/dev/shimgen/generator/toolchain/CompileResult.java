package dev.shimgen.generator.toolchain;

import java.util.List;

/**
 * What a compiler said about a translation unit.
 *
 * @param ok whether it was accepted
 * @param messages everything that the compiler printed
 */
public record CompileResult(boolean ok, String messages) {

    static CompileResult of(CommandResult result) {
        return new CompileResult(result.ok(), result.stderr());
    }

    /** {@return the lines with an error, in the compiler's words: {@code <stdin>:3:10: fatal error: …}} */
    public List<String> errors() {
        return messages.lines().filter(CompileResult::isError).toList();
    }

    /** {@return the first error, or everything that was printed if nothing looks like one} */
    public String firstError() {
        return errors().stream().findFirst().orElse(messages.strip());
    }

    private static boolean isError(String line) {
        return line.contains(": error: ") || line.contains(": fatal error: ");
    }
}
