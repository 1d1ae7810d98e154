package dev.shimgen.generator.goal.record;

import dev.shimgen.generator.goal.GenerationRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue to make.
 *
 * @param recording folder with what a run of jextract left ({@code bindings/}, {@code includes.txt}, {@code
 *     warnings.txt}, {@code umbrella.h}), or {@code null} to run jextract now
 * @param headers headers to read besides those of libc; only for a jextract that runs now
 * @param tools what may be used
 * @param file the catalogue to write
 * @param base a catalogue in the same folder, so that the new one lists only what differs; {@code null} for a whole one
 */
public record RecordRequest(
        @Nullable Path recording,
        List<String> headers,
        GenerationRequest.Tools tools,
        Path file,
        @Nullable Path base) {

    public RecordRequest {
        headers = List.copyOf(headers);
    }
}
