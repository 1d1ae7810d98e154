/**
 * The plan: records in which every decision has been taken.
 *
 * <p>The resolver owes the emitters a plan that needs no further question; the emitters owe the resolver that they decide
 * nothing. Nothing here does anything.
 */
@NullMarked
package dev.shimgen.generator.plan;

import org.jspecify.annotations.NullMarked;
