package dev.shimgen.generator.output;

import dev.shimgen.generator.emit.GeneratedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder and all the files that a run leaves in it. What an earlier run generated there and this one does not is
 * removed; what nobody generated is left alone.
 *
 * @param folder where
 * @param files each path once
 */
public record OutputFolder(Path folder, List<GeneratedFile> files) {

    public OutputFolder {
        files = List.copyOf(files);
    }
}
