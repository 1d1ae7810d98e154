package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shims that a build made, wherever it put their libraries.
 *
 * @param places where it may have put them, the likeliest first
 */
public record BuiltShims(List<LibraryPlace> places) {

    public BuiltShims {
        places = List.copyOf(places);
    }

    /** {@return the shims of one folder of libraries} */
    public static BuiltShims in(Path folder) {
        return new BuiltShims(List.of(new FoldersOfLibraries(List.of(folder))));
    }

    /**
     * {@return the libraries of the shims to run under, by name and in the order of the given names; each is that of the
     * first place that has one}
     *
     * @param names the given names; empty if there is only one shim, and that is meant
     * @throws GenerationException {@link Code#SG0602} if one has not been built, {@link Code#SG0603} if there are several
     *     and none is named
     */
    public Map<String, Path> named(List<String> names) throws GenerationException {
        return names.isEmpty() ? only() : each(names);
    }

    /** {@return the file of a shim's library, an absolute path} */
    public static Path library(Path folder, String name) {
        return folder.toAbsolutePath().resolve(LibraryFile.of(name));
    }

    private Map<String, Path> only() throws GenerationException {
        for (LibraryPlace place : places) {
            SortedMap<String, Path> libraries = place.libraries();
            if (libraries.size() > 1) {
                throw new GenerationException(
                        Code.SG0603,
                        "there are several shims in " + String.join(", ", place.names()) + ": "
                                + String.join(", ", libraries.keySet()) + "; say which with shimgen.shim",
                        null);
            }
            if (!libraries.isEmpty()) {
                return libraries;
            }
        }
        throw new GenerationException(
                Code.SG0602, "no shim has been built in " + everywhere() + ". Build it first: mvn package", null);
    }

    private Map<String, Path> each(List<String> names) throws GenerationException {
        SortedMap<String, Path> found = new TreeMap<>();
        for (LibraryPlace place : places) {
            if (!found.keySet().containsAll(names)) {
                place.libraries().forEach(found::putIfAbsent);
            }
        }
        Map<String, Path> libraries = new LinkedHashMap<>();
        for (String name : names) {
            Path library = found.get(name);
            if (library == null) {
                throw new GenerationException(
                        Code.SG0602,
                        "no shim \"" + name + "\" in " + everywhere()
                                + (found.isEmpty() ? "" : "; there is: " + String.join(", ", found.keySet()))
                                + ". Build it first: mvn package",
                        null);
            }
            libraries.put(name, library);
        }
        return libraries;
    }

    private String everywhere() {
        return places.stream()
                .flatMap(place -> place.names().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
