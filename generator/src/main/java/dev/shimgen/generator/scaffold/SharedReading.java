package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A source that reads each list of headers only once. The choice of functions and every trial of a draft need the same
 * facts, and reading them takes a large part of a run.
 */
final class SharedReading implements HeaderSource {

    private final HeaderSource source;
    private final Map<List<String>, HeaderFacts> readings = new HashMap<>();

    /**
     * Wraps a source.
     *
     * @param source it must return all facts of the headers, whatever functions are asked for
     */
    SharedReading(HeaderSource source) {
        this.source = source;
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public HeaderFacts read(HeaderRequest request) throws GenerationException {
        List<String> headers = List.copyOf(request.headers());
        HeaderFacts facts = readings.get(headers);
        if (facts == null) {
            facts = source.read(request);
            readings.put(headers, facts);
        }
        return facts;
    }

    @Override
    public void remember() throws GenerationException {
        source.remember();
    }
}
