package dev.shimgen.spec;

/**
 * A C struct that a function is given by pointer. Specs name the class that is generated for the struct ({@code Stat} for
 * {@code struct stat}); every such class is a {@code Struct}, and the ready-made groups, which cannot know generated
 * classes, say {@code Struct} instead.
 */
public interface Struct {

    /** {@return the address of the struct's first byte in this process} */
    Pointer pointer();

    /** {@return the struct's size in bytes} */
    long size();
}
