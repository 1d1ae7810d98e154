/**
 * Reads C declarations as clang prints them: prototypes, typedefs, the bodies of structs.
 *
 * <p>It promises to split a declaration exactly around its name, and to throw an exception for text that it does not
 * understand rather than return half a type. It knows nothing of jextract and of catalogues.
 */
@NullMarked
package dev.shimgen.generator.header.declaration;

import org.jspecify.annotations.NullMarked;
