/**
 * The symbols that a wrapper must define: the function's other names, its versions, its checked and wide forms; and the
 * compiler's proof that calls reach them.
 */
@NullMarked
package dev.shimgen.generator.resolve.symbol;

import org.jspecify.annotations.NullMarked;
