/**
 * The goal {@code scaffold}: from a program, a header or names to a spec for an author to shorten.
 */
@NullMarked
package dev.shimgen.generator.goal.scaffold;

import org.jspecify.annotations.NullMarked;
