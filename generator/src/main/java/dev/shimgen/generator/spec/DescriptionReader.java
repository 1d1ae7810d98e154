package dev.shimgen.generator.spec;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.spec.Compilation.Analysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the interfaces marked {@code @Fields} and {@code @Cases}: those inside of a spec, of what it extends, and of the ready-made
 * groups.
 */
final class DescriptionReader {

    private static final String FIELDS = AnnotationReader.SPEC_PACKAGE + ".Fields";
    private static final String SHOWN = AnnotationReader.SPEC_PACKAGE + ".Shown";
    private static final String CASES = AnnotationReader.SPEC_PACKAGE + ".Cases";
    private static final String WHEN = AnnotationReader.SPEC_PACKAGE + ".When";
    private static final String READY_MADE = AnnotationReader.SPEC_PACKAGE + ".libc.Structs";

    private final Analysis analysis;
    private final Places places;
    private final AnnotationReader annotations;
    private final Diagnostics diagnostics;

    DescriptionReader(Analysis analysis, Places places, AnnotationReader annotations, Diagnostics diagnostics) {
        this.analysis = analysis;
        this.places = places;
        this.annotations = annotations;
        this.diagnostics = diagnostics;
    }

    /**
     * What is said of structs and of arguments, nearest first: by the spec itself, by what it extends, by the ready-made groups.
     */
    record Descriptions(List<SpecStruct> structs, List<SpecCases> cases) {}

    /**
     * {@return what is said}
     *
     * @param spec the spec's interface
     * @param via its name, the place of what comes from class files
     */
    Descriptions read(TypeElement spec, SourcePosition via) {
        Set<TypeElement> declarers = new LinkedHashSet<>();
        collect(spec, declarers);
        TypeElement readyMade = analysis.elements().getTypeElement(READY_MADE);
        if (readyMade != null) {
            declarers.add(readyMade);
        }
        List<SpecStruct> structs = new ArrayList<>();
        List<SpecCases> cases = new ArrayList<>();
        for (TypeElement declarer : declarers) {
            for (TypeElement inner : ElementFilter.typesIn(declarer.getEnclosedElements())) {
                List<SpecAnnotation> own = annotations(inner, via);
                SpecAnnotation fields = find(own, FIELDS);
                SpecAnnotation told = find(own, CASES);
                if (fields != null) {
                    struct(inner, fields, find(own, SHOWN), via).ifPresent(structs::add);
                } else if (told != null) {
                    cases(inner, told, via).ifPresent(cases::add);
                }
            }
        }
        return new Descriptions(structs, cases);
    }

    private Optional<SpecCases> cases(TypeElement type, SpecAnnotation told, SourcePosition via) {
        List<String> by = told.strings("by");
        if (by.isEmpty() || by.size() > 2) {
            diagnostics.error(
                    Code.SG0204, told.position(), "by has " + by.size() + " names; one or two parameters can tell");
            return Optional.empty();
        }
        List<SpecCases.Case> cases = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            SpecAnnotation when = find(annotations(method, via), WHEN);
            SourcePosition place = position(method, via);
            if (when == null
                    || method.getParameters().size() != 1
                    || when.strings("value").size() < by.size()) {
                diagnostics.error(
                        Code.SG0204,
                        place,
                        "\"" + method.getSimpleName() + "\" is no case: one has @When with "
                                + (by.size() == 1
                                        ? "a constant"
                                        : "a constant of " + by.get(0) + ", then those of " + by.get(1))
                                + ", and one parameter, which says what " + told.string("parameter") + " is then");
                return Optional.empty();
            }
            VariableElement parameter = method.getParameters().get(0);
            cases.add(new SpecCases.Case(
                    when.strings("value"),
                    new SpecParameter(
                            parameter.getSimpleName().toString(),
                            JavaTypeNames.compiled(parameter.asType()),
                            annotations(parameter, via),
                            place)));
        }
        return Optional.of(new SpecCases(
                told.strings("function"),
                told.string("parameter"),
                by,
                cases,
                type.getQualifiedName().toString(),
                told.position()));
    }

    private static void collect(TypeElement type, Set<TypeElement> into) {
        if (into.add(type)) {
            for (TypeMirror extended : type.getInterfaces()) {
                if (extended instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
                    collect(element, into);
                }
            }
        }
    }

    private Optional<SpecStruct> struct(
            TypeElement type, SpecAnnotation fields, @Nullable SpecAnnotation form, SourcePosition via) {
        TypeElement extended = extended(type);
        SpecAnnotation ofExtended = extended == null ? null : find(annotations(extended, via), FIELDS);
        SourcePosition place = position(type, via);
        if (extended != null && ofExtended == null) {
            diagnostics.error(
                    Code.SG0204,
                    place,
                    type.getSimpleName() + " extends " + extended.getSimpleName()
                            + ", which has no @Fields: an interface with @Fields extends the one of which it is a case");
            return Optional.empty();
        }
        if ((ofExtended == null) != fields.strings("when").isEmpty()) {
            diagnostics.error(
                    Code.SG0204,
                    fields.position(),
                    ofExtended == null
                            ? "when is for an interface that extends another one with @Fields, of which it is a case"
                            : type.getSimpleName()
                                    + " extends another one, of which it is a case; say when, with the constants that the first field of that has then");
            return Optional.empty();
        }
        return Optional.of(new SpecStruct(
                fields.string("value"),
                fields.string("size"),
                fields.strings("when"),
                extended == null ? null : extended.getQualifiedName().toString(),
                form,
                new ArrayList<>(fields(type, fields, extended, ofExtended, via).values()),
                type.getQualifiedName().toString(),
                place));
    }

    /** By the methods' names; what is declared anew stands where it was. */
    private Map<String, SpecStruct.Field> fields(
            TypeElement type,
            SpecAnnotation fields,
            @Nullable TypeElement extended,
            @Nullable SpecAnnotation ofExtended,
            SourcePosition via) {
        Map<String, SpecStruct.Field> all = new LinkedHashMap<>();
        if (extended != null && ofExtended != null) {
            all.putAll(fields(extended, ofExtended, null, null, via));
        }
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            String name = method.getSimpleName().toString();
            all.put(
                    name,
                    new SpecStruct.Field(
                            name, annotations(method, via), fields.string("value"), position(method, via)));
        }
        return all;
    }

    private static @Nullable TypeElement extended(TypeElement type) {
        return type.getInterfaces().stream()
                .map(mirror -> mirror instanceof DeclaredType declared ? declared.asElement() : null)
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable SpecAnnotation find(List<SpecAnnotation> all, String type) {
        return all.stream().filter(a -> a.type().equals(type)).findFirst().orElse(null);
    }

    private List<SpecAnnotation> annotations(Element element, SourcePosition via) {
        TreePath path = analysis.trees().getPath(element);
        if (path == null) {
            return annotations.compiled(element, via);
        }
        Tree leaf = path.getLeaf();
        ModifiersTree modifiers = leaf instanceof ClassTree type
                ? type.getModifiers()
                : leaf instanceof MethodTree method ? method.getModifiers() : ((VariableTree) leaf).getModifiers();
        return annotations.written(path, modifiers, element);
    }

    private SourcePosition position(Element element, SourcePosition via) {
        TreePath path = analysis.trees().getPath(element);
        return path == null ? via : places.name(path);
    }
}
