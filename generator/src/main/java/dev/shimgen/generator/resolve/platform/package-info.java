/**
 * The machine that a plan is for: its compiler, what its libraries export, which of its headers may be included, and
 * how the compiler is asked about lines of C.
 */
@NullMarked
package dev.shimgen.generator.resolve.platform;

import org.jspecify.annotations.NullMarked;
