package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The warnings of the last run, which still hold when nothing has changed. The file has six lines for each: code, file,
 * line, column, source line, message.
 */
record RememberedWarnings(Path file) {

    private static final int LINES = 6;

    void write(List<Diagnostic> warnings) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Diagnostic warning : warnings) {
            SourcePosition position = warning.position();
            lines.add(warning.code().name());
            lines.add(position == null ? "" : escape(position.file()));
            lines.add(position == null ? "" : Long.toString(position.line()));
            lines.add(position == null ? "" : Long.toString(position.column()));
            lines.add(position == null ? "" : escape(Objects.requireNonNullElse(position.text(), "")));
            lines.add(escape(warning.message()));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    /** {@return the warnings; empty if none are remembered, or if another version of shimgen wrote them} */
    Optional<List<Diagnostic>> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        List<Diagnostic> warnings = new ArrayList<>();
        try {
            for (int i = 0; i < lines.size(); i += LINES) {
                List<String> one = lines.subList(i, i + LINES);
                warnings.add(Diagnostic.warning(Code.valueOf(one.get(0)), position(one), unescape(one.get(LINES - 1))));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Damaged: empty makes the run start over, and write the file anew.
            return Optional.empty();
        }
        return Optional.of(List.copyOf(warnings));
    }

    private static @Nullable SourcePosition position(List<String> one) {
        return one.get(1).isEmpty()
                ? null
                : new SourcePosition(
                        unescape(one.get(1)),
                        Long.parseLong(one.get(2)),
                        Long.parseLong(one.get(3)),
                        one.get(4).isEmpty() ? null : unescape(one.get(4)));
    }

    /** A message may have several lines. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String text) {
        return text.translateEscapes();
    }
}
