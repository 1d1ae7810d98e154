package dev.shimgen.generator.spec;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.spec.Compilation.Analysis;
import dev.shimgen.generator.spec.Compilation.JavaError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the annotations that say something to shimgen, and complains of those that the compiler does not know. */
final class AnnotationReader {

    static final String SPEC_PACKAGE = "dev.shimgen.spec";
    static final String SHIM = SPEC_PACKAGE + ".Shim";
    private static final String BEHAVIOUR = SPEC_PACKAGE + ".Behaviour";
    private static final String MEANING = SPEC_PACKAGE + ".Meaning";

    private final Analysis analysis;
    private final Places places;
    private final Diagnostics diagnostics;

    AnnotationReader(Analysis analysis, Places places, Diagnostics diagnostics) {
        this.analysis = analysis;
        this.places = places;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads annotations in a source.
     *
     * @param owner the declaration they stand on
     * @param modifiers its modifiers
     * @param element its symbol
     * @return those that matter and are right, in source order; {@code @Shim} is not among them
     */
    List<SpecAnnotation> written(TreePath owner, ModifiersTree modifiers, Element element) {
        Map<String, List<AnnotationMirror>> mirrors = byType(element);
        Map<String, Integer> seen = new HashMap<>();
        List<SpecAnnotation> result = new ArrayList<>();
        for (AnnotationTree tree : modifiers.getAnnotations()) {
            TypeElement type = type(owner, tree);
            if (type == null) {
                reportUnknown(owner, tree);
            } else if (!reportWrong(owner, tree) && matters(type)) {
                String name = type.getQualifiedName().toString();
                int index = seen.merge(name, 1, Integer::sum) - 1;
                List<AnnotationMirror> same = mirrors.getOrDefault(name, List.of());
                if (index < same.size()) {
                    result.add(convert(same.get(index), places.start(owner, tree)));
                }
            }
        }
        return List.copyOf(result);
    }

    /** {@return the annotations in a class file that matter; {@code via} stands for their place} */
    List<SpecAnnotation> compiled(Element element, SourcePosition via) {
        return flat(element)
                .filter(mirror -> matters(typeOf(mirror)))
                .map(mirror -> convert(mirror, via))
                .toList();
    }

    /** {@return an annotation's type, or {@code null} if the compiler does not know it} */
    @Nullable
    TypeElement type(TreePath owner, AnnotationTree tree) {
        TreePath path = new TreePath(new TreePath(owner, tree), tree.getAnnotationType());
        Element element = analysis.trees().getElement(path);
        return element instanceof TypeElement type && type.asType().getKind() != TypeKind.ERROR ? type : null;
    }

    /** {@return the annotation of a type on an element, or {@code null} if there is none} */
    static @Nullable AnnotationMirror mirror(Element element, String type) {
        return flat(element)
                .filter(m -> typeOf(m).getQualifiedName().contentEquals(type))
                .findFirst()
                .orElse(null);
    }

    /** {@return an annotation with its values, defaults filled in} */
    SpecAnnotation convert(AnnotationMirror mirror, SourcePosition position) {
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> written = mirror.getElementValues().keySet().stream()
                .map(member -> member.getSimpleName().toString())
                .collect(Collectors.toSet());
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                analysis.elements().getElementValuesWithDefaults(mirror).entrySet()) {
            Object value = value(entry.getValue(), position);
            boolean array = entry.getKey().getReturnType().getKind() == TypeKind.ARRAY;
            values.put(
                    entry.getKey().getSimpleName().toString(),
                    array && !(value instanceof List<?>) ? List.of(value) : value);
        }
        TypeElement type = typeOf(mirror);
        return new SpecAnnotation(type.getQualifiedName().toString(), values, written, mark(type), position);
    }

    private static SpecAnnotation.Mark mark(TypeElement type) {
        if (mirror(type, BEHAVIOUR) != null) {
            return SpecAnnotation.Mark.BEHAVIOUR;
        }
        return mirror(type, MEANING) != null ? SpecAnnotation.Mark.MEANING : SpecAnnotation.Mark.NONE;
    }

    /** Reports what the compiler has against an annotation that it knows, and says whether it had something. */
    boolean reportWrong(TreePath owner, AnnotationTree tree) {
        List<JavaError> errors = places.errorsIn(owner, tree);
        errors.forEach(error -> diagnostics.error(
                Code.SG0111,
                places.of(owner, error),
                JavaMessages.inAnnotation(error, "@" + tree.getAnnotationType())));
        return !errors.isEmpty();
    }

