package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run did.
 *
 * @param shims the names of the shims that were generated, sorted
 * @param changed the files that were written or removed, empty if nothing had changed
 * @param warnings what the user should know; if nothing has changed, the warnings of the run that made the files
 */
public record GenerationResult(List<String> shims, List<Path> changed, List<Diagnostic> warnings) {

    public GenerationResult {
        shims = List.copyOf(shims);
        changed = List.copyOf(changed);
        warnings = List.copyOf(warnings);
    }
}
