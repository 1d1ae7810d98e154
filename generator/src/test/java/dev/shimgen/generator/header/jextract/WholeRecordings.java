package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The complete runs of jextract that the shipped catalogues are from. They are too large for the repository; where they lie
 * beside a clone of it, they are replayed.
 */
final class WholeRecordings {

    private WholeRecordings() {}

    /**
     * {@return a recording as {@link FakeJextract} and {@link JextractRecording} take it}
     *
     * @param glibc the version of the headers that jextract read: {@code 2.36}
     * @param folder an empty folder to unpack it in
     */
    static JextractRecording unpack(String glibc, Path folder) throws Exception {
        Path packed = folderOf(glibc);
        Path archive = packed.resolve("bindings.tar.xz");
        if (!Files.isRegularFile(archive)) {
            throw skipped("there is no recording of glibc " + glibc + " beside this clone: " + archive);
        }
        Path bindings = Files.createDirectories(folder.resolve("bindings"));
        CommandResult result;
        try {
            result = CommandRunner.run(
                    List.of("tar", "-xJf", archive.toString(), "-C", bindings.toString()),
                    null,
                    "",
                    Duration.ofMinutes(2));
        } catch (IOException e) {
            throw skipped("there is no tar to unpack it with");
        }
        if (!result.ok()) {
            throw new IOException(archive + " cannot be unpacked (that needs tar and xz): " + result.stderr());
        }
        for (String file : List.of("includes.txt", "warnings.txt", "umbrella.h")) {
            Files.copy(packed.resolve(file), folder.resolve(file));
        }
        return JextractRecording.in(folder);
    }

    private static Path folderOf(String glibc) {
        Path shared = Path.of(System.getProperty("basedir", "."), "../../shared")
                .toAbsolutePath()
                .normalize();
        Path folder = Path.of(System.getProperty("shimgen.recordings", shared.toString()));
        // The first of them was the only one.
        return glibc.equals("2.36")
                ? folder.resolve("jextract-recording")
                : folder.resolve("jextract-recordings/glibc-" + glibc);
    }

    private static RuntimeException skipped(String why) {
        String reason = "skipped: " + why;
        System.out.println("WholeRecordingsTest " + reason);
        Assumptions.abort(reason);
        return new IllegalStateException(reason);
    }
}
