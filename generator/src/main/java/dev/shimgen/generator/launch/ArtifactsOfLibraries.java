package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.ElfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Libraries as artifacts. Such a file is called after its project, {@code opens-1-linux-x86_64-gnu.so}, so the shim's
 * name is taken from the one that the linker wrote into it.
 *
 * @param name what a message calls the place
 * @param files where several are of one shim, the first of these counts
 */
public record ArtifactsOfLibraries(String name, List<Path> files) implements LibraryPlace {

    public ArtifactsOfLibraries {
        files = files.stream().map(Path::toAbsolutePath).toList();
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public SortedMap<String, Path> libraries() {
        SortedMap<String, Path> libraries = new TreeMap<>();
        for (Path file : files) {
            shim(file).ifPresent(shim -> libraries.putIfAbsent(shim, file));
        }
        return libraries;
    }

    private static Optional<String> shim(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ElfFile.read(file).soname()).flatMap(LibraryFile::shim);
        } catch (GenerationException e) {
            // What is called like an artifact and is no library is none of a shim; another place may have that.
            return Optional.empty();
        }
    }
}
