/**
 * Events: calls of programs that a shim has told of.
 *
 * <p>{@link dev.shimgen.runtime.event.EventSchema} is what a shim's library says of its calls; a {@link
 * dev.shimgen.runtime.event.TracedCall} is one of them, whose line and whose arguments are read by that. All that is read here
 * comes from files that may be damaged, or laid out by somebody else: each number is checked before it is used, and what is wrong
 * is a {@link dev.shimgen.runtime.event.SchemaException}, never another error.
 *
 * <p>Where events come from is not known here: {@code dev.shimgen.runtime.session}.
 */
@NullMarked
package dev.shimgen.runtime.event;

import org.jspecify.annotations.NullMarked;
