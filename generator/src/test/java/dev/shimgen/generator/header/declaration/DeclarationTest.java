package dev.shimgen.generator.header.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.header.CType.Carrier;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "typedef unsigned int __mode_t        | __mode_t | unsigned int | ''",
                "typedef struct entry { char *key; void *data; } ENTRY | ENTRY | struct entry | ''",
                "typedef int (*__compar_fn_t)(const void *, const void *) | __compar_fn_t | int (* | )(const void *, const void *)",
                "typedef int (printf_function)(void *) | printf_function | int ( | )(void *)",
                "const unsigned short *__ctype_b      | __ctype_b | const unsigned short * | ''",
                "double table[4][3]                   | table | double | [4][3]",
                "struct point *const restrict at      | at | struct point *const restrict | ''",
                "unsigned : 4                         | '' | unsigned | ''",
                // A word that is a type for one compiler is a name that a header declares for another.
                "typedef float _Float32               | _Float32 | float | ''",
                "typedef double _Float32x             | _Float32x | double | ''",
                "typedef _Complex float _Float32      | _Float32 | _Complex float | ''",
                "typedef long double _Float64x        | _Float64x | long double | ''",
                "typedef _Float32 _Float32            | _Float32 | _Float32 | ''",
                "typedef unsigned char bool           | bool | unsigned char | ''",
                "typedef _Bool bool                   | bool | _Bool | ''",
                "typedef __u8 bool                    | bool | __u8 | ''",
                "typedef struct bool { int x; } bool  | bool | struct bool | ''",
                "typedef long long __int128           | __int128 | long long | ''",
                "int bool : 1                         | bool | int | ''",
                "const char *_Float64[4]              | _Float64 | const char * | [4]",
                // … and a type all the same, with a name or without one.
                "_Float32 _Complex z                  | z | _Float32 _Complex | ''",
                "_Complex _Float32 z                  | z | _Complex _Float32 | ''",
                "unsigned __int128 wide               | wide | unsigned __int128 | ''",
                "const bool                           | '' | const bool | ''",
                "_Float128                            | '' | _Float128 | ''",
            })
    void splits(String text, String name, String before, String after) throws Exception {
        Declaration declaration = Declaration.parse(text);

        assertThat(declaration.name()).isEqualTo(name);
        assertThat(declaration.before()).isEqualTo(before);
        assertThat(declaration.after()).isEqualTo(after);
    }

    @Test
    void tellsBitFields() throws Exception {
        assertThat(Declaration.parse("unsigned int flags : 24").bitField()).isTrue();
        assertThat(Declaration.parse("unsigned int flags : 24").after()).isEmpty();
        assertThat(Declaration.parse("unsigned int flags").bitField()).isFalse();
    }

    @Test
    void readsNestedAndAnonymousMembers() throws Exception {
        StructBody body = StructBody.parse("""
                struct outer {
                    int a;
                    union {
                        int b;
                        struct {
                            char c[2];
                        } named;
                    };
                    struct tagged {
                        int d;
                    } e[3];
                    enum color { RED, GREEN = 2 } f;
                    void (*g)(struct outer *, int);
                }""");

        assertThat(body.union()).isFalse();
        assertThat(body.tag()).isEqualTo("outer");
        assertThat(body.members()).hasSize(5);
        StructBody.Member union = body.members().get(1);
        assertThat(union.isAnonymous()).isTrue();
        assertThat(union.body()).isNotNull().satisfies(inner -> {
            assertThat(inner.union()).isTrue();
            assertThat(inner.members().get(1).declaration().name()).isEqualTo("named");
            assertThat(inner.members().get(1).isAnonymous()).isFalse();
        });
        assertThat(body.members().get(2).declaration()).isEqualTo(new Declaration("e", "struct tagged", "[3]", false));
        assertThat(body.members().get(3).declaration()).isEqualTo(new Declaration("f", "enum color", "", false));
        assertThat(body.members().get(4).body()).isNull();
    }

    @Test
    void refusesBodiesThatAreNone() {
        assertThatThrownBy(() -> StructBody.parse("int x")).isInstanceOf(DeclarationException.class);
        assertThatThrownBy(() -> StructBody.parse("struct a { int x }")).isInstanceOf(DeclarationException.class);
        assertThatThrownBy(() -> StructBody.parse("struct a { int x;")).isInstanceOf(DeclarationException.class);
    }

    @Test
    void followsTypedefsToStructsAndVaLists() {
        TypeNames names = new TypeNames(
                Map.of(
                        "FILE", "struct _IO_FILE",
                        "res_state", "struct __res_state *",
                        "va_list", "__gnuc_va_list",
                        "my_args", "va_list",
                        "handler", "void (*)(int)",
                        "loop", "loop"),
                Set.of("struct _IO_FILE", "struct __res_state", "div_t"));

        assertThat(names.struct("const FILE *restrict", "")).isEqualTo("struct _IO_FILE");
        assertThat(names.struct("FILE **", "")).isNull();
        assertThat(names.struct("res_state", "")).isEqualTo("struct __res_state");
        assertThat(names.struct("res_state *", "")).isNull();
        assertThat(names.struct("FILE", "[]")).isEqualTo("struct _IO_FILE");
        assertThat(names.struct("FILE const *", "")).isEqualTo("struct _IO_FILE");
        assertThat(names.struct("struct unknown *", "")).isNull();
        assertThat(names.struct("FILE *(*", ")(void)")).isNull();
        assertThat(names.struct("handler", "")).isNull();
        assertThat(names.struct("loop", "")).isNull();
        assertThat(names.type("div_t", "", Carrier.STRUCT).struct()).isEqualTo("div_t");
        assertThat(names.isVaList("my_args", "")).isTrue();
        assertThat(names.isVaList("__builtin_va_list", "")).isTrue();
        assertThat(names.isVaList("va_list *", "")).isFalse();
        assertThat(names.isVaList("int", "")).isFalse();
    }
}
