/**
 * Running commands with a time limit, the C compiler, and reading ELF files.
 *
 * <p>It promises that no process outlives its time limit, and that a failure says which command failed and what it
 * printed. It knows nothing of specs and headers.
 */
@NullMarked
package dev.shimgen.generator.toolchain;

import org.jspecify.annotations.NullMarked;
