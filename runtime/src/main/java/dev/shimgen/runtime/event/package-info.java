/**
 * Events: calls of programs that a shim has told of.
 *
 * <p>{@link dev.shimgen.runtime.event.EventSchema} is what a shim's library says of its calls. All that is read here comes
 * from files that may be damaged, or laid out by somebody else: each number is checked before it is used, and what is wrong
 * is a {@link dev.shimgen.runtime.event.SchemaException}, or a {@link dev.shimgen.runtime.event.RecordingException}, never
 * another error.
 *
 * <p>Events come from an {@link dev.shimgen.runtime.event.EventSource}: a {@link dev.shimgen.runtime.event.TraceSession} that
 * goes on, or the {@link dev.shimgen.runtime.event.Recording} of one.
 */
@NullMarked
package dev.shimgen.runtime.event;

import org.jspecify.annotations.NullMarked;
