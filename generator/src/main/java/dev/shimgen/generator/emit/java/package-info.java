/**
 * Writes Java bindings with JavaPoet: the class that calls the functions, one class a struct, the constants.
 *
 * <p>What is written needs Java 22 and {@code shimgen-runtime}, which keeps the bodies short; this package only names the
 * runtime's classes ({@link dev.shimgen.generator.emit.java.Api}), it does not use them.
 */
@NullMarked
package dev.shimgen.generator.emit.java;

import org.jspecify.annotations.NullMarked;
