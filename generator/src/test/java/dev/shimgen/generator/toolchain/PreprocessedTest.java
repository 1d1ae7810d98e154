package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreprocessedTest {

    @Test
    void wordsAreThoseOfDeclarations() {
        Preprocessed read = Preprocessed.parse("""
                # 1 "/usr/include/stdio.h" 1 3 4
                extern int scanf (const char *f) __asm__ ("" "__isoc99_scanf");
                char quote = '"', other = '\\'', name[] = "a \\" b";
                #define isalnum(c) __isalnum_l (c)
                #pragma GCC poison gets
                """);
        assertThat(read.words())
                .contains("scanf", "extern", "quote", "other", "name")
                .doesNotContain("__isoc99_scanf", "isalnum", "__isalnum_l", "gets", "a", "b");
        assertThat(read.files()).containsExactly("/usr/include/stdio.h");
        assertThat(read.functionMacros()).containsExactly("isalnum");
    }

    @Test
    void theLastDefinitionOfAMacroCounts() {
        Preprocessed read = Preprocessed.parse("""
                #define EMPTY
                #define ONE 1
                #define ONE(x) x
                #define TWO(x) x
                #define TWO  2
                #define SPACED (1)
                #define GONE 1
                #undef GONE
                """);
        assertThat(read.objectMacros())
                .containsEntry("EMPTY", "")
                .containsEntry("TWO", "2")
                .containsEntry("SPACED", "(1)")
                .doesNotContainKeys("ONE", "GONE");
        assertThat(read.functionMacros()).containsExactly("ONE");
    }
}
