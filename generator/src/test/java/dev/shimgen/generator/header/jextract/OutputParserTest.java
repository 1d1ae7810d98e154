package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that glibc does not have, and output that is not jextract's. */
class OutputParserTest {

    private static final String SHARED = """
            package any.where;
            public class lib$shared {
                public static final ValueLayout.OfInt C_INT = (ValueLayout.OfInt) Linker.nativeLinker().canonicalLayouts().get("int");
                public static final ValueLayout.OfLong C_LONG = ValueLayout.JAVA_LONG;
                public static final AddressLayout C_POINTER = ValueLayout.ADDRESS
                        .withTargetLayout(MemoryLayout.sequenceLayout(java.lang.Long.MAX_VALUE, JAVA_BYTE));
            }
            """;

    private static final String INCLUDES = """
            --include-function f # header: /opt/lib/include/lib/f.h
            --include-function old # header: /opt/lib/include/lib/f.h
            --include-constant PATTERN # header: /opt/lib/include/lib/f.h
            --include-typedef record # header: /opt/lib/include/lib/f.h
            --include-struct both # header: /opt/lib/include/lib/f.h
            """;

    @Test
    void readsFunctionsWithoutPrototypeAsVariadic() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                public class lib {
                    /**
                     * Variadic invoker class for:
                     * {@snippet lang=c :
                     * int old()
                     * }
                     */
                    public static class old {
                        private static final FunctionDescriptor BASE_DESC = FunctionDescriptor.of(
                                lib.C_INT    );
                    }
                }
                """);

        assertThat(facts.function("old"))
                .hasFieldOrPropertyWithValue("prototype", "extern int old()")
                .hasFieldOrPropertyWithValue("variadic", true);
    }

    @Test
    void survivesACommentEndInsideAStringConstant() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                public class lib {
                    /**
                     * {@snippet lang=c :
                     * #define PATTERN "/usr/*/x"
                     * }
                     */
                    public static MemorySegment PATTERN() {
                        class Holder {
                            static final MemorySegment PATTERN
                                = lib.LIBRARY_ARENA.allocateFrom("/usr/*/x\\"\\u0001");
                        }
                        return Holder.PATTERN;
                    }
                }
                """);

        assertThat(facts.constants().get("PATTERN"))
                .isEqualTo(new ConstantFact("PATTERN", new ConstantFact.Text("/usr/*/x\"\1"), "lib/f.h"));
    }

    @Test
    void findsTheCNameOfAClassThatJavaMadeLonger() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                /**
                 * {@snippet lang=c :
                 * struct {
                 *     int a;
                 *     int b : 3;
                 *     int : 5;
                 * }
                 * }
                 */
                public class record_ {
                    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
                        lib.C_INT.withName("a"),
                        MemoryLayout.paddingLayout(4)
                    ).withName("$anon$1:1");
                }
                """);

        assertThat(facts.structs().get("record"))
                .hasFieldOrPropertyWithValue("size", 8L)
                .hasFieldOrPropertyWithValue("complete", false);
    }

    @Test
    void readsTheSizesOfLongsAndTheOffsetsOfUnions() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                /**
                 * {@snippet lang=c :
                 * struct both {
                 *     union {
                 *         long wide;
                 *         struct {
                 *             int low;
                 *             int high;
                 *         } half[2];
                 *     };
                 *     int : 32;
                 *     void *last[2][3];
                 * }
                 * }
                 */
                public class both {
                    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
                        MemoryLayout.unionLayout(
                            lib.C_LONG.withName("wide"),
                            MemoryLayout.sequenceLayout(2, both.half.layout()).withName("half")
                        ).withName("$anon$2:5"),
                        MemoryLayout.paddingLayout(8),
                        MemoryLayout.sequenceLayout(2, MemoryLayout.sequenceLayout(3, lib.C_POINTER)).withName("last")
                    ).withName("both");
                    /**
                     * {@snippet lang=c :
                     * struct {
                     *     int low;
                     *     int high;
                     * }
                     * }
                     */
                    public static class half {
                        private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(
                            lib.C_INT.withName("low"),
                            lib.C_INT.withName("high")
                        ).withName("$anon$4:9");
                    }
                }
                """);

        assertThat(facts.structs()).containsOnlyKeys("struct both");
        assertThat(facts.structs().get("struct both")).satisfies(both -> {
            assertThat(both.size()).isEqualTo(72);
            assertThat(both.complete()).isTrue();
            assertThat(both.fields().stream()
                            .map(f -> f.name() + " " + f.offset() + " " + f.size() + " " + f.count() + " "
                                    + f.type().declare("x")))
                    .containsExactly(
                            "wide 0 8 1 long x",
                            "half 0 16 2 struct { int low; int high; } x[2]",
                            "last 24 48 6 void *x[2][3]");
        });
    }

    @Test
    void saysOfAFunctionThatIsListedAndHasNoCodeThatItWasSkipped() throws Exception {
        HeaderFacts facts = parse(INCLUDES, "public class lib { }\n");

        assertThat(facts.functions()).isEmpty();
        assertThat(facts.skipped().get("f"))
                .hasFieldOrPropertyWithValue("reason", "jextract lists it, and gives neither code nor reason");
    }

    @Test
    void skipsADeclarationThatItDoesNotUnderstand() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                public class lib {
                    private static class f {
                        public static final FunctionDescriptor DESC = FunctionDescriptor.of(lib.C_INT);
                    }
                    /**
                     * Function descriptor for:
                     * {@snippet lang=c :
                     * extern int f(int ^)
                     * }
                     */
                    public static FunctionDescriptor f$descriptor() {
                        return f.DESC;
                    }
                }
                """);

        assertThat(facts.functions()).isEmpty();
        assertThat(facts.skipped().get("f"))
                .isNotNull()
                .satisfies(skipped -> assertThat(skipped.reason())
                        .startsWith("its declaration is not understood: ")
                        .contains("int f(int ^)"));
    }

    @Test
    void skipsAConstantWhoseValueHasAnUnknownForm() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                public class lib {
                    private static final Object PATTERN = new Object();
                    /**
                     * {@snippet lang=c :
                     * #define PATTERN something
                     * }
                     */
                    public static Object PATTERN() {
                        return PATTERN;
                    }
                }
                """);

        assertThat(facts.constants()).isEmpty();
        assertThat(facts.skipped().get("PATTERN"))
                .hasFieldOrPropertyWithValue("reason", "its value has no known form: new Object()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello, world\n",
                "public class lib {",
                "public class lib { int x = \"a; }\n",
                "/* no end\npublic class lib { }\n",
                "import java.util.*;\n",
                """
                public class both {
                    private static final GroupLayout $LAYOUT = MemoryLayout.cubeLayout(lib.C_INT);
                    /** nothing */
                }
                /**
                 * {@snippet lang=c :
                 * struct both {
                 *     int x;
                 * }
                 * }
                 */
                class second {
                    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(lib.C_WHAT.withName("x"));
                }
                """,
                """
                public class lib {
                    /**
                     * Function descriptor for:
                     * {@snippet lang=c :
                     * extern int f(int x)
                     * }
                     */
                    public static FunctionDescriptor f$descriptor() { return f.DESC; }
                }
                """,
                """
                public class lib {
                    private static class f {
                        public static final FunctionDescriptor DESC = FunctionDescriptor.of(lib.C_INT);
                    }
                    /**
                     * Function descriptor for:
                     * {@snippet lang=c :
                     * extern int f(int x)
                     * }
                     */
                    public static FunctionDescriptor f$descriptor() { return f.DESC; }
                }
                """
            })
    void refusesWhatIsNotJextracts(String source) {
        assertThatThrownBy(() -> parse(INCLUDES, source)).isInstanceOf(OutputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "include everything\n",
                "--include-function\n",
                "--include-planet mars # header: x.h\n"
            })
    void refusesIncludesThatAreNone(String includes) {
        assertThatThrownBy(() -> parse(includes, "public class lib { }\n")).isInstanceOf(OutputException.class);
    }

    @Test
    void refusesCodeWithoutOrigin() {
        String source = """
                public class lib {
                    private static class g {
                        public static final FunctionDescriptor DESC = FunctionDescriptor.ofVoid();
                    }
                    /**
                     * Function descriptor for:
                     * {@snippet lang=c :
                     * extern void g(void)
                     * }
                     */
                    public static FunctionDescriptor g$descriptor() { return g.DESC; }
                }
                """;

        assertThatThrownBy(() -> parse(INCLUDES, source))
                .isInstanceOf(OutputException.class)
                .hasMessage("lib/lib.java: there is code for the function g, and no header declares it:"
                        + " \"extern void g(void)\"");
    }

    @Test
    void namesTheFileAndTheTextThatItCannotRead() {
        assertThatThrownBy(() -> parse(INCLUDES, "public class lib {\n    void f() {\n"))
                .hasMessageStartingWith("lib/lib.java: not Java source (line 2): \"");
        assertThatThrownBy(() -> parse(INCLUDES, """
                /**
                 * {@snippet lang=c :
                 * struct both {
                 *     int x;
                 * }
                 * }
                 */
                public class both {
                    private static final GroupLayout $LAYOUT = MemoryLayout.structLayout(lib.C_PLANET.withName("x"));
                }
                """))
                .hasMessageStartingWith("lib/lib.java: unknown layout C_PLANET: \"MemoryLayout.structLayout(");
        assertThatThrownBy(() -> parse("include everything\n", "public class lib { }\n"))
                .hasMessage(
                        "the file that --dump-includes wrote: no name of a header (line 1): \"include everything\"");
    }

    /** glibc's {@code <bits/floatn-common.h>} as clang, for which {@code _Float32} is no type, prints it. */
    @Test
    void readsTypedefsOfWordsThatAreTypesElsewhere() throws Exception {
        HeaderFacts facts = parse(INCLUDES + "--include-typedef _Float32 # header: /opt/lib/include/lib/f.h\n", """
                public class lib {
                    /**
                     * {@snippet lang=c :
                     * typedef float _Float32
                     * }
                     */
                    public static final OfFloat _Float32 = lib.C_FLOAT;
                }
                """);

        assertThat(facts.typedefs())
                .containsOnlyKeys("_Float32")
                .extractingByKey("_Float32")
                .hasFieldOrPropertyWithValue("target", "float");
    }

    @Test
    void skipsATypedefThatDeclaresNothing() throws Exception {
        HeaderFacts facts = parse(INCLUDES, """
                public class lib {
                    /**
                     * {@snippet lang=c :
                     * typedef float
                     * }
                     */
                    public static final OfFloat odd = lib.C_FLOAT;
                }
                """);

        assertThat(facts.typedefs()).isEmpty();
        assertThat(facts.skipped().get("odd").reason()).contains("a typedef without a name: typedef float");
    }

    private static HeaderFacts parse(String includes, String source) throws OutputException {
        return OutputParser.parse(new JextractRun(
                List.of(new JavaSource("lib/lib$shared.java", SHARED), new JavaSource("lib/lib.java", source)),
                includes,
                "",
                "all.h",
                "x86_64-linux-gnu",
                IncludeRoots.of("x86_64-linux-gnu").after(List.of("/opt/lib/include/")),
                new TreeSet<>(List.of("lib/f.h"))));
    }
}
