package dev.shimgen.generator.spec;

import java.util.Set;

/** The words that cannot be names in C. */
public final class Keywords {

    /** C11 6.4.1, then C23's, then GCC's "Alternate Keywords" and extensions, then what {@code -std=gnu11} defines as macros. */
    private static final Set<String> WORDS = Set.of(
            ("auto break case char const continue default do double else enum extern float for goto if inline int long"
                            + " register restrict return short signed sizeof static struct switch typedef union unsigned"
                            + " void volatile while _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn"
                            + " _Static_assert _Thread_local"
                            + " alignas alignof bool constexpr false nullptr static_assert thread_local true typeof"
                            + " typeof_unqual _BitInt"
                            + " asm __alignof __alignof__ __asm __asm__ __attribute __attribute__ __auto_type"
                            + " __complex __complex__ __const __const__ __extension__ __func__ __FUNCTION__ __imag __imag__"
                            + " __inline __inline__ __int128 __label__ __null __PRETTY_FUNCTION__ __real __real__ __restrict"
                            + " __restrict__ __signed __signed__ __thread __typeof __typeof__ __volatile __volatile__"
                            + " linux unix i386")
                    .split(" "));

    private Keywords() {}

    /** {@return whether a word is a keyword of C or a macro that the compiler itself defines without underscores} */
    public static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
