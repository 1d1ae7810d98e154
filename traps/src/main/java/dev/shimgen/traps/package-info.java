/**
 * A shim for the trap tests: one spec with every kind of wrapper.
 *
 * <p>It owes the C programs in {@code src/test/c} each function that they call; it uses the toolkit as any user would.
 */
package dev.shimgen.traps;
