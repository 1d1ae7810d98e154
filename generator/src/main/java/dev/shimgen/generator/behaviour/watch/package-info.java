/** Taking note when a process restricts its system calls. */
@NullMarked
package dev.shimgen.generator.behaviour.watch;

import org.jspecify.annotations.NullMarked;
