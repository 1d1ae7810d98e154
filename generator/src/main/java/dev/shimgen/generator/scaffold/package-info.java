/**
 * Writes a spec as an expert would: from a selection of functions to the source of an interface.
 *
 * <p>The methods are planned before they are written, by the planner that also plans an author's specs; a method that
 * it refuses is left out, with the planner's reason. So a scaffolded spec is generated from without a message, and no
 * separate list of what can be wrapped is kept here.
 */
@NullMarked
package dev.shimgen.generator.scaffold;

import org.jspecify.annotations.NullMarked;
