/**
 * Answers calls of other programs: a {@link dev.shimgen.runtime.handler.ShimServer} serves the handler of a spec to the programs of
 * a session.
 */
@NullMarked
package dev.shimgen.runtime.handler;

import org.jspecify.annotations.NullMarked;
