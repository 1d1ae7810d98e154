/**
 * Reads C declarations as clang prints them: prototypes, typedefs, the bodies of structs.
 *
 * <p>It owes its callers the exact split of a declaration around its name, and an exception for text that it does not
 * understand, never a half-read type. It knows nothing of jextract and of catalogues.
 */
@NullMarked
package dev.shimgen.generator.header.declaration;

import org.jspecify.annotations.NullMarked;
