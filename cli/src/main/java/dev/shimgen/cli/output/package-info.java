/** Files that commands write. */
@NullMarked
package dev.shimgen.cli.output;

import org.jspecify.annotations.NullMarked;
