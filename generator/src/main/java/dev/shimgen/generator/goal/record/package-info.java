/**
 * The goal {@code record}: from a complete run of jextract to a catalogue.
 */
@NullMarked
package dev.shimgen.generator.goal.record;

import org.jspecify.annotations.NullMarked;
