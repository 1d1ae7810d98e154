/**
 * What wrappers do: one subpackage a behaviour, none of which knows another.
 *
 * <p>A behaviour owes the resolver a plan or an error with a place, and the C emitter the values that its partials name.
 */
@NullMarked
package dev.shimgen.generator.behaviour;

import org.jspecify.annotations.NullMarked;
