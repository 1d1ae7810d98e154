package dev.shimgen.generator.audit;

import dev.shimgen.spec.Shim;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The interfaces of {@code dev.shimgen.spec.libc}: which of them has a function. */
final class ReadyMadeGroups {

    private static final String PACKAGE = Shim.class.getPackageName() + ".libc";
    private static final String SUFFIX = ".class";

    private final Map<String, String> groupOf = new HashMap<>();

    /** Reads the names of all groups beside the annotations of the spec language, wherever those were loaded from. */
    ReadyMadeGroups() {
        try {
            URI place = Shim.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                addAll(path);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    addAll(jar.getPath("/"));
                }
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("the ready-made groups of functions cannot be read: " + e, e);
        }
    }

    /** {@return the group that a function is in, by its simple name} */
    Optional<String> of(String function) {
        return Optional.ofNullable(groupOf.get(function));
    }

    /** {@return all functions of all groups} */
    Set<String> functions() {
        return groupOf.keySet();
    }

    private void addAll(Path root) throws IOException, ClassNotFoundException {
        for (String name : names(root.resolve(PACKAGE.replace('.', '/')))) {
            Class<?> group = Class.forName(PACKAGE + '.' + name, false, Shim.class.getClassLoader());
            for (Method method : group.getDeclaredMethods()) {
                groupOf.putIfAbsent(method.getName(), name);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("package-info"))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
