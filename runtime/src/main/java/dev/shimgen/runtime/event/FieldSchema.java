package dev.shimgen.runtime.event;

import java.util.Optional;
import java.util.OptionalInt;

/** What is in a field of a structure, and how it is shown. */
public sealed interface FieldSchema {

    /** An integer. */
    record Numeric(NumberSchema number) implements FieldSchema {}

    /** A structure, or several. */
    record Inner(StructureSchema structure) implements FieldSchema {}

    /**
     * A set of signals, in words of bits.
     *
     * @param names theirs
     */
    record Signals(NamedValues names) implements FieldSchema {}

    /** A number in the order of the network. */
    record Port() implements FieldSchema {}

    /** An address of the Internet, of four bytes. */
    record Ipv4() implements FieldSchema {}

    /** An address of the Internet, of sixteen bytes. */
    record Ipv6() implements FieldSchema {}

    /** Characters, up to a null byte. */
    record Characters() implements FieldSchema {}

    /** The same; what begins with a null byte is a name in the abstract namespace, unix(7). */
    record SocketName() implements FieldSchema {}

    /** A pointer to something that is shown. */
    sealed interface Pointer extends FieldSchema {}

    /** To a string. */
    record Text() implements Pointer {}

    /** To bytes. */
    record Bytes() implements Pointer {}

    /**
     * To structures.
     *
     * @param counted whether another field says how many there are, so that they are an array
     */
    record Structures(StructureSchema structure, boolean counted) implements Pointer {}

    /** To a structure of which another field says how many bytes are there. */
    record Sized(StructureSchema structure) implements Pointer {}

    /**
     * To the first structure of a list.
     *
     * @param next where in each the pointer to the next one is, in bytes; empty if nothing is
     */
    record Listed(StructureSchema structure, OptionalInt next) implements Pointer {}

    /** To control messages, cmsg(3). */
    record Control() implements Pointer {}

    /** {@return the structure that this contains or leads to} */
    default Optional<StructureSchema> structureOf() {
        return switch (this) {
            case Inner inner -> Optional.of(inner.structure());
            case Structures structures -> Optional.of(structures.structure());
            case Sized sized -> Optional.of(sized.structure());
            case Listed listed -> Optional.of(listed.structure());
            default -> Optional.empty();
        };
    }
}
