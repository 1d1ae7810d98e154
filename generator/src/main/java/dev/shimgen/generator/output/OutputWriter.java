package dev.shimgen.generator.output;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes output folders: first everything into staging folders beside them, then each file into its place.
 *
 * <p>If a step fails, the steps before it are undone, the last one first.
 */
public final class OutputWriter {

    private OutputWriter() {}

    /**
     * Makes the content of folders what a run wants.
     *
     * @return the files that were written or removed; those that already had their content are not touched
     * @throws GenerationException {@link Code#SG0501} if a folder or file cannot be written, {@link Code#SG0108} if another
     *     run of this build has written a file of the same name and other content; then nothing has changed
     */
    public static List<Path> write(List<OutputFolder> folders) throws GenerationException {
        List<Path> changed = new ArrayList<>();
        Undo undo = new Undo();
        try {
            for (OutputFolder folder : folders) {
                SharedFolder.check(folder);
            }
            List<StagingFolder> stagings = new ArrayList<>();
            for (OutputFolder folder : folders) {
                StagingFolder staging = StagingFolder.beside(folder.folder(), undo);
                stagings.add(staging);
                stage(folder, staging);
            }
            for (int i = 0; i < folders.size(); i++) {
                changed.addAll(promote(folders.get(i), stagings.get(i), undo));
            }
            undo.forget();
            return List.copyOf(changed);
        } catch (IOException e) {
            undo.rollBack(e);
            throw new GenerationException(Code.SG0501, explain(e), e);
        }
    }

    private static void stage(OutputFolder folder, StagingFolder staging) throws IOException {
        OutputIndex after = OutputIndex.of(folder.files());
        for (GeneratedFile file : withIndex(folder, after)) {
            if (!hasContent(folder.folder().resolve(file.path()), file)) {
                staging.put(file);
            }
        }
        staging.remove(SharedFolder.stale(folder, after.hashes().keySet()));
    }

    private static List<Path> promote(OutputFolder folder, StagingFolder staging, Undo undo) throws IOException {
        List<Path> changed = new ArrayList<>();
        String index = OutputIndex.fileName(folder.ownership().owner());
        for (String path : staging.written()) {
            Path target = folder.folder().resolve(path);
            undo.createFolders(target.getParent() == null ? target : target.getParent());
            undo.replace(target, staging.file(path), staging.backup(path));
            if (!path.equals(index)) {
                changed.add(target);
            }
        }
        for (String path : staging.removed()) {
            Path target = folder.folder().resolve(path);
            if (Files.isRegularFile(target)) {
                undo.remove(target, staging.backup(path));
                changed.add(target);
            }
        }
        return changed;
    }

    private static List<GeneratedFile> withIndex(OutputFolder folder, OutputIndex index) {
        List<GeneratedFile> all = new ArrayList<>(folder.files());
        all.add(index.toFile(folder.ownership().owner()));
        return all;
    }

    private static boolean hasContent(Path target, GeneratedFile file) throws IOException {
        return Files.isRegularFile(target)
                && Arrays.equals(Files.readAllBytes(target), file.text().getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the file system's message, with the file's name if the exception has one; not so for a full disk} */
    static String explain(IOException e) {
        String file = e instanceof FileSystemException fs && fs.getFile() != null ? fs.getFile() : "the output";
        String said = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
        String reason = said == null ? e.getClass().getSimpleName() : said;
        return "cannot write " + file + " (" + reason
                + "); no file was changed. Make room there and the folder writable, or set another one with"
                + " shimgen.javaOutput or shimgen.cOutput";
    }
}
