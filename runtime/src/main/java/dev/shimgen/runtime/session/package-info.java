/**
 * Where events come from: a {@link dev.shimgen.runtime.session.TraceSession} that goes on, whose memory programs share, or the {@link
 * dev.shimgen.runtime.session.Recording} of one. Both are an {@link dev.shimgen.runtime.session.EventSource}.
 *
 * <p>A session's memory can be written by each program that takes part, and a recording's file by anybody: each number is checked
 * before it is used, and what is wrong is an {@code IOException} or a {@link dev.shimgen.runtime.session.RecordingException}, never
 * another error.
 */
@NullMarked
package dev.shimgen.runtime.session;

import org.jspecify.annotations.NullMarked;
