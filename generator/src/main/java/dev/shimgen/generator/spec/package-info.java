/**
 * Reads specs with the JDK's compiler API.
 *
 * <p>It owes the resolver a {@link dev.shimgen.generator.spec.ShimSpec} in which every name is a C identifier and every
 * element has its place in the source; it knows nothing of headers. The ready-made groups are read from their classes.
 */
@NullMarked
package dev.shimgen.generator.spec;

import org.jspecify.annotations.NullMarked;
