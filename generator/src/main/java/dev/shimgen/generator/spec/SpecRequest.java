package dev.shimgen.generator.spec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Where specs are looked for.
 *
 * @param sourceRoots folders of Java sources, each the root of its packages; those that do not exist are passed over
 * @param files Java files to read besides those below the roots
 * @param classPath jars and class folders with what the sources use, shimgen's spec module among them; those that do not
 *     exist are passed over
 * @param baseDirectory what the file names of messages are relative to, usually the project's folder
 * @param encoding of the sources
 * @param used folders of sources that specs may use, and in which no specs are looked for
 */
public record SpecRequest(
        List<Path> sourceRoots,
        List<Path> files,
        List<Path> classPath,
        Path baseDirectory,
        Charset encoding,
        List<Path> used) {

    public SpecRequest {
        used = List.copyOf(used);
        sourceRoots = List.copyOf(sourceRoots);
        files = List.copyOf(files);
        classPath = List.copyOf(classPath);
    }

    /** Sources that use no others. */
    public SpecRequest(
            List<Path> sourceRoots, List<Path> files, List<Path> classPath, Path baseDirectory, Charset encoding) {
        this(sourceRoots, files, classPath, baseDirectory, encoding, List.of());
    }

    /** Sources in UTF-8, all of them below the roots. */
    public SpecRequest(List<Path> sourceRoots, List<Path> classPath, Path baseDirectory) {
        this(sourceRoots, List.of(), classPath, baseDirectory, StandardCharsets.UTF_8);
    }
}
