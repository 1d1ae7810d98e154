/**
 * Corrects what header facts say wrongly, or lack, before anything else reads them.
 */
@NullMarked
package dev.shimgen.generator.resolve.facts;

import org.jspecify.annotations.NullMarked;
