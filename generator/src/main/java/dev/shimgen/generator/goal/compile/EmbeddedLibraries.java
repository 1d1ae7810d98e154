package dev.shimgen.generator.goal.compile;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Copies of libraries among the classes of a project, which is how they get into its jar. */
public final class EmbeddedLibraries {

    private EmbeddedLibraries() {}

    /**
     * Makes the copies what this run wants; a copy that an earlier run made and this one does not is removed.
     *
     * @param libraries those to copy, each to its {@link ShimLibrary#resource()}; empty to have no copies
     * @param classes the folder of classes
     * @param record a file in which the run remembers what it has copied
     * @throws GenerationException {@link Code#SG0501} if something cannot be written
     */
    public static void replace(List<ShimLibrary> libraries, Path classes, Path record) throws GenerationException {
        try {
            List<String> stale = new ArrayList<>(remembered(record));
            for (ShimLibrary library : libraries) {
                copy(library.file(), classes.resolve(library.resource()));
                stale.remove(library.resource());
            }
            for (String resource : stale) {
                Files.deleteIfExists(classes.resolve(resource));
            }
            remember(libraries, record);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0501, "cannot put libraries into " + classes + ": " + e, e);
        }
    }

    private static void copy(Path library, Path resource) throws IOException {
        if (!Files.exists(resource) || Files.mismatch(library, resource) >= 0) {
            Files.createDirectories(resource.getParent());
            Files.copy(library, resource, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> remembered(Path record) throws IOException {
        try {
            return Files.readAllLines(record);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void remember(List<ShimLibrary> libraries, Path record) throws IOException {
        if (libraries.isEmpty()) {
            Files.deleteIfExists(record);
            return;
        }
        Files.createDirectories(record.getParent());
        Files.write(record, libraries.stream().map(ShimLibrary::resource).toList());
    }
}
