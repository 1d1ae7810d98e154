package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;

/**
 * A parameter that leaves a goal out.
 *
 * @param name the property
 * @param value as it was written
 */
record Switch(String name, String value) {

    boolean isOn() throws GenerationException {
        return Values.flag(name, value);
    }
}
