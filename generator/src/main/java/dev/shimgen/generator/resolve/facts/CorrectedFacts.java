package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.HeaderFacts;

/** The facts about headers, with what their reading cannot know of types and names put right. */
public final class CorrectedFacts {

    private CorrectedFacts() {}

    /**
     * {@return the facts that specs are planned with}
     *
     * @param bits of a {@code long}
     */
    public static HeaderFacts of(HeaderFacts read, int bits) {
        return RenamedFunctions.added(FloatTypes.replaced(TransparentUnions.replaced(read)), bits);
    }
}
