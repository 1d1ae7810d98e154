package dev.shimgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.spi.ToolProvider;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the module as a whole. */
class ModuleTest {

    private final JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();

    @Test
    void usesNothingButJavaBase() {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        int status = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-summary",
                Classes.SOURCES
                        .resolveSibling("../../target/classes")
                        .normalize()
                        .toString());
        assertThat(status).as(out.toString()).isZero();
        assertThat(out.toString().lines()).containsExactly("dev.shimgen.spec -> java.base");
    }

    @Test
    void documentsEveryTypeAndMember() throws IOException {
        List<String> undocumented = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    Writer.nullWriter(),
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(Classes.sources()));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Undocumented(trees, undocumented).scan(unit, "");
            }
        }
        assertThat(undocumented).isEmpty();
    }

    @Test
    void documentsWithoutMistakes(@TempDir Path folder) throws IOException {
        List<String> complaints = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjectsFromPaths(Classes.sources());
            boolean compiles = compiler.getTask(
                            Writer.nullWriter(),
                            files,
                            diagnostic -> complaints.add(diagnostic.toString()),
                            List.of("-proc:none", "-implicit:none", "-Xdoclint:all,-missing", "-d", folder.toString()),
                            null,
                            sources)
                    .call();
            assertThat(complaints).isEmpty();
            assertThat(compiles).isTrue();
        }
    }

    /** Collects types and methods without a comment. */
    private static final class Undocumented extends TreePathScanner<Optional<Void>, String> {

        private final DocTrees trees;
        private final List<String> found;

        Undocumented(DocTrees trees, List<String> found) {
            this.trees = trees;
            this.found = found;
        }

        private static final String FIELDS_OF_STRUCTS = "Structs.";

        @Override
        public Optional<Void> visitClass(ClassTree type, String outer) {
            String name = outer + type.getSimpleName();
            check(name);
            super.visitClass(type, name + ".");
            return Optional.empty();
        }

        /** A field of a struct needs no more than the struct's man page; a private constructor is nobody's. */
        @Override
        public Optional<Void> visitMethod(MethodTree method, String outer) {
            if (!outer.startsWith(FIELDS_OF_STRUCTS)
                    && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
                check(outer + method.getName());
            }
            return Optional.empty();
        }

        private void check(String name) {
            String comment = trees.getDocComment(getCurrentPath());
            if (comment == null
                    || comment.isBlank()
                    || comment.toLowerCase(Locale.ROOT).contains("todo")) {
                found.add(name);
            }
        }
    }
}