    /** Reports an annotation that the compiler does not know. */
    void reportUnknown(TreePath owner, AnnotationTree tree) {
        String written = tree.getAnnotationType().toString();
        String simple = written.substring(written.lastIndexOf('.') + 1);
        List<String> known = typesIn(SPEC_PACKAGE, ElementKind.ANNOTATION_TYPE);
        Optional<String> near = Suggestions.closest(simple, known);
        String way;
        if (known.isEmpty()) {
            way = "; is dev.shimgen:shimgen-spec a dependency of this project?";
        } else if (near.isEmpty()) {
            way = "; import it, or add the library that has it to the dependencies of this project";
        } else if (near.get().equals(simple)) {
            way = "; add \"import " + SPEC_PACKAGE + "." + simple + ";\"";
        } else {
            way = "; did you mean \"@" + near.get() + "\" (" + SPEC_PACKAGE + "." + near.get() + ")?";
        }
        diagnostics.error(
                Code.SG0111, places.start(owner, tree), "cannot find the annotation \"@" + written + "\"" + way);
    }

    /** {@return the simple names of the public types of a package on the class path} */
    List<String> typesIn(String packageName, ElementKind kind) {
        PackageElement element = analysis.elements().getPackageElement(packageName);
        return element == null
                ? List.of()
                : element.getEnclosedElements().stream()
                        .filter(type -> type.getKind() == kind)
                        .map(type -> type.getSimpleName().toString())
                        .sorted()
                        .toList();
    }

    private static boolean matters(TypeElement type) {
        String name = type.getQualifiedName().toString();
        boolean ours = name.equals(SPEC_PACKAGE + "." + type.getSimpleName()) && !name.equals(SHIM);
        return ours || mark(type) != SpecAnnotation.Mark.NONE;
    }

    private static Map<String, List<AnnotationMirror>> byType(Element element) {
        Map<String, List<AnnotationMirror>> result = new HashMap<>();
        flat(element)
                .forEach(mirror -> result.computeIfAbsent(
                                typeOf(mirror).getQualifiedName().toString(), key -> new ArrayList<>())
                        .add(mirror));
        return result;
    }

    /** An annotation that stands twice on an element is hidden in a container, JLS 9.7.5. */
    private static Stream<AnnotationMirror> flat(Element element) {
        return element.getAnnotationMirrors().stream().flatMap(mirror -> {
            List<AnnotationMirror> contained = contained(mirror);
            return contained.isEmpty() ? Stream.of(mirror) : contained.stream();
        });
    }

    private static List<AnnotationMirror> contained(AnnotationMirror container) {
        List<AnnotationMirror> result = new ArrayList<>();
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                container.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals("value")
                    && entry.getValue().getValue() instanceof List<?> list) {
                for (Object value : list) {
                    if (value instanceof AnnotationValue item
                            && item.getValue() instanceof AnnotationMirror inner
                            && isContainer(typeOf(container), typeOf(inner))) {
                        result.add(inner);
                    }
                }
            }
        }
        return result;
    }

    private static boolean isContainer(TypeElement container, TypeElement contained) {
        return contained.getAnnotationMirrors().stream()
                .filter(m -> typeOf(m).getQualifiedName().contentEquals("java.lang.annotation.Repeatable"))
                .flatMap(m -> m.getElementValues().values().stream())
                .anyMatch(
                        v -> v.getValue() instanceof DeclaredType type && Objects.equals(type.asElement(), container));
    }

    private static TypeElement typeOf(AnnotationMirror mirror) {
        return (TypeElement) mirror.getAnnotationType().asElement();
    }

    private Object value(AnnotationValue value, SourcePosition position) {
        Object raw = value.getValue();
        if (raw instanceof List<?> list) {
            return list.stream()
                    .map(item -> value((AnnotationValue) item, position))
                    .toList();
        }
        if (raw instanceof AnnotationMirror mirror) {
            return convert(mirror, position);
        }
        if (raw instanceof VariableElement constant) {
            return constant.getSimpleName().toString();
        }
        if (raw instanceof TypeMirror type) {
            return JavaTypeNames.compiled(type).name();
        }
        if (raw instanceof Double || raw instanceof Float) {
            return ((Number) raw).doubleValue();
        }
        return raw instanceof Number number
                ? (Object) number.longValue()
                : raw instanceof Boolean ? raw : raw.toString();
    }
}
