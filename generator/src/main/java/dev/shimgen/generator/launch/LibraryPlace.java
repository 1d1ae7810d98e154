package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A place where a build may have left the libraries of shims. It is looked at only when no place before it has what is
 * wanted: looking into a jar means to unpack it.
 */
public interface LibraryPlace {

    /** {@return what a message calls it: paths of folders or files, which need not exist} */
    List<String> names();

    /**
     * {@return the libraries that are there, by the names of their shims, as absolute paths; none if there is no such
     * place}
     *
     * @throws GenerationException {@link Code#SG0502} if it cannot be read, {@link Code#SG0501} if what is in it cannot be
     *     unpacked
     */
    SortedMap<String, Path> libraries() throws GenerationException;
}
