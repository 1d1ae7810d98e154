/**
 * The escape audit: which system calls of a command went past the shims that it ran under.
 *
 * <p>It reads what {@code strace} wrote, one call with its stack after the other, and promises its caller that every
 * call of the kinds that the spec is about is counted once: as seen by a wrapper, or as an escape with a reason and
 * what to do about it. The only process that it starts is strace, to ask what it can do.
 */
@NullMarked
package dev.shimgen.generator.audit;

import org.jspecify.annotations.NullMarked;
