package dev.shimgen.generator.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a struct.
 *
 * @param type its C type
 * @param style {@link Style#FIELDS}, or how all of it is shown as one value; {@link Style#LIST} for a pointer to the first struct
 *     of a list, whose only field is that with the pointer to the next
 * @param constantSet the id of the {@link ConstantSet} with the names of signals; empty for others
 * @param fields in the order of a line; the first one is what {@code cases} go by
 * @param cases what it is instead, by the value of the first field
 * @param size the field with its own size, where there may be fewer bytes than the type has; empty for others
 */
public record StructView(
        String type, Style style, String constantSet, List<Field> fields, List<Case> cases, String size) {

    public StructView {
        fields = List.copyOf(fields);
        cases = List.copyOf(cases);
    }

    /** Some fields. */
    public StructView(String type, List<Field> fields) {
        this(type, Style.FIELDS, "", fields, List.of(), "");
    }

    /** {@return the same view of a struct with another name that has the same fields: {@code struct stat64}} */
    public StructView as(String otherType) {
        return otherType.equals(type)
                ? this
                : new StructView(
                        otherType,
                        style,
                        constantSet,
                        fields.stream()
                                .map(field -> field.owner().equals(type) ? field.in(otherType) : field)
                                .toList(),
                        cases,
                        size);
    }

    /** {@return this one, and all that it leads to} */
    public Stream<StructView> all() {
        Stream<StructView> inner = fields.stream()
                .flatMap(field ->
                        field.inner() == null ? Stream.of() : field.inner().all());
        return Stream.concat(
                Stream.of(this),
                Stream.concat(inner, cases.stream().flatMap(of -> of.view().all())));
    }

    /** {@return whether it has pointers that are followed, or one of its cases has} */
    public boolean follows() {
        return style.isPointer()
                || fields.stream()
                        .anyMatch(field -> field.style().isPointer()
                                || (field.style() == Style.FIELDS
                                        && field.inner() != null
                                        && field.inner().follows()))
                || cases.stream().anyMatch(of -> of.view().follows());
    }

    /** {@return the ids of the sets of constants that it needs} */
    public Stream<String> constantSets() {
        return all().flatMap(view -> Stream.concat(
                        Stream.of(view.constantSet), view.fields.stream().map(Field::constantSet)))
                .filter(id -> !id.isEmpty());
    }

    /**
     * What a struct is for one value of its first field.
     *
     * @param constant the value's name
     * @param view with the fields that the struct has as well
     */
    public record Case(String constant, StructView view) {}

    /**
     * A field to show.
     *
     * @param owner the C type of the struct that it is a field of
     * @param name the C name
     * @param style how
     * @param constantSet the id of the {@link ConstantSet} of flags and choices; empty for others
     * @param inner of a struct, or of what a pointer to one leads to; {@code null} for others
     * @param other of a pointer, the field that says how much is behind it; of {@link Style#LIST}, the one of {@code inner} that
     *     points to the next; empty if nothing does
     */
    public record Field(
            String owner,
            String name,
            Style style,
            String constantSet,
            @Nullable StructView inner,
            String other) {

        /** A field whose values have no names. */
        public Field(String owner, String name, Style style) {
            this(owner, name, style, "", null, "");
        }

        Field in(String otherOwner) {
            return new Field(otherOwner, name, style, constantSet, inner, other);
        }
    }

    /** How a field is shown. */
    public enum Style {
        SIGNED,
        UNSIGNED,
        /** A pointer, to an object or a function. */
        ADDRESS,
        /** A signal's handler: {@code SIG_IGN}, or its address. */
        HANDLER,
        /** A file's type and permissions: {@code S_IFREG|0644}. */
        FILE_MODE,
        /** Bits with names. */
        FLAGS,
        /** A value with a name. */
        ONE_OF,
        /** What wait(2) tells of a process. */
        WAIT_STATUS,
        /** A struct, by its fields. */
        FIELDS,
        /** A set of signals. */
        SIGNALS,
        /** 16 bits in the order of the network. */
        PORT,
        /** Four bytes. */
        IPV4,
        /** Sixteen bytes. */
        IPV6,
        /** An array of characters, up to a null byte. */
        CHARACTERS,
        /** The same; one that begins with a null byte is a name in the abstract namespace. */
        SOCKET_NAME,
        /** A pointer to a string. */
        STRING,
        /** A pointer to a file name. */
        PATH,
        /** A pointer to bytes. */
        BYTES,
        /** A pointer to a struct, or to several. */
        STRUCTURES,
        /** A pointer to a struct of which as many bytes are there as another field says. */
        SIZED,
        /** A pointer to the first struct of a list. */
        LIST,
        /** A pointer to control messages. */
        CONTROL;

        /** {@return whether what the pointer leads to is shown} */
        public boolean isPointer() {
            return switch (this) {
                case STRING, PATH, BYTES, STRUCTURES, SIZED, LIST, CONTROL -> true;
                default -> false;
            };
        }
    }
}
