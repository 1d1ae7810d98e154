/** Leading plug-ins to functions of their own. */
@NullMarked
package dev.shimgen.generator.behaviour.plugins;

import org.jspecify.annotations.NullMarked;
