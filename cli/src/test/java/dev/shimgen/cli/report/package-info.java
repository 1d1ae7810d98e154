@NullMarked
package dev.shimgen.cli.report;

import org.jspecify.annotations.NullMarked;
