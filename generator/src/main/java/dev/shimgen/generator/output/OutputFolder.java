package dev.shimgen.generator.output;

import dev.shimgen.generator.emit.GeneratedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder and all the files that a run leaves in it. Files that the run generated there earlier and no longer does are
 * removed; files that were not generated, or that other runs of the build generate, are left alone.
 *
 * @param folder where
 * @param files each path once
 * @param ownership which files belong to which run
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
