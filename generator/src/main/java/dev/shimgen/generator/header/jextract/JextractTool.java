package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jextract program.
 *
 * @param executable where it is
 * @param limit how long one run may take
 */
record JextractTool(Path executable, Duration limit) {

    /** How much of a crash is shown, not counting the frames of a stack trace. */
    private static final int SHOWN_LINES = 8;

    /** libclang's errors as jextract prints them, with the header's file name: {@code a.h:1:10: error: …}. */
    private static final Pattern CLANG_ERROR = Pattern.compile("^[^\\s:][^:]*:\\d+:\\d+: (?:fatal )?error: .*");

    /**
     * {@return the options for libclang, a line each, that go into {@code compile_flags.txt} in the folder that jextract
     * runs in}
     *
     * <p>A jextract comes with clang's own headers and passes their folder with {@code -I}. If its libclang finds those
     * of an installed clang as well (Debian's looks in {@code /usr/include/clang}), then {@code #include_next
     * <stdint.h>} in the first finds the second, whose include guard is already defined, and never libc's: {@code
     * intmax_t} stays unknown.
     */
    String compileFlags() throws IOException {
        Path program = Files.exists(executable) ? executable.toRealPath() : executable;
        Path home = program.resolve("../..").normalize();
        boolean hasOwnHeaders = Stream.of("runtime", "")
                .map(image -> home.resolve(image).resolve("conf/jextract/stdint.h"))
                .anyMatch(Files::isRegularFile);
        return hasOwnHeaders ? "-nobuiltininc\n" : "";
    }

    /**
     * Runs jextract to its end.
     *
     * @param folder where it runs
     * @return what it printed on standard error
     * @throws GenerationException {@link Code#SG0302}, {@link Code#SG0303} or {@link Code#SG0304} for jextract's own
     *     troubles, {@link Code#SG0307} if a header does not parse
     */
    String run(Path folder, List<String> arguments) throws GenerationException {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(arguments);
        CommandResult result;
        try {
            result = CommandRunner.run(command, folder, "", limit);
        } catch (CommandRunner.TimeoutException e) {
            throw new GenerationException(
                    Code.SG0304,
                    "jextract (" + executable + ") did not end within " + limit.toSeconds()
                            + " s and was killed; -Dshimgen.timeout=<seconds> gives it longer, and without a jextract"
                            + " the recorded catalogue is used",
                    e);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0302, "jextract (" + executable + ") cannot be started: " + e.getMessage(), e);
        }
        if (!result.ok()) {
            throw failure(result);
        }
        return result.stderr();
    }

    private GenerationException failure(CommandResult result) {
        Optional<String> clang = result.stderr()
                .lines()
                .filter(line -> CLANG_ERROR.matcher(line).matches())
                .findFirst();
        if (clang.isPresent()) {
            return new GenerationException(
                    Code.SG0307,
                    "a header does not parse: " + clang.get()
                            + "; mend it, or name the headers that it needs before it in @Shim(headers = …)",
                    null);
        }
        List<String> lines = result.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("	at "))
                .toList();
        String last = String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        return new GenerationException(
                Code.SG0303,
                "jextract (" + executable + ") ended with status " + result.exitCode()
                        + (last.isEmpty() ? " and printed nothing" : "; the last it printed:\n  " + last),
                null);
    }
}
