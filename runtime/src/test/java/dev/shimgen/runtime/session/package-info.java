@NullMarked
package dev.shimgen.runtime.session;

import org.jspecify.annotations.NullMarked;
