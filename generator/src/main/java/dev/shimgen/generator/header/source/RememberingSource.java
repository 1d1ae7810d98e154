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
 * Lets jextract read the same headers only once. All of libc's take it seconds, and change only when libc is upgraded.
 * The shims of one build share what was read, and a later build finds it as a catalogue, if no header has changed.
 * Libc's headers and an author's are kept apart, so that an author who changes a header waits only for that one.
 */
final class RememberingSource implements HeaderSource {

    private final JextractSource source;
    private final @Nullable Path folder;

    /** By the author's headers; the empty list stands for libc's. */
    private final Map<List<String>, Reading> readings = new HashMap<>();

    /** The facts of libc's and an author's headers together, by the author's. */
    private final Map<List<String>, HeaderFacts> together = new HashMap<>();

    /** The result of reading headers: facts or a failure. The key is for later runs; empty if nothing is to be kept. */
    private record Reading(
            @Nullable HeaderFacts facts, @Nullable GenerationException failure, Optional<String> key) {}

    /**
     * Makes a source that remembers.
     *
     * @param folder where what was read is kept beyond this run, or {@code null} to keep nothing
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
