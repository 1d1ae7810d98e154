/**
 * The escape audit: which system calls of a command went past the shims that it ran under.
 *
 * <p>It reads what {@code strace} wrote, a call with its stack at a time, and owes its caller that every call of the spec's
 * kind is counted once: as seen by a wrapper, or as an escape with a reason and what to do about it. It starts no process
 * but strace's own, to ask what it can do.
 */
@NullMarked
package dev.shimgen.generator.audit;

import org.jspecify.annotations.NullMarked;
