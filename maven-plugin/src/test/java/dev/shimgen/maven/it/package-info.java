/** What the scripts of the projects in {@code src/it} check with. */
@NullMarked
package dev.shimgen.maven.it;

import org.jspecify.annotations.NullMarked;
