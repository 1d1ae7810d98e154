/**
 * The command line: runs programs under shims, and shows what they do. It is made of the runtime's events alone, so it works
 * with every shim that traces.
 *
 * <p>{@link dev.shimgen.cli.Shimgen} has the commands. What a command does with an event is one small class each: {@code
 * EventFilter} decides whether it is shown, {@code EventLine} makes a line of it, {@code CallCounts} adds it up. {@code
 * EventView} puts them together, for sessions and recordings alike.
 */
@NullMarked
package dev.shimgen.cli;

import org.jspecify.annotations.NullMarked;
