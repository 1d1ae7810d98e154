/** What every emitter gives: files, not yet written. */
@NullMarked
package dev.shimgen.generator.emit;

import org.jspecify.annotations.NullMarked;
