@NullMarked
package dev.shimgen.generator.emit.java;

import org.jspecify.annotations.NullMarked;
