package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    private static final String BASE = """
            shimgen-catalogue 1
            platform x86_64-linux-gnu
            libc glibc 2.36
            [public]
            a.h
            b.h
            [typedefs]
            one_t	a.h	int
            [structs]
            struct s	a.h	struct	8	4	whole
            	0	4	1	i	x	int @
            	4	4	1	i	y	int @
            struct t	a.h	struct	4	4	whole
            	0	4	1	i	x	int @
            [functions]
            f	a.h	ii	int f(int)
            g	b.h	v	void g(void)
            [constants]
            ONE	a.h	i32	1
            [reached]
            [skipped]
            [end]
            """;

    /** A header, a field and a function more, a constant with another value, a function and a struct less. */
    private static final String WHOLE = """
            shimgen-catalogue 1
            platform x86_64-linux-gnu
            libc glibc 2.41
            [public]
            a.h
            ab.h
            b.h
            [typedefs]
            one_t	a.h	int
            [structs]
            struct s	a.h	struct	12	4	whole
            	0	4	1	i	x	int @
            	4	4	1	i	y	int @
            	8	4	1	i	z	int @
            [functions]
            e	ab.h	v	void e(void)
            f	a.h	ii	int f(int)
            [constants]
            ONE	a.h	i32	11
            [reached]
            ax.h	a.h
            [skipped]
            [end]
            """;

    private static final String DIFFERENCE = """
            shimgen-catalogue-difference 1
            base base.txt 816300bb
            platform x86_64-linux-gnu
            libc glibc 2.41
            [public]
            +ab.h
            [typedefs]
            [structs]
            +struct s	a.h	struct	12	4	whole
            +	0	4	1	i	x	int @
            +	4	4	1	i	y	int @
            +	8	4	1	i	z	int @
            -struct t
            [functions]
            +e	ab.h	v	void e(void)
            -g
            [constants]
            +ONE	a.h	i32	11
            [reached]
            +ax.h	a.h
            [skipped]
            [end]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void saysWhatWasAddedRemovedAndChanged() throws Exception {
        assertThat(Difference.between("base.txt", BASE, WHOLE)).isEqualTo(DIFFERENCE);
    }

    @Test
    void givesTheWholeTextAgain() throws Exception {
        assertThat(Difference.is(DIFFERENCE)).isTrue();
        assertThat(Difference.is(BASE)).isFalse();
        assertThat(Difference.baseName(DIFFERENCE)).isEqualTo("base.txt");
        assertThat(Difference.applied(DIFFERENCE, BASE)).isEqualTo(WHOLE);
    }

    @Test
    void ofTheSameIsEmpty() throws Exception {
        assertThat(Difference.between("base.txt", BASE, BASE)).doesNotContain("\n+", "\n-");
    }

    @Test
    void isReadWithItsBaseBesideIt() throws Exception {
        Files.writeString(folder.resolve("base.txt"), BASE);
        Path file = Files.writeString(folder.resolve("new.txt"), DIFFERENCE);

        Catalogue catalogue = CatalogueSource.file(file).catalogue();

        assertThat(CatalogueWriter.write(catalogue)).isEqualTo(WHOLE);
    }

    @Test
    void isNotReadWithoutItsBase() throws Exception {
        Path file = Files.writeString(folder.resolve("new.txt"), DIFFERENCE);

        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> CatalogueSource.file(file).readAll());

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0502);
        assertThat(failure.diagnostics().get(0).message())
                .contains(folder.resolve("base.txt").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base base.txt 816300bb | base base.txt          | line 2: no base",
                "base base.txt 816300bb | base ../b.txt 816300bb | line 2: no base",
                "816300bb               | 816300b0               | line 2: base.txt is not the file",
                "-g                     | -h                     | line 16: the base has no such row",
                "+ab.h                  | ab.h                   | line 6: the base has no such row",
                "[end]                  | [reached]              | without [end]",
            })
    void refusesDamage(String from, String to, String message) {
        String damaged = DIFFERENCE.replace(from, to);

        assertThat(damaged).isNotEqualTo(DIFFERENCE);
        assertThatThrownBy(() -> Difference.applied(damaged, BASE))
                .isInstanceOf(CatalogueReader.DamagedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesABaseThatIsNotWhole() {
        assertThatThrownBy(() -> Difference.between("base.txt", DIFFERENCE, WHOLE))
                .hasMessageContaining("no whole catalogue");
        assertThatThrownBy(() -> Difference.between("base.txt", BASE.replace("[end]\n", ""), WHOLE))
                .hasMessageContaining("no whole catalogue");
    }
}
