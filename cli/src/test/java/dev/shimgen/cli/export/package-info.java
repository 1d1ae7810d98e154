@NullMarked
package dev.shimgen.cli.export;

import org.jspecify.annotations.NullMarked;
