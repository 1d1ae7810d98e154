/**
 * What an author is told apart from errors: which functions complete a task, and what other programs import.
 */
@NullMarked
package dev.shimgen.generator.resolve.advice;

import org.jspecify.annotations.NullMarked;
