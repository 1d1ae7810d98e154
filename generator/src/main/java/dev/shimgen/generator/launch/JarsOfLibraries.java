package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Libraries in jars, as {@code META-INF/native/<target>/lib<shim>.so}. The dynamic linker opens files alone, so they are
 * unpacked.
 *
 * @param name what a message calls the place
 * @param jars the first that has libraries counts
 * @param targets which platforms count, by their names
 * @param copies the folder to unpack to, which is made if there is something to unpack
 */
public record JarsOfLibraries(String name, List<Path> jars, Predicate<String> targets, Path copies)
        implements LibraryPlace {

    /** Neither part can lead out of the folder of copies. */
    private static final Pattern RESOURCE = Pattern.compile("META-INF/native/([A-Za-z0-9_-]+)/(lib[^/]+\\.so)");

    public JarsOfLibraries {
        jars = List.copyOf(jars);
        copies = copies.toAbsolutePath();
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public SortedMap<String, Path> libraries() throws GenerationException {
        for (Path jar : jars) {
            SortedMap<String, Path> libraries = in(jar);
            if (!libraries.isEmpty()) {
                return libraries;
            }
        }
        return new TreeMap<>();
    }

    private SortedMap<String, Path> in(Path jar) throws GenerationException {
        SortedMap<String, Path> libraries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            // By name, which puts a platform with glibc before that with musl.
            for (String resource :
                    zip.stream().map(ZipEntry::getName).sorted().distinct().toList()) {
                Matcher parts = RESOURCE.matcher(resource);
                if (!parts.matches() || !targets.test(parts.group(1))) {
                    continue;
                }
                String shim = LibraryFile.shim(parts.group(2)).orElse("");
                if (!shim.isEmpty() && !libraries.containsKey(shim)) {
                    libraries.put(
                            shim,
                            unpack(zip, resource, copies.resolve(parts.group(1)).resolve(parts.group(2))));
                }
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the jar " + jar + ": " + e.getMessage(), e);
        }
        return libraries;
    }

    private static Path unpack(ZipFile zip, String resource, Path copy) throws IOException, GenerationException {
        byte[] library;
        try (InputStream in = zip.getInputStream(zip.getEntry(resource))) {
            library = in.readAllBytes();
        }
        try {
            replace(copy, library);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0501, "cannot unpack " + resource + " of " + zip.getName() + " to " + copy + ": " + e, e);
        }
        return copy;
    }

    /**
     * Makes a file what it is to be. It is compared by its content, because the time of a jar's entry may be one that was
     * made up, for builds that can be repeated; and it is replaced in one step, because a program that is running may have
     * loaded it.
     */
    private static void replace(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
        Files.createDirectories(folder);
        Path staged = Files.createTempFile(folder, ".shimgen-", ".tmp");
        try {
            Files.write(staged, content);
            // A temporary file is for its owner only, and the command may run as somebody else.
            Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
