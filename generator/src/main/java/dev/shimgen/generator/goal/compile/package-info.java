/**
 * The goal {@code compile}: makes libraries from generated C, and checks them before they replace the previous ones.
 */
@NullMarked
package dev.shimgen.generator.goal.compile;

import org.jspecify.annotations.NullMarked;
