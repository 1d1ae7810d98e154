package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.output.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files of a run. Shims of one build share support headers, and within a package the classes of structs. */
final class EmittedFiles {

    private final SortedMap<String, GeneratedFile> java = new TreeMap<>();
    private final SortedMap<String, GeneratedFile> c = new TreeMap<>();

    void addJava(List<GeneratedFile> files) throws GenerationException {
        add(java, files);
    }

    void addC(List<GeneratedFile> files) throws GenerationException {
        add(c, files);
    }

    /**
     * Refuses a class that the author has written, too: javac's message about it would name neither spec nor struct.
     */
    void checkAgainst(List<Path> sourceRoots) throws GenerationException {
        Diagnostics diagnostics = new Diagnostics();
        for (Path root : sourceRoots) {
            for (String path : java.keySet()) {
                if (Files.exists(root.resolve(path))) {
                    diagnostics.error(
                            Code.SG0108,
                            new SourcePosition(root.resolve(path).toString(), 1, 1, null),
                            "a class of this name is generated into the same package; rename this one, or put the spec"
                                    + " into another package");
                }
            }
        }
        diagnostics.throwIfErrors();
    }

    List<OutputFolder> folders(GenerationRequest.Outputs outputs) {
        return List.of(
                new OutputFolder(outputs.java(), List.copyOf(java.values()), outputs.ownership()),
                new OutputFolder(outputs.c(), List.copyOf(c.values()), outputs.ownership()));
    }

    private static void add(SortedMap<String, GeneratedFile> all, List<GeneratedFile> files)
            throws GenerationException {
        for (GeneratedFile file : files) {
            GeneratedFile other = all.putIfAbsent(file.path(), file);
            if (other != null && !other.equals(file)) {
                throw new GenerationException(
                        Code.SG0108,
                        "two specs would write different files " + file.path()
                                + "; put one of the interfaces into another package, or give its shim another name",
                        null);
            }
        }
    }
}
