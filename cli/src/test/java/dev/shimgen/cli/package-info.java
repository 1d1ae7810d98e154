@NullMarked
package dev.shimgen.cli;

import org.jspecify.annotations.NullMarked;
