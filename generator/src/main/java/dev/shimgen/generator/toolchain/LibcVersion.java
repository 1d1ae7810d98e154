package dev.shimgen.generator.toolchain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A C library and its version.
 *
 * @param family which library
 * @param numbers the version's numbers, the most significant first: 2 and 36 for glibc, 1, 2 and 3 for musl
 */
public record LibcVersion(Family family, List<Integer> numbers) implements Comparable<LibcVersion> {

    private static final Pattern TEXT = Pattern.compile("(?:glibc|musl) \\d{1,5}(?:\\.\\d{1,5}){1,2}");

    /** C libraries whose headers are recorded. */
    public enum Family {
        GLIBC,
        MUSL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LibcVersion {
        numbers = List.copyOf(numbers);
    }

    /** {@return a version of glibc, from {@code __GLIBC__} and {@code __GLIBC_MINOR__}} */
    public static LibcVersion glibc(int major, int minor) {
        return new LibcVersion(Family.GLIBC, List.of(major, minor));
    }

    /**
     * {@return the version that a text names}
     *
     * @param text {@code glibc 2.36}, {@code musl 1.2.3}, as {@link #toString} writes it
     * @throws IllegalArgumentException if the text has another form
     */
    public static LibcVersion parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no version of glibc or musl");
        }
        int space = text.indexOf(' ');
        return new LibcVersion(
                Family.valueOf(text.substring(0, space).toUpperCase(Locale.ROOT)),
                Arrays.stream(text.substring(space + 1).split("\\.", -1))
                        .map(Integer::valueOf)
                        .toList());
    }

    /** {@return the numbers alone: {@code 2.36}} */
    public String number() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    /** {@return whether it is an earlier version of the same library} */
    public boolean isOlderThan(LibcVersion other) {
        return family == other.family && compareTo(other) < 0;
    }

    /** Orders by library, then by the version's numbers; 1.2 comes before 1.2.3. */
    @Override
    public int compareTo(LibcVersion other) {
        return Comparator.comparing(LibcVersion::family)
                .thenComparing(LibcVersion::numbers, (a, b) -> Arrays.compare(ints(a), ints(b)))
                .compare(this, other);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return family + " " + number();
    }
}
