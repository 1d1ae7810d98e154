package dev.shimgen.runtime.event;

import java.util.List;
import java.util.Optional;

/**
 * Names of bits, of fields of bits, or of numbers, as C's headers have them.
 *
 * @param values in the order in which they are looked for: wider masks come first, since {@code O_SYNC} contains {@code
 *     O_DSYNC}
 */
public record NamedValues(List<NamedValue> values) {

    /**
     * A name.
     *
     * @param name a constant's: {@code O_WRONLY}
     * @param value the bits that it stands for
     * @param mask the bits that it speaks about: its value for a plain flag, {@code O_ACCMODE} for {@code O_WRONLY}, all for
     *     one that stands for a whole number; 0 for a flag that the library's machine does not have
     */
    public record NamedValue(String name, long value, long mask) {}

    public NamedValues {
        values = List.copyOf(values);
    }

    /** {@return the name of a number; empty if it has none} */
    public Optional<String> nameOf(long number) {
        return values.stream()
                .filter(named -> named.value() == number)
                .map(NamedValue::name)
                .findFirst();
    }

    /** {@return a set of flags by its names, {@code O_RDWR|O_CREAT}; bits without a name are hexadecimal, none is 0} */
    public String flags(long bits) {
        StringBuilder text = new StringBuilder();
        long told = 0;
        for (NamedValue named : values) {
            if (named.mask() != 0 && (bits & named.mask()) == named.value() && (told & named.mask()) == 0) {
                text.append(text.isEmpty() ? "" : "|").append(named.name());
                told |= named.mask();
            }
        }
        if ((bits & ~told) != 0) {
            text.append(text.isEmpty() ? "0x" : "|0x").append(Long.toHexString(bits & ~told));
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
