package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.PublicHeaders;
import dev.shimgen.generator.header.jextract.JextractRecording;
import dev.shimgen.generator.header.jextract.JextractSource;
import dev.shimgen.generator.header.measure.CompositeTypes;
import dev.shimgen.generator.toolchain.CCompiler;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Writes catalogue files. */
public final class Recorder {

    private static final Duration COMPILER_LIMIT = Duration.ofSeconds(30);

    private Recorder() {}

    /**
     * Makes a catalogue from what a run of jextract left on disk.
     *
     * @param recording the run's files
     * @param platform GNU triplet of the headers that were read
     * @param compiler the C compiler's command; the headers that it finds must be those that were read
     * @param file the catalogue to write
     * @return what is in the catalogue now
     * @throws GenerationException {@link Code#SG0305} or {@link Code#SG0502} if the recording is not whole, {@link
     *     Code#SG0401} or {@link Code#SG0406} if the compiler fails, {@link Code#SG0501} if the file cannot be written
     */
    public static HeaderFacts fromRecording(
            JextractRecording recording, String platform, List<String> compiler, Path file) throws GenerationException {
        IncludeRoots roots = IncludeRoots.of(platform);
        return finish(recording.read(platform, roots), compiler, roots, file);
    }

    /**
     * Makes a catalogue with a jextract that runs now: libc's headers and others.
     *
     * @param source the jextract
     * @param headers the others, may be none
     * @param file the catalogue to write
     * @return what is in the catalogue now
     * @throws GenerationException what reading and {@link #fromRecording} throw
     */
    public static HeaderFacts fromJextract(JextractSource source, List<String> headers, Path file)
            throws GenerationException {
        HeaderFacts facts = source.read(new HeaderRequest(new TreeSet<>(), new TreeSet<>(), headers));
        write(facts, file);
        return facts;
    }

    private static HeaderFacts finish(HeaderFacts facts, List<String> compiler, IncludeRoots roots, Path file)
            throws GenerationException {
        HeaderFacts typed = CompositeTypes.of(
                facts, facts.publicHeaders(), CCompiler.located(compiler, COMPILER_LIMIT, facts.platform()), roots);
        HeaderFacts whole = typed.withReachedBy(PublicHeaders.reachedBy(
                compiler, typed.publicHeaders(), typed.declaringHeaders(), roots, COMPILER_LIMIT));
        write(whole, file);
        return whole;
    }

    /**
     * Writes a catalogue file, whole or not at all.
     *
     * @param file where to; its folder is made if need be
     * @throws GenerationException {@link Code#SG0501} if it cannot be written
     */
    public static void write(HeaderFacts facts, Path file) throws GenerationException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        try {
            if (folder == null || Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            // Not createTempFile: the catalogue shall have the permissions of any other file.
            Path staged = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                Files.writeString(
                        staged, CatalogueWriter.write(facts), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                move(staged, target);
            } finally {
                Files.deleteIfExists(staged);
            }
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0501,
                    "cannot write the catalogue " + file + " (" + reason(e)
                            + "); make the folder writable, or name another file with shimgen.record.output",
                    e);
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
