package dev.shimgen.generator.plan;

/**
 * How far a function goes in the memory behind one of its parameters.
 *
 * <p>Parameters are named by their places, counted from 0.
 */
public sealed interface Extent {

    /** As many bytes as a parameter says. */
    record Bytes(int length) implements Extent {}

    /**
     * As many elements as a parameter says.
     *
     * @param size of one, in bytes, if no class of its struct says it
     */
    record Items(int count, long size) implements Extent {}

    /** As many bytes as the product of two parameters says. */
    record Product(int size, int count) implements Extent {}

    /** As many bytes as a number of 32 bits says that a parameter points to. */
    record Stored(int length) implements Extent {}

    /** As many bytes as the function takes for granted. */
    record Fixed(long bytes) implements Extent {}

    /** So many elements as the declaration has between its brackets: {@code const struct timespec times[2]}. */
    record Declared(long count) implements Extent {}
}
