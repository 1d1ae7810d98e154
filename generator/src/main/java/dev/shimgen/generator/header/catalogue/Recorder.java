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
import org.jspecify.annotations.Nullable;

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
     * @param base a catalogue in the same folder, to list only what differs from it; {@code null} for a whole catalogue
     * @return what is in the catalogue now
     * @throws GenerationException {@link Code#SG0305} or {@link Code#SG0502} if the recording is not whole, {@link
     *     Code#SG0401} or {@link Code#SG0406} if the compiler fails, {@link Code#SG0501} if the file cannot be written
     */
    public static HeaderFacts fromRecording(
            JextractRecording recording, String platform, List<String> compiler, Path file, @Nullable Path base)
            throws GenerationException {
        // The paths in the recording are those of another machine; this compiler may have its headers under another
        // root.
        CCompiler headersOf = CCompiler.located(compiler, COMPILER_LIMIT, platform);
        List<String> folders = IncludeRoots.of(headersOf.includePaths()).folders();
        IncludeRoots roots = IncludeRoots.of(platform).after(folders);
        HeaderFacts facts = recording.read(platform, roots);
        HeaderFacts typed = CompositeTypes.of(facts, facts.publicHeaders(), headersOf, roots);
        HeaderFacts whole = typed.withReachedBy(PublicHeaders.reachedBy(
                compiler, typed.publicHeaders(), typed.declaringHeaders(), roots, COMPILER_LIMIT));
        write(new Catalogue(headersOf.libcVersion(), whole), file, base);
        return whole;
    }

    /**
     * Makes a catalogue by running jextract now, on libc's headers and others.
     *
     * @param source the jextract
     * @param headers the others, may be empty
     * @param file the catalogue to write
     * @param base as for {@link #fromRecording}
     * @return what is in the catalogue now
     * @throws GenerationException what reading and {@link #fromRecording} throw
     */
    public static HeaderFacts fromJextract(JextractSource source, List<String> headers, Path file, @Nullable Path base)
            throws GenerationException {
        HeaderFacts facts = source.read(new HeaderRequest(new TreeSet<>(), new TreeSet<>(), headers));
        write(new Catalogue(source.libc(), facts), file, base);
        return facts;
    }

    /**
     * Writes a catalogue file, whole or not at all.
     *
     * @param file where to; its folder is made if need be
     * @throws GenerationException {@link Code#SG0501} if it cannot be written
     */
    public static void write(Catalogue catalogue, Path file) throws GenerationException {
        write(catalogue, file, null);
    }

    private static void write(Catalogue catalogue, Path file, @Nullable Path base) throws GenerationException {
        String whole = CatalogueWriter.write(catalogue);
        write(base == null ? whole : difference(whole, base), file);
    }

    private static String difference(String whole, Path base) throws GenerationException {
        try {
            return Difference.between(
                    String.valueOf(base.getFileName()),
                    CatalogueSource.file(base).wholeText(),
                    whole);
        } catch (CatalogueReader.DamagedException e) {
            throw new GenerationException(
                    Code.SG0309, base + " is no catalogue that another can differ from: " + e.getMessage(), e);
        }
    }

    private static void write(String text, Path file) throws GenerationException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        try {
            if (folder == null || Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "is a folder");
            }
            Files.createDirectories(folder);
            // Not createTempFile, which would make the catalogue readable for its owner only.
            Path staged = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                Files.writeString(staged, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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
