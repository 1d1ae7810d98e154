@NullMarked
package dev.shimgen.runtime.event;

import org.jspecify.annotations.NullMarked;
