/** File systems of Java under a path of other programs. */
@NullMarked
package dev.shimgen.mount;

import org.jspecify.annotations.NullMarked;
