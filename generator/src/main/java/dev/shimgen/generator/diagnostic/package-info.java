/**
 * Messages to the user: their codes, their places in files, and their printed form, which is javac's. Every other
 * package of the generator reports through this one; it uses none of them.
 */
@NullMarked
package dev.shimgen.generator.diagnostic;

import org.jspecify.annotations.NullMarked;
