/**
 * The goal {@code audit}: which calls of a program a shim does not see.
 */
@NullMarked
package dev.shimgen.generator.goal.audit;

import org.jspecify.annotations.NullMarked;
