/**
 * The symbols that a wrapper has to take: relatives of a function, its versions, checked and wide forms, and proof from
 * the compiler that calls reach them.
 */
@NullMarked
package dev.shimgen.generator.resolve.symbol;

import org.jspecify.annotations.NullMarked;
