/**
 * The text of the generated C: Mustache templates that read like the C they make, and the support headers that it
 * includes.
 *
 * <p>It owes the emitter that a template takes no decision, so that whatever reaches the C was decided in the plan; it
 * relies on the emitter for names and texts that are valid C already, because nothing is escaped here.
 */
@NullMarked
package dev.shimgen.templates;

import org.jspecify.annotations.NullMarked;
