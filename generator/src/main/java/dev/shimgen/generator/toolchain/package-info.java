/**
 * The edge to processes and to files that a tool chain made: running a command with a time limit, the C compiler, ELF
 * files.
 *
 * <p>It owes everyone that no process outlives its time limit and that a failure says which command failed and what it
 * printed; it knows nothing of specs and headers.
 */
@NullMarked
package dev.shimgen.generator.toolchain;

import org.jspecify.annotations.NullMarked;
