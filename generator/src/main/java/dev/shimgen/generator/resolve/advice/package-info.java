/**
 * What an author is told beside errors: functions that a spec covers by half, and what other programs import.
 */
@NullMarked
package dev.shimgen.generator.resolve.advice;

import org.jspecify.annotations.NullMarked;
