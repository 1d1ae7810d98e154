package dev.shimgen.generator.header.source;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.jextract.JextractSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A jextract that reads the same headers once. All of libc's take it seconds, and they change as often as somebody upgrades
 * libc: the shims of one build share a reading, and a later build finds it as a catalogue if no header has changed. Libc's
 * and an author's headers are readings of their own, so that who works on a header waits for that one only.
 */
final class RememberingSource implements HeaderSource {

    private final JextractSource source;
    private final @Nullable Path folder;

    /** By the author's headers; libc's have the empty list. */
    private final Map<List<String>, Reading> readings = new HashMap<>();

    /** Libc's with an author's, by the latter. */
    private final Map<List<String>, HeaderFacts> together = new HashMap<>();

    /** What came of reading some headers: one of the two. The key is for later runs; empty where there cannot be one. */
    private record Reading(
            @Nullable HeaderFacts facts, @Nullable GenerationException failure, Optional<String> key) {}

    /**
     * A source with a memory.
     *
     * @param folder where readings are kept beyond this run, or {@code null} for nowhere
     */
    RememberingSource(JextractSource source, @Nullable Path folder) {
        this.source = source;
        this.folder = folder;
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public HeaderFacts read(HeaderRequest request) throws GenerationException {
        List<String> own = source.own(request);
        HeaderFacts libc = reading(List.of());
        if (own.isEmpty()) {
            return libc;
        }
        HeaderFacts known = together.get(own);
        if (known == null) {
            known = libc.and(reading(own));
            together.put(own, known);
        }
        return known;
    }

    /** {@return what a list of headers declares: an author's, or libc's if it is empty} */
    private HeaderFacts reading(List<String> own) throws GenerationException {
        Reading reading = readings.get(own);
        if (reading == null) {
            reading = read(own);
            readings.put(own, reading);
        }
        if (reading.failure() != null) {
            throw reading.failure();
        }
        if (reading.facts() == null) {
            throw new IllegalStateException("neither facts nor a failure");
        }
        return reading.facts();
    }

    private Reading read(List<String> own) throws GenerationException {
        Optional<String> key = folder == null ? Optional.empty() : ReadingKey.of(source, own);
        if (folder != null && key.isPresent()) {
            Optional<HeaderFacts> earlier = new KeptReading(folder, own).find(key.get());
            if (earlier.isPresent()) {
                return new Reading(earlier.get(), null, Optional.empty());
            }
        }
        try {
            return new Reading(own.isEmpty() ? source.readLibc() : source.readOwn(own), null, key);
        } catch (GenerationException e) {
            return new Reading(null, e, Optional.empty());
        }
    }

    @Override
    public void remember() throws GenerationException {
        if (folder == null) {
            return;
        }
        for (Map.Entry<List<String>, Reading> entry : readings.entrySet()) {
            Reading reading = entry.getValue();
            if (reading.facts() != null && reading.key().isPresent()) {
                new KeptReading(folder, entry.getKey()).keep(reading.key().get(), reading.facts());
            }
        }
    }
}
