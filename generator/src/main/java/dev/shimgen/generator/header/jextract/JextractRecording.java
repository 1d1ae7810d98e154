package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.PublicHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a jextract run left behind on disk.
 *
 * @param bindings the folder with the generated Java, at any depth
 * @param includes the file that {@code --dump-includes} wrote
 * @param warnings the file with what the run printed on standard error
 * @param umbrella the header that was read: it includes all others
 */
public record JextractRecording(Path bindings, Path includes, Path warnings, Path umbrella) {

    /**
     * {@return the recording in a folder that holds {@code bindings/}, {@code includes.txt}, {@code warnings.txt} and
     * {@code umbrella.h}}
     */
    public static JextractRecording in(Path folder) {
        return new JextractRecording(
                folder.resolve("bindings"),
                folder.resolve("includes.txt"),
                folder.resolve("warnings.txt"),
                folder.resolve("umbrella.h"));
    }

    /**
     * Reads the recording.
     *
     * @param platform GNU triplet of the headers that were read
     * @param roots the include folders of the machine where they were read
     * @return the facts, without {@link HeaderFacts#reachedBy}
     * @throws GenerationException {@link Code#SG0502} if a file is missing or cannot be read, {@link Code#SG0305} if the
     *     files are not what jextract leaves behind
     */
    public HeaderFacts read(String platform, IncludeRoots roots) throws GenerationException {
        try {
            return OutputParser.parse(new JextractRun(
                    sources(bindings),
                    text(includes),
                    text(warnings),
                    umbrella.getFileName().toString(),
                    platform,
                    roots,
                    PublicHeaders.includedIn(text(umbrella))));
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read a recording of jextract: " + e, e);
        } catch (OutputException e) {
            throw new GenerationException(
                    Code.SG0305, "this is not what a jextract run leaves behind: " + e.getMessage(), e);
        }
    }

    /** {@return the Java files below a folder, in the order of their paths} */
    static List<JavaSource> sources(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        List<JavaSource> sources = new ArrayList<>(files.size());
        for (Path file : files) {
            sources.add(new JavaSource(folder.relativize(file).toString(), text(file)));
        }
        return sources;
    }

    private static String text(Path file) throws IOException {
        // Bytes that are not UTF-8 are replaced: they occur in string macros of odd headers, never in a name.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
