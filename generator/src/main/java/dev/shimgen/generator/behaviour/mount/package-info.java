/** {@code @Mount}: file systems of Java, filled into a tree of real files when programs need them. */
@NullMarked
package dev.shimgen.generator.behaviour.mount;

import org.jspecify.annotations.NullMarked;
