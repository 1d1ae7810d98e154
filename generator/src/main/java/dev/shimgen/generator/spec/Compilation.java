package dev.shimgen.generator.spec;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import dev.shimgen.generator.diagnostic.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The Java compiler's view of the sources: trees, symbols, and what it has to complain of. Makes no class files. */
final class Compilation implements AutoCloseable {

    /**
     * Annotation processors must not run: they would see a program half of which is still to be generated. With {@code
     * -parameters} the compiler also reads names of parameters from class files. It would keep the 101st error to itself.
     */
    private static final List<String> OPTIONS = List.of(
            "-proc:none", "-implicit:none", "-Xprefer:source", "-parameters", "-nowarn", "-Xmaxerrs", "1000000");

    private final JavaCompiler compiler;
    private final StandardJavaFileManager standard;
    private final JavaFileManager files;
    private final Path base;
    private final Map<Path, SourceText> texts = new HashMap<>();

    /** The file manager decodes files, and has no other way to say that it cannot; javac itself then goes on. */
    private final List<JavaError> undecodable = new ArrayList<>();

    /**
     * An error that the compiler reports.
     *
     * @param file the file, or {@code null} if the error is about none
     * @param offset counted from 0; -1 if there is no place
     * @param key the compiler's name for the kind of error: {@code compiler.err.cant.resolve}
     * @param message its text in English
     */
    record JavaError(@Nullable Path file, long offset, String key, String message) {

        /** Whether it says that a byte of the file is no character in the encoding. */
        boolean undecodable() {
            return key.startsWith("compiler.err.illegal.char.for.encoding");
        }

        /** Whether it only says that the compiler does not know a type: one that is to be generated, perhaps. */
        boolean unresolved() {
            return key.startsWith("compiler.err.cant.resolve") || key.equals("compiler.err.doesnt.exist");
        }
    }

    /**
     * Sources that parse, with all their symbols.
     *
     * @param units the files that were asked for
     * @param trees between trees, symbols and places
     * @param elements the symbols
     * @param types their types
     * @param errors what the compiler does not like in these files, and in those that they use
     */
    record Analysis(
            List<CompilationUnitTree> units, Trees trees, Elements elements, Types types, List<JavaError> errors) {}

    Compilation(JavaCompiler compiler, SpecRequest request) throws IOException {
        this.compiler = compiler;
        this.standard = compiler.getStandardFileManager(
                diagnostic -> collect(diagnostic, undecodable), Locale.ENGLISH, request.encoding());
        this.files = new WithoutModules(standard);
        this.base = request.baseDirectory().toAbsolutePath().normalize();
        standard.setLocationFromPaths(
                StandardLocation.SOURCE_PATH,
                Stream.concat(request.sourceRoots().stream(), request.used().stream())
                        .filter(Files::isDirectory)
                        .toList());
        standard.setLocationFromPaths(
                StandardLocation.CLASS_PATH,
                request.classPath().stream().filter(Files::exists).toList());
    }

    /**
     * Sources as they were parsed.
     *
     * @param task the compiler, which goes on from here
     * @param files the sources
     * @param units what was made of them
     * @param errors what keeps them from being parsed
     */
    record Parsed(JavacTask task, List<Path> files, List<CompilationUnitTree> units, List<JavaError> errors) {}

    /** {@return what the compiler makes of these files} */
    Parsed parse(List<Path> sources) throws IOException {
        List<JavaError> errors = new ArrayList<>();
        JavacTask task = task(sources, errors);
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        errors.addAll(undecodable);
        undecodable.clear();
        return new Parsed(task, sources, units, errors);
    }

    /** {@return the symbols of files that were parsed without an error} */
    static Analysis analyze(Parsed parsed) throws IOException {
        JavacTask task = parsed.task();
        task.analyze();
        return new Analysis(
                List.copyOf(parsed.units()),
                Trees.instance(task),
                task.getElements(),
                task.getTypes(),
                List.copyOf(parsed.errors()));
    }

    /** {@return the text of a file, read as the compiler reads it} */
    SourceText text(Path file) {
        return texts.computeIfAbsent(file, this::readText);
    }

    /** {@return the file that was compiled, or {@code null} for what is no file of its own: an entry of a jar} */
    static @Nullable Path path(@Nullable JavaFileObject source) {
        return source != null && "file".equals(source.toUri().getScheme()) ? Path.of(source.toUri()) : null;
    }

    /** {@return the place of an error} */
    @Nullable
    SourcePosition position(JavaError error) {
        Path file = error.file();
        return file == null || error.offset() < 0 ? null : text(file).at(error.offset());
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private JavacTask task(List<Path> sources, List<JavaError> errors) {
        return (JavacTask) compiler.getTask(
                Writer.nullWriter(),
                files,
                diagnostic -> collect(diagnostic, errors),
                OPTIONS,
                null,
                standard.getJavaFileObjectsFromPaths(sources));
    }

    private static void collect(Diagnostic<? extends JavaFileObject> diagnostic, List<JavaError> errors) {
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
            errors.add(new JavaError(
                    path(diagnostic.getSource()),
                    diagnostic.getPosition(),
                    diagnostic.getCode(),
                    diagnostic.getMessage(Locale.ENGLISH)));
        }
    }

    private SourceText readText(Path file) {
        Path shown = file.startsWith(base) ? base.relativize(file) : file;
        JavaFileObject source = standard.getJavaFileObjects(file).iterator().next();
        try {
            return new SourceText(
                    shown.toString().replace('\\', '/'),
                    source.getCharContent(true).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Hides {@code module-info.java}: with it the compiler would look for everything on the module path, but all that
     * there is to know of types is on the class path.
     */
    private static final class WithoutModules extends ForwardingJavaFileManager<JavaFileManager> {

        WithoutModules(JavaFileManager files) {
            super(files);
        }

        @Override
        public @Nullable JavaFileObject getJavaFileForInput(
                Location location, String className, JavaFileObject.Kind kind) throws IOException {
            return location == StandardLocation.SOURCE_PATH && className.equals("module-info")
                    ? null
                    : super.getJavaFileForInput(location, className, kind);
        }
    }
}
