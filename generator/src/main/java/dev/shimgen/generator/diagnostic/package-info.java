/**
 * Messages to the user: codes, places, javac's form. Every other package of the generator reports through here; this one
 * uses none of them.
 */
@NullMarked
package dev.shimgen.generator.diagnostic;

import org.jspecify.annotations.NullMarked;
