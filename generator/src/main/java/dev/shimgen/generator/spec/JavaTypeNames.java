package dev.shimgen.generator.spec;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import java.util.Locale;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Names types as specs use them, without type arguments and annotations. */
final class JavaTypeNames {

    private JavaTypeNames() {}

    /** {@return a type that stands in a class file} */
    static JavaType compiled(TypeMirror type) {
        TypeMirror element = type;
        StringBuilder dimensions = new StringBuilder();
        while (element instanceof ArrayType array) {
            element = array.getComponentType();
            dimensions.append("[]");
        }
        return new JavaType(known(element) + dimensions, element.getKind() != TypeKind.ERROR);
    }

    /**
     * {@return a type that stands in a source file}
     *
     * @param type what the compiler makes of it
     * @param tree how it is written
     * @param unit the file
     */
    static JavaType written(TypeMirror type, Tree tree, CompilationUnitTree unit) {
        JavaType compiled = compiled(type);
        return compiled.resolved() ? compiled : new JavaType(imported(spelling(tree), unit), false);
    }

    private static String known(TypeMirror type) {
        if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
            return type.getKind().name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
            return element.getQualifiedName().toString();
        }
        return type.toString();
    }

    private static String spelling(Tree tree) {
        if (tree instanceof AnnotatedTypeTree annotated) {
            return spelling(annotated.getUnderlyingType());
        }
        if (tree instanceof ParameterizedTypeTree parameterized) {
            return spelling(parameterized.getType());
        }
        if (tree instanceof ArrayTypeTree array) {
            return spelling(array.getType()) + "[]";
        }
        return tree.toString();
    }

    private static String imported(String name, CompilationUnitTree unit) {
        int dimensions = name.indexOf('[');
        String element = dimensions < 0 ? name : name.substring(0, dimensions);
        return unit.getImports().stream()
                .filter(line -> !line.isStatic())
                .map(ImportTree::getQualifiedIdentifier)
                .map(Tree::toString)
                .filter(qualified -> qualified.endsWith("." + element))
                .findFirst()
                .map(qualified -> qualified + name.substring(element.length()))
                .orElse(name);
    }
}
