/** Forms in which other programs read events; {@code docs/exports.md} describes them. */
@NullMarked
package dev.shimgen.cli.export;

import org.jspecify.annotations.NullMarked;
