/**
 * From a spec and header facts to a plan: every decision is taken here.
 *
 * <p>It owes the emitters a {@link dev.shimgen.generator.plan.ShimPlan} whose every fact the machine's own compiler and
 * libraries have agreed to, and the author every error of a spec in one go, with its place and the way out. {@link
 * dev.shimgen.generator.resolve.Planner} reads like a table of contents.
 */
@NullMarked
package dev.shimgen.generator.resolve;

import org.jspecify.annotations.NullMarked;
