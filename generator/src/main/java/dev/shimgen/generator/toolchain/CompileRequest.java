package dev.shimgen.generator.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A shared library to build from one C file.
 *
 * @param source the C file
 * @param includeFolders where {@code #include "…"} looks after the source's own folder
 * @param library the file to make; its folder is made if need be
 * @param exports the symbols that the library must export, no more and no fewer, with their versions
 * @param versionScript the linker's script that gives symbols their versions, or {@code null}
 */
public record CompileRequest(
        Path source,
        List<Path> includeFolders,
        Path library,
        SortedSet<String> exports,
        @Nullable Path versionScript) {

    public CompileRequest {
        includeFolders = List.copyOf(includeFolders);
    }
}
