package dev.shimgen.generator.resolve.include;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.resolve.Machine;
import org.junit.jupiter.api.Test;

class DeclaredFunctionsTest {

    @Test
    void declarationsOfEveryShape() {
        assertThat(DeclaredFunctions.in("""
                        /* extern int not_this_one (void); */
                        extern void *malloc (size_t __size) __THROW __attribute_malloc__;
                        extern int __REDIRECT (fscanf, (FILE *__restrict __stream, ...), __isoc99_fscanf);
                        extern struct tm *
                        gmtime (const time_t *__timer);
                        extern char *optarg;
                        """)).containsExactly("fscanf", "gmtime", "malloc");
    }

    @Test
    void twoHeadersOfTheMachineDeclareMalloc() throws Exception {
        assertThat(DeclaredFunctions.in("stdlib.h", Machine.platform())).contains("malloc", "strtol", "qsort");
        assertThat(DeclaredFunctions.in("malloc.h", Machine.platform())).contains("malloc", "mallinfo");
        assertThat(DeclaredFunctions.in("no/such.h", Machine.platform())).isEmpty();
    }
}
