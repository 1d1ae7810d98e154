package dev.shimgen.generator.resolve.facts;

import dev.shimgen.generator.header.HeaderFacts;

/** Header facts, with everything about types and names corrected that the reading of headers gets wrong. */
public final class CorrectedFacts {

    private CorrectedFacts() {}

    /**
     * {@return the facts that specs are planned with}
     *
     * @param bits how many bits a {@code long} has
     */
    public static HeaderFacts of(HeaderFacts read, int bits) {
        return RenamedFunctions.added(FloatTypes.replaced(TransparentUnions.replaced(HomeHeaders.put(read))), bits);
    }
}
