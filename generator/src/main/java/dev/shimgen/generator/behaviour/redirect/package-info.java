/** {@code @Redirect}: names of files that stand for others. */
@NullMarked
package dev.shimgen.generator.behaviour.redirect;

import org.jspecify.annotations.NullMarked;
