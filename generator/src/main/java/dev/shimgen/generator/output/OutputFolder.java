package dev.shimgen.generator.output;

import dev.shimgen.generator.emit.GeneratedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder and all the files that a run leaves in it. What it generated there earlier and does not any more is removed;
 * what nobody generated, and what other runs of the build do, is left alone.
 *
 * @param folder where
 * @param files each path once
 * @param ownership whose files are whose
 */
public record OutputFolder(Path folder, List<GeneratedFile> files, Ownership ownership) {

    public OutputFolder {
        files = List.copyOf(files);
    }

    /** For a build with one run. */
    public OutputFolder(Path folder, List<GeneratedFile> files) {
        this(folder, files, Ownership.SOLE);
    }
}
