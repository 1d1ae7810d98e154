package dev.shimgen.generator.spec;

/**
 * A Java type as a spec names it.
 *
 * @param name the fully qualified name, {@code int}, {@code byte[]}, or, for a type that does not exist yet because it
 *     is to be generated, the name as written, or as a single-type import of the file completes it
 * @param resolved whether the compiler knows the type
 */
public record JavaType(String name, boolean resolved) {

    /** {@return the name without its package} */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
