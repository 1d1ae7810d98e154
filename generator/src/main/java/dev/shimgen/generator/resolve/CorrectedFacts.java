package dev.shimgen.generator.resolve;

import dev.shimgen.generator.header.HeaderFacts;

/** The facts about headers, with what their reading cannot know of types and names put right. */
final class CorrectedFacts {

    private CorrectedFacts() {}

    /**
     * {@return the facts that specs are planned with}
     *
     * @param bits of a {@code long}
     */
    static HeaderFacts of(HeaderFacts read, int bits) {
        return RenamedFunctions.added(FloatTypes.replaced(TransparentUnions.replaced(read)), bits);
    }
}
