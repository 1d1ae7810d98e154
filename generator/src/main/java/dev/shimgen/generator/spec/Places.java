package dev.shimgen.generator.spec;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.spec.Compilation.Analysis;
import dev.shimgen.generator.spec.Compilation.JavaError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Places of trees in their sources. */
final class Places {

    private final Compilation compilation;
    private final SourcePositions positions;

    /** By file, the compiler's errors by place: every annotation is asked whether it has one. */
    private final Map<Path, NavigableMap<Long, List<JavaError>>> errors = new HashMap<>();

    private final Map<CompilationUnitTree, Path> files = new HashMap<>();

    Places(Compilation compilation, Analysis analysis) {
        this.compilation = compilation;
        this.positions = analysis.trees().getSourcePositions();
        for (JavaError error : analysis.errors()) {
            if (error.file() != null) {
                errors.computeIfAbsent(error.file(), k -> new TreeMap<>())
                        .computeIfAbsent(error.offset(), k -> new ArrayList<>())
                        .add(error);
            }
        }
    }

    /** {@return where a tree begins} */
    SourcePosition start(TreePath path) {
        return start(path, path.getLeaf());
    }

    /** {@return where a tree begins that is in the same file as {@code path}} */
    SourcePosition start(TreePath path, Tree tree) {
        CompilationUnitTree unit = path.getCompilationUnit();
        return text(unit).at(positions.getStartPosition(unit, tree));
    }

    /** {@return the name that a class, method or variable declares} */
    SourcePosition name(TreePath path) {
        return name(path, path.getLeaf());
    }

    /** {@return the name that {@code declaration}, a tree in the same file as {@code path}, declares} */
    SourcePosition name(TreePath path, Tree declaration) {
        CompilationUnitTree unit = path.getCompilationUnit();
        SourceText text = text(unit);
        long begin = positions.getStartPosition(unit, declaration);
        long before = -1;
        String name = "";
        if (declaration instanceof ClassTree type) {
            before = positions.getEndPosition(unit, type.getModifiers());
            name = type.getSimpleName().toString();
        } else if (declaration instanceof MethodTree method) {
            before = positions.getEndPosition(unit, method.getReturnType());
            name = method.getName().toString();
        } else if (declaration instanceof VariableTree variable) {
            before = positions.getEndPosition(unit, variable.getType());
            name = variable.getName().toString();
        }
        int found = text.identifier(name, (int) Math.max(begin, before));
        // A name spelled with Unicode escapes is not found.
        return text.at(found >= 0 ? found : begin);
    }

    /** {@return the place of an error in the same file as {@code path}} */
    SourcePosition of(TreePath path, JavaError error) {
        return text(path.getCompilationUnit()).at(error.offset());
    }

    /** {@return the compiler's errors inside a tree that is in the same file as {@code path}} */
    List<JavaError> errorsIn(TreePath path, Tree tree) {
        CompilationUnitTree unit = path.getCompilationUnit();
        NavigableMap<Long, List<JavaError>> own = errors.getOrDefault(file(unit), Collections.emptyNavigableMap());
        long start = positions.getStartPosition(unit, tree);
        long end = positions.getEndPosition(unit, tree);
        return start >= end
                ? List.of()
                : own.subMap(start, end).values().stream().flatMap(List::stream).toList();
    }

    private SourceText text(CompilationUnitTree unit) {
        return compilation.text(file(unit));
    }

    private Path file(CompilationUnitTree unit) {
        return files.computeIfAbsent(
                unit, key -> Objects.requireNonNull(Compilation.path(key.getSourceFile()), "a source that is a file"));
    }
}
