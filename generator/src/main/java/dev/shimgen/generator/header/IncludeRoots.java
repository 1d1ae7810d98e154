package dev.shimgen.generator.header;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders that a compiler looks for headers in: turns a file's path into the name that stands in an {@code
 * #include}.
 *
 * @param folders absolute, without a slash at the end; a header is that of the first folder that has it
 */
public record IncludeRoots(List<String> folders) {

    /** A compiler's own headers: {@code …/clang/14.0.6/include/stddef.h}, {@code …/gcc/x86_64-linux-gnu/12/include/…}. */
    private static final Pattern COMPILER =
            Pattern.compile(".*/(?:clang|gcc|gcc-cross)/(?:[^/]+/){1,2}include(?:-fixed)?/(.+)");

    public IncludeRoots {
        folders = List.copyOf(folders);
    }

    /**
     * {@return the folders of an installed C library}
     *
     * @param platform GNU triplet; Debian keeps the headers that differ by platform in a folder of that name
     *     (multiarch)
     */
    public static IncludeRoots of(String platform) {
        return new IncludeRoots(List.of(
                "/usr/local/include/" + platform, "/usr/local/include", "/usr/include/" + platform, "/usr/include"));
    }

    /**
     * {@return the folders of a C library, as a compiler has them}
     *
     * @param folders those that the compiler looks in; the folders of its own headers are left out, since jextract has
     *     its own
     */
    public static IncludeRoots of(List<Path> folders) {
        return new IncludeRoots(folders.stream()
                .map(Path::toString)
                .filter(folder -> !COMPILER.matcher(folder + "/stddef.h").matches())
                .toList());
    }

    /** {@return the folders that an author named, followed by these} */
    public IncludeRoots after(List<String> first) {
        List<String> all = new ArrayList<>();
        first.forEach(folder -> all.add(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder));
        all.addAll(folders);
        return new IncludeRoots(all);
    }

    /**
     * {@return the file of a header, empty if none of the folders has it}
     *
     * @param header as a program includes it: {@code sys/stat.h}
     */
    public Optional<Path> find(String header) {
        return folders.stream()
                .map(folder -> Path.of(folder, header))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** {@return a header's name as a program includes it; never a path of the machine} */
    public String relative(String path) {
        for (String folder : folders) {
            if (path.startsWith(folder + "/") && !COMPILER.matcher(path).matches()) {
                return path.substring(folder.length() + 1);
            }
        }
        Matcher compiler = COMPILER.matcher(path);
        if (compiler.matches()) {
            return compiler.group(1);
        }
        int include = path.lastIndexOf("/include/");
        return include >= 0
                ? path.substring(include + "/include/".length())
                : path.substring(path.lastIndexOf('/') + 1);
    }
}
