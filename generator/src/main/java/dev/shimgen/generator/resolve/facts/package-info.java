/**
 * What header facts say wrongly, or not at all, put right before anyone else reads them.
 */
@NullMarked
package dev.shimgen.generator.resolve.facts;

import org.jspecify.annotations.NullMarked;
