package dev.shimgen.generator.spec;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {

    private static final String IMPORTS =
            "package demo;\nimport dev.shimgen.spec.*;\nimport dev.shimgen.spec.libc.*;\n";

    private final Path base;
    private final Diagnostics diagnostics = new Diagnostics();

    SpecReaderTest(@TempDir Path base) {
        this.base = base;
    }

    @Test
    void readsAWholeSpec() throws IOException {
        write("demo/FileTrace.java", IMPORTS + """
                        @Trace
                        @Shim(value = "filetrace", headers = {"linux/if.h", "net/if.h"})
                        public interface FileTrace {
                            int stat(@Path String pathname, @Out(show = {"st_size", "st_mode"}) Stat statbuf);

                            @Replace(errno = "EPERM")
                            long write(@Fd int fd, @Buffer(length = "count") byte[] buf, long count);
                        }
                        """);

        ShimSpec spec = readOne();

        assertThat(spec.name()).isEqualTo("filetrace");
        assertThat(spec.packageName()).isEqualTo("demo");
        assertThat(spec.interfaceName()).isEqualTo("FileTrace");
        assertThat(spec.position())
                .isEqualTo(new SourcePosition("src/demo/FileTrace.java", 6, 18, "public interface FileTrace {"));
        assertThat(spec.headers()).containsExactly("linux/if.h", "net/if.h");
        assertThat(spec.headersPosition().line()).isEqualTo(5);
        assertThat(spec.headersPosition().column()).isEqualTo(38);

        SpecMethod stat = spec.methods().get(0);
        assertThat(stat.name()).isEqualTo("stat");
        assertThat(stat.result()).isEqualTo(new JavaType("int", true));
        assertThat(stat.declaredIn()).isEqualTo("demo.FileTrace");
        assertThat(stat.inherited()).isFalse();
        assertThat(stat.position().column()).isEqualTo(9);
        assertThat(stat.parameters())
                .extracting(SpecParameter::name, SpecParameter::type)
                .containsExactly(
                        tuple("pathname", new JavaType("java.lang.String", true)),
                        tuple("statbuf", new JavaType("Stat", false)));
        SpecAnnotation out = stat.parameters().get(1).annotations().get(0);
        assertThat(out.type()).isEqualTo("dev.shimgen.spec.Out");
        assertThat(out.values())
                .containsEntry("show", List.of("st_size", "st_mode"))
                .containsEntry("count", "")
                .containsEntry("unlessZero", false);
        assertThat(out.position().column()).isEqualTo(37);
        assertThat(stat.parameters().get(1).position().column()).isEqualTo(73);
        assertThat(stat.annotations())
                .extracting(SpecAnnotation::type, a -> a.position().line())
                .containsExactly(tuple("dev.shimgen.spec.Trace", 4L));

        SpecMethod write = spec.methods().get(1);
        assertThat(types(write.annotations())).containsExactly("dev.shimgen.spec.Replace", "dev.shimgen.spec.Trace");
        assertThat(write.annotations().get(0).values()).isEqualTo(Map.of("errno", "EPERM", "result", 0L));
        assertThat(write.parameters().get(1).type()).isEqualTo(new JavaType("byte[]", true));
        assertThat(write.parameters().get(2).annotations()).isEmpty();
    }

    @Test
    void foldsConstantsAndKeepsOnlyWhatMatters() throws IOException {
        write("demo/Prefixes.java", "package demo;\ninterface Prefixes { String O = \"O\"; long NO = 1 - 2; }\n");
        write("demo/Spec.java", IMPORTS + """
                        @Shim("s" + Spec.NAME)
                        interface Spec {
                            String NAME = "pec";

                            @Deprecated
                            @Own
                            @Fails(Fails.When.ERROR_NUMBER)
                            @Replace(result = Prefixes.NO)
                            int open(final @Own @Path String path, @Flags(Prefixes.O + "_") int flags);

                            @interface Own {}
                        }
                        """);

        ShimSpec spec = readOne();

        assertThat(spec.name()).isEqualTo("spec");
        assertThat(spec.headers()).isEmpty();
        assertThat(spec.headersPosition()).isEqualTo(spec.position());
        SpecMethod open = spec.methods().get(0);
        assertThat(types(open.annotations())).containsExactly("dev.shimgen.spec.Fails", "dev.shimgen.spec.Replace");
        assertThat(open.annotations().get(0).string("value")).isEqualTo("ERROR_NUMBER");
        assertThat(open.annotations().get(1).number("result")).isEqualTo(-1);
        assertThat(types(open.parameters().get(0).annotations())).containsExactly("dev.shimgen.spec.Path");
        assertThat(open.parameters().get(1).annotations().get(0).strings("value"))
                .containsExactly("O_");
    }

    @Test
    void readsAnAuthorsOwnBehavioursAndMeanings() throws IOException {
        write("demo/Redirect.java", """
                package demo;
                import java.lang.annotation.*;
                @dev.shimgen.spec.Behaviour
                @Repeatable(Redirect.All.class)
                @interface Redirect {
                    Class<?> by() default String.class;
                    char[] letters() default 'x';
                    float part() default 0.5f;
                    boolean on() default true;
                    Deprecated[] more() default @Deprecated(since = "1");
                    String value();

                    @interface All { Redirect[] value(); }
                }
                """);
        write("demo/Uid.java", "package demo;\n@dev.shimgen.spec.Meaning @interface Uid {}\n");
        write("demo/Spec.java", IMPORTS + """
                        @Shim("spec")
                        interface Spec {
                            @Redirect("one")
                            @Trace
                            @Redirect(value = "two", on = false)
                            int setuid(@Uid int uid);
                        }
                        """);

        SpecMethod method = readOne().methods().get(0);

        assertThat(types(method.annotations()))
                .containsExactly("demo.Redirect", "dev.shimgen.spec.Trace", "demo.Redirect");
        SpecAnnotation one = method.annotations().get(0);
        assertThat(one.string("by")).isEqualTo("java.lang.String");
        assertThat(one.strings("letters")).containsExactly("x");
        assertThat(one.values()).containsEntry("part", 0.5).containsEntry("on", true);
        assertThat((List<?>) one.values().get("more")).singleElement().isInstanceOf(SpecAnnotation.class);
        SpecAnnotation two = method.annotations().get(2);
        assertThat(two.string("value")).isEqualTo("two");
        assertThat(two.values()).containsEntry("on", false);
        assertThat(two.position().line()).isEqualTo(8);
        assertThat(types(method.parameters().get(0).annotations())).containsExactly("demo.Uid");
    }

    @Test
    void inheritsFromClassFilesAndSources() throws IOException {
        write("demo/Mine.java", """
                package demo;
                import dev.shimgen.spec.*;
                @Trace
                interface Mine extends dev.shimgen.spec.libc.FileAccess {
                    @PassThrough
                    int fsync(@Fd int fd);
                }
                """);
        write("demo/Spec.java", IMPORTS + """
                        @Trace
                        @Shim("spec")
                        interface Spec extends Mine, FileSync, FileAccess {
                            @Replace(errno = "EACCES")
                            int access(@Path String name, @Flags("X_OK") int mode);

                            int close(@Fd int fd);
                        }
                        """);

        ShimSpec spec = readOne();

        assertThat(spec.methods())
                .extracting(SpecMethod::name)
                .containsExactly(
                        "access",
                        "close",
                        "fsync",
                        "faccessat",
                        "euidaccess",
                        "eaccess",
                        "fdatasync",
                        "sync",
                        "syncfs",
                        "sync_file_range",
                        "msync");
        Map<String, SpecMethod> methods = spec.methods().stream().collect(toMap(SpecMethod::name, m -> m));
        SpecMethod access = method(methods, "access");
        assertThat(access.declaredIn()).isEqualTo("demo.Spec");
        assertThat(access.inherited()).isFalse();
        assertThat(types(access.annotations())).containsExactly("dev.shimgen.spec.Replace", "dev.shimgen.spec.Trace");

        SpecMethod fsync = method(methods, "fsync");
        assertThat(fsync.declaredIn()).isEqualTo("demo.Mine");
        assertThat(fsync.inherited()).isTrue();
        assertThat(fsync.position())
                .isEqualTo(new SourcePosition("src/demo/Mine.java", 6, 9, "    int fsync(@Fd int fd);"));
        assertThat(fsync.annotations())
                .extracting(SpecAnnotation::type, a -> a.position().file())
                .containsExactly(
                        tuple("dev.shimgen.spec.PassThrough", "src/demo/Mine.java"),
                        tuple("dev.shimgen.spec.Trace", "src/demo/Mine.java"),
                        tuple("dev.shimgen.spec.Trace", "src/demo/Spec.java"));

        SpecMethod faccessat = method(methods, "faccessat");
        assertThat(faccessat.declaredIn()).isEqualTo("dev.shimgen.spec.libc.FileAccess");
        assertThat(faccessat.position().file()).isEqualTo("src/demo/Mine.java");
        assertThat(faccessat.position().column()).isEqualTo(24);
        assertThat(faccessat.parameters())
                .extracting(SpecParameter::name)
                .containsExactly("dirfd", "pathname", "mode", "flags");
        assertThat(faccessat.parameters().get(2).annotations().get(0).strings("value"))
                .containsExactly("R_OK", "W_OK", "X_OK", "F_OK");

        SpecMethod fdatasync = method(methods, "fdatasync");
        assertThat(fdatasync.position()).isEqualTo(position("src/demo/Spec.java", 6, 30, spec));
        assertThat(types(fdatasync.annotations())).containsExactly("dev.shimgen.spec.Trace");
    }

    @Test
    void takesTheMethodOfTheInterfaceThatIsNearer() throws IOException {
        write("demo/Base.java", "package demo;\ninterface Base { int close(int fd); }\n");
        write("demo/Lower.java", "package demo;\ninterface Lower extends Base { int close(int descriptor); }\n");
        write("demo/Other.java", "package demo;\ninterface Other { int close(int other); }\n");
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec extends Base, Other, Lower {}\n");

        assertThat(readOne().methods())
                .singleElement()
                .extracting(SpecMethod::declaredIn)
                .isEqualTo("demo.Lower");
    }

    /** Neither way goes before the other: what both say counts, whichever comes first in the {@code extends} clause. */
    @Test
    void hasTheBehavioursOfAllWaysToAFunction() throws IOException {
        write(
                "demo/One.java",
                "package demo;\nimport dev.shimgen.spec.*;\n@Trace interface One { int close(@ClearFlags(\"O_SYNC\") int fd); }\n");
        write(
                "demo/Two.java",
                "package demo;\nimport dev.shimgen.spec.*;\n"
                        + "interface Two { @Replace(result = 1) int close(int fd); }\n");
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec extends One, Two {}\n");

        assertThat(readOne().methods()).singleElement().satisfies(close -> {
            assertThat(close.declaredIn()).isEqualTo("demo.One");
            assertThat(types(close.annotations()))
                    .containsExactly("dev.shimgen.spec.Trace", "dev.shimgen.spec.Replace");
            assertThat(types(close.parameters().get(0).annotations())).containsExactly("dev.shimgen.spec.ClearFlags");
        });
    }

    @Test
    void hasTheBehavioursOfAllWaysToAnInterface() throws IOException {
        write(
                "demo/Between.java",
                "package demo;\nimport dev.shimgen.spec.*;\n"
                        + "@Trace @Replace(result = 2) interface Between extends dev.shimgen.spec.libc.SystemFiles {}\n");
        write(
                "demo/Spec.java",
                IMPORTS + "@Shim(\"spec\") @Replace(result = 1)\n"
                        + "interface Spec extends SystemFiles, Between {}\n");

        assertThat(readOne().methods()).isNotEmpty().allSatisfy(method -> {
            assertThat(types(method.annotations())).contains("dev.shimgen.spec.Trace");
            assertThat(method.annotations().stream()
                            .filter(a -> a.type().endsWith("Replace"))
                            .map(a -> a.number("result")))
                    .as("the nearer one first")
                    .containsExactly(2L, 1L);
        });
    }

    /** One interface has a group traced, another one has something of its own for one function of that group. */
    @Test
    void hasTheBehavioursOfAWayPastAMethodThatIsDeclaredAnew() throws IOException {
        write(
                "demo/Base.java",
                "package demo;\n@dev.shimgen.spec.Replace(result = 5) interface Base { int close(int fd); }\n");
        write(
                "demo/Traced.java",
                "package demo;\nimport dev.shimgen.spec.*;\n"
                        + "@Trace @Replace(result = 1) interface Traced extends Base {}\n");
        write(
                "demo/Anew.java",
                "package demo;\nimport dev.shimgen.spec.*;\n"
                        + "interface Anew extends Base { @Replace(result = 2) int close(int fd); }\n");
        for (String order : List.of("Traced, Anew", "Anew, Traced")) {
            write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec extends " + order + " {}\n");

            assertThat(readOne().methods()).as(order).singleElement().satisfies(close -> {
                assertThat(close.declaredIn()).isEqualTo("demo.Anew");
                assertThat(close.annotations())
                        .extracting(SpecAnnotation::type, a -> a.number("result"))
                        .startsWith(tuple("dev.shimgen.spec.Replace", 2L))
                        .contains(tuple("dev.shimgen.spec.Trace", 0L))
                        .doesNotContain(tuple("dev.shimgen.spec.Replace", 5L));
            });
        }
    }

    @Test
    void mindsNoTypesThatAreStillToBeGenerated() throws IOException {
        write("demo/Spec.java", IMPORTS + """
                        import java.lang.foreign.Unborn;
                        import static demo.gen.Names.*;
                        import demo.gen.*;

                        @Shim("spec")
                        public interface Spec extends FileAccess {
                            Later makes(demo.gen.Stat a, Stat[] b, Unborn c, java.util.List<Stat> d, Later<Stat> e);
                        }

                        class User {
                            private final SpecCalls calls = SpecCalls.load();

                            void use() {
                                calls.close(1).unknown();
                            }
                        }
                        """);

        SpecMethod method = readOne().methods().get(0);

        assertThat(method.result()).isEqualTo(new JavaType("Later", false));
        assertThat(method.parameters())
                .extracting(SpecParameter::type)
                .containsExactly(
                        new JavaType("demo.gen.Stat", false),
                        new JavaType("Stat[]", false),
                        new JavaType("java.lang.foreign.Unborn", false),
                        new JavaType("java.util.List", true),
                        new JavaType("Later", false));
    }

    @Test
    void readsSpecsOfModules() throws IOException {
        write("module-info.java", "module demo { requires dev.shimgen.spec; }\n");
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec { int close(@Fd int fd); }\n");

        assertThat(readOne().methods())
                .singleElement()
                .extracting(SpecMethod::name)
                .isEqualTo("close");
    }

    @Test
    void ordersSpecsByFileAndTakesSingleFiles() throws IOException {
        write("demo/B.java", IMPORTS + "@Shim(\"b\") interface B { int close(@Fd int fd); }\n");
        write("demo/A.java", IMPORTS + "@Shim(\"a\") interface A { int close(@Fd int fd); }\n");
        Path single = base.resolve("single/Unnamed.java");
        Files.createDirectories(base.resolve("single"));
        Files.writeString(single, "@dev.shimgen.spec.Shim(\"c\") interface Unnamed { void sync(); }\n");

        List<ShimSpec> specs = new SpecReader(new SpecRequest(
                        List.of(base.resolve("src"), base.resolve("missing")),
                        List.of(single),
                        TestClassPath.entries(),
                        base,
                        StandardCharsets.UTF_8))
                .read(diagnostics);

        assertThat(diagnostics.all()).isEmpty();
        assertThat(specs).extracting(ShimSpec::name).containsExactly("c", "a", "b");
        assertThat(specs.get(0).packageName()).isEmpty();
        assertThat(specs.get(0).methods().get(0).result()).isEqualTo(new JavaType("void", true));
    }

    @Test
    void readsOtherEncodings() throws IOException {
        Charset latin = StandardCharsets.ISO_8859_1;
        Files.createDirectories(base.resolve("src"));
        Files.writeString(
                base.resolve("src/S.java"),
                "/* äöü */ @dev.shimgen.spec.Shim(\"s\") interface S { int größe(int fd); }\n",
                latin);

        new SpecReader(new SpecRequest(List.of(base.resolve("src")), List.of(), TestClassPath.entries(), base, latin))
                .read(diagnostics);

        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(Code.SG0105);
            assertThat(diagnostic.message()).contains("\"größe\"");
        });
    }

    @Test
    void leavesOutWhatIsWrongAndKeepsTheRest() throws IOException {
        write(
                "demo/Spec.java",
                IMPORTS + "@Shim(\"spec\") interface Spec { int close(@Fd int fd); int auto(@Fd int fd); }\n");

        List<ShimSpec> specs = read();

        assertThat(diagnostics.hasErrors()).isTrue();
        assertThat(specs.get(0).methods()).extracting(SpecMethod::name).containsExactly("close");
    }

    @Test
    void saysWhereItLooked() throws IOException {
        Files.createDirectories(base.resolve("src"));

        new SpecReader(new SpecRequest(List.of(base.resolve("src"), base.resolve("gen")), List.of(), base))
                .read(diagnostics);
        new SpecReader(new SpecRequest(List.of(), List.of(), base)).read(diagnostics);

        assertThat(diagnostics.all())
                .extracting(Diagnostic::format)
                .containsExactly(
                        "error: [SG0107] no interface annotated @Shim in src, gen (does not exist); annotate an interface"
                                + " there with @Shim(\"name\")",
                        "error: [SG0107] no interface annotated @Shim in no folder at all: no source root is configured");
    }

    @Test
    void asksForTheSpecModule() throws IOException {
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec { int close(@Fd int fd); }\n");

        new SpecReader(new SpecRequest(List.of(base.resolve("src")), List.of(), base)).read(diagnostics);

        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(Code.SG0111);
            assertThat(diagnostic.message()).endsWith("is dev.shimgen:shimgen-spec a dependency of this project?");
        });
    }

    @Test
    void reportsFilesThatAreNotThere() {
        new SpecReader(new SpecRequest(
                        List.of(), List.of(base.resolve("Gone.java")), List.of(), base, StandardCharsets.UTF_8))
                .read(diagnostics);

        assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly(Code.SG0502);
        assertThat(diagnostics.all().get(0).message()).contains("Gone.java").contains("NoSuchFile");
    }

    @Test
    void warnsOfClassFilesWithoutParameterNames() throws IOException {
        Path group = write("other/Nameless.java", "package other;\npublic interface Nameless { int close(int fd); }\n");
        Path classes = Files.createDirectories(base.resolve("classes"));
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), group.toString());
        assertThat(status).isZero();
        Files.delete(group);
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec extends other.Nameless {}\n");

        List<Path> classPath = new ArrayList<>(TestClassPath.entries());
        classPath.add(classes);
        new SpecReader(new SpecRequest(List.of(base.resolve("src")), classPath, base)).read(diagnostics);

        assertThat(diagnostics.hasErrors()).isFalse();
        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(Code.SG0105);
            assertThat(diagnostic.message()).contains("other.Nameless").endsWith("compile it with -parameters");
        });
    }

    @Test
    void saysWhyItCannotReadAClassFile() throws IOException {
        Path file = compile("Newer", "public interface Newer { int close(int fd); }\n");
        byte[] bytes = Files.readAllBytes(file);
        // The major version, JVMS 4.1: far newer than any JDK.
        bytes[6] = 1;
        Files.write(file, bytes);
        readSpecOf("other.Newer");

        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(Code.SG0110);
            assertThat(diagnostic.message())
                    .startsWith("cannot read the interface \"other.Newer\": cannot access ")
                    .contains("wrong version");
        });
    }

    @Test
    void missesInterfacesBehindClassFiles() throws IOException {
        Path gone = compile("Gone", "public interface Gone { int close(int fd); }\n");
        compile("Group", "public interface Group extends Gone { void sync(); }\n");
        Files.delete(gone);
        readSpecOf("other.Group");

        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(Code.SG0110);
            assertThat(diagnostic.message()).contains("Gone").contains("other.Group");
            assertThat(diagnostic.position()).isNotNull();
        });
    }

    @Test
    void reportsMoreErrorsThanJavacLikesTo() throws IOException {
        StringBuilder text = new StringBuilder(IMPORTS + "@Shim(\"spec\") interface Spec {\n");
        for (int i = 0; i < 150; i++) {
            text.append("    int f").append(i).append("(@Flags int flags);\n");
        }
        write("demo/Spec.java", text + "}\n");

        read();

        assertThat(diagnostics.all()).hasSize(150);
    }

    @Test
    void followsLinksOnce() throws IOException {
        Path file = write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec { int close(@Fd int fd); }\n");
        Path real = base.resolve("real");
        Files.move(base.resolve("src"), real);
        Files.createSymbolicLink(base.resolve("src"), real);
        Files.createSymbolicLink(real.resolve("loop"), real);

        assertThat(readOne().position().file()).isEqualTo(base.relativize(file).toString());
    }

    @Test
    void needsACompiler() {
        new SpecReader(new SpecRequest(List.of(), List.of(), base)).read(null, diagnostics);

        assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly(Code.SG0112);
    }

    /** Compiles a class of the package {@code other} the way old builds do, without names of parameters. */
    private Path compile(String name, String text) throws IOException {
        Path source = Files.writeString(base.resolve(name + ".java"), "package other;\n" + text);
        String classes = Files.createDirectories(base.resolve("classes")).toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classes, "-d", classes, source.toString());
        assertThat(status).isZero();
        return base.resolve("classes/other").resolve(name + ".class");
    }

    private void readSpecOf(String group) throws IOException {
        write("demo/Spec.java", IMPORTS + "@Shim(\"spec\") interface Spec extends " + group + " {}\n");
        List<Path> classPath = new ArrayList<>(TestClassPath.entries());
        classPath.add(base.resolve("classes"));
        new SpecReader(new SpecRequest(List.of(base.resolve("src")), classPath, base)).read(diagnostics);
    }

    private Path write(String name, String text) throws IOException {
        Path file = base.resolve("src").resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private List<ShimSpec> read() {
        return new SpecReader(new SpecRequest(List.of(base.resolve("src")), TestClassPath.entries(), base))
                .read(diagnostics);
    }

    private ShimSpec readOne() {
        List<ShimSpec> specs = read();
        assertThat(diagnostics.all()).isEmpty();
        assertThat(specs).hasSize(1);
        return specs.get(0);
    }

    private static List<String> types(List<SpecAnnotation> annotations) {
        return annotations.stream().map(SpecAnnotation::type).toList();
    }

    private static SpecMethod method(Map<String, SpecMethod> methods, String name) {
        return Objects.requireNonNull(methods.get(name), name);
    }

    private static SourcePosition position(String file, long line, long column, ShimSpec spec) {
        return new SourcePosition(file, line, column, spec.position().text());
    }
}
