package dev.shimgen.generator.goal.scaffold;

import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.scaffold.Selection;
import java.nio.file.Path;

/**
 * A spec to write.
 *
 * @param interfaceName the interface's qualified name, as the user wrote it
 * @param selection its functions
 * @param sourceRoot the folder of Java sources that the interface goes to; made if need be
 * @param overwrite whether an existing file is replaced
 * @param tools what may be used
 */
public record ScaffoldRequest(
        String interfaceName, Selection selection, Path sourceRoot, boolean overwrite, GenerationRequest.Tools tools) {}
