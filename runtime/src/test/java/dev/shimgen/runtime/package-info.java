@NullMarked
package dev.shimgen.runtime;

import org.jspecify.annotations.NullMarked;
