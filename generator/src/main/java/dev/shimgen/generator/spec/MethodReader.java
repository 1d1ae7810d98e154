package dev.shimgen.generator.spec;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.spec.Compilation.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import org.jspecify.annotations.Nullable;

/** Reads one method, with the annotations on itself only. */
final class MethodReader {

    /** Meanings that say that something is behind a pointer, and those that say beside one of them what each of it is. */
    private static final Set<String> POINTEES = Set.of("In", "Out");

    private static final Set<String> EACH = Set.of("Flags", "OneOf", "Mode", "WaitStatus");

    private final Analysis analysis;
    private final Places places;
    private final AnnotationReader annotations;
    private final Diagnostics diagnostics;
    private final Exclusions exclusions;

    MethodReader(Analysis analysis, Places places, AnnotationReader annotations, Diagnostics diagnostics) {
        this.analysis = analysis;
        this.places = places;
        this.annotations = annotations;
        this.diagnostics = diagnostics;
        this.exclusions = new Exclusions(diagnostics);
    }

    /** {@return a method in a source; {@code null} after an error that leaves nothing to go on with} */
    @Nullable
    SpecMethod written(TypeElement declarer, TreePath path, boolean inherited) {
        MethodTree tree = (MethodTree) path.getLeaf();
        if (!(analysis.trees().getElement(path) instanceof ExecutableElement element)) {
            return null;
        }
        SourcePosition name = places.name(path);
        List<SpecAnnotation> own = annotations.written(path, tree.getModifiers(), element);
        CompilationUnitTree unit = path.getCompilationUnit();
        List<SpecParameter> parameters = new ArrayList<>();
        boolean right = isFunction(element, name, "");
        for (int i = 0; i < tree.getParameters().size(); i++) {
            VariableTree parameter = tree.getParameters().get(i);
            VariableElement symbol = element.getParameters().get(i);
            TreePath parameterPath = new TreePath(path, parameter);
            SourcePosition type = places.start(path, parameter.getType());
            List<SpecAnnotation> meanings = annotations.written(parameterPath, parameter.getModifiers(), symbol);
            right &= checkName("parameter", symbol, Names::parameterProblem, places.name(parameterPath), "");
            right &= checkVariable(element, i, type, "");
            checkMeanings(symbol, meanings, "");
            parameters.add(new SpecParameter(
                    symbol.getSimpleName().toString(),
                    JavaTypeNames.written(symbol.asType(), parameter.getType(), unit),
                    meanings,
                    type));
        }
        checkMisplaced(element, own, "");
        exclusions.onOneMethod(own, parameters, "");
        JavaType result = JavaTypeNames.written(element.getReturnType(), tree.getReturnType(), unit);
        return right ? method(declarer, element, result, parameters, own, inherited, name) : null;
    }

    /** {@return a method in a class file, with {@code via} for its place; {@code null} after an error} */
    @Nullable
    SpecMethod compiled(TypeElement declarer, ExecutableElement element, SourcePosition via) {
        String origin = " of " + declarer.getSimpleName() + "." + element.getSimpleName();
        List<SpecParameter> parameters = new ArrayList<>();
        boolean right = isFunction(element, via, " of " + declarer.getSimpleName());
        for (int i = 0; i < element.getParameters().size(); i++) {
            VariableElement symbol = element.getParameters().get(i);
            List<SpecAnnotation> meanings = annotations.compiled(symbol, via);
            right &= checkName("parameter", symbol, Names::parameterProblem, via, origin);
            right &= checkVariable(element, i, via, origin);
            checkMeanings(symbol, meanings, origin);
            parameters.add(new SpecParameter(
                    symbol.getSimpleName().toString(), JavaTypeNames.compiled(symbol.asType()), meanings, via));
        }
        List<SpecAnnotation> own = annotations.compiled(element, via);
        checkMisplaced(element, own, origin);
        exclusions.onOneMethod(own, parameters, origin);
        JavaType result = JavaTypeNames.compiled(element.getReturnType());
        return right ? method(declarer, element, result, parameters, own, true, via) : null;
    }

    private static SpecMethod method(
            TypeElement declarer,
            ExecutableElement element,
            JavaType result,
            List<SpecParameter> parameters,
            List<SpecAnnotation> own,
            boolean inherited,
            SourcePosition position) {
        return new SpecMethod(
                element.getSimpleName().toString(),
                result,
                parameters,
                own,
                declarer.getQualifiedName().toString(),
                inherited,
                position);
    }

    private boolean isFunction(ExecutableElement element, SourcePosition position, String origin) {
        String name = element.getSimpleName().toString();
        for (Modifier modifier : List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.DEFAULT)) {
            if (element.getModifiers().contains(modifier)) {
                diagnostics.error(
                        Code.SG0106,
                        position,
                        "the " + modifier + " method \"" + name
                                + "\"" + origin + " would wrap nothing: a method of a spec has no body and"
                                + " stands for one C function; move this one to a class of its own");
                return false;
            }
        }
        if (!element.getTypeParameters().isEmpty()) {
            diagnostics.error(
                    Code.SG0106,
                    position,
                    "the method \"" + name + "\"" + origin
                            + " has type parameters, which C functions do not have; write the types out");
            return false;
        }
        return checkName("function", element, Names::problem, position, origin);
    }

    private boolean checkName(
            String what,
            Element element,
            Function<String, @Nullable String> check,
            SourcePosition position,
            String origin) {
        String name = element.getSimpleName().toString();
        String problem = check.apply(name);
        if (problem != null) {
            diagnostics.error(Code.SG0105, position, "the " + what + " name \"" + name + "\"" + origin + " " + problem);
        }
        return problem == null;
    }

    private boolean checkVariable(ExecutableElement element, int index, SourcePosition position, String origin) {
        boolean variable =
                element.isVarArgs() && index == element.getParameters().size() - 1;
        if (variable) {
            ArrayType type = (ArrayType) element.getParameters().get(index).asType();
            diagnostics.error(
                    Code.SG0202,
                    position,
                    "\"" + JavaTypeNames.compiled(type.getComponentType()).simpleName()
                            + "...\"" + origin
                            + " cannot stand for C's \"...\": nobody knows how many arguments there are, and of which"
                            + " types; name those that callers pass, as in \"int open(@Path String path, @Flags(\"O_\") int"
                            + " flags, @Mode int mode)\"");
        }
        return !variable;
    }

    /** Meanings may stand on methods, since those of an interface with {@code @Fields} are fields of a struct; these are functions. */
    private void checkMisplaced(ExecutableElement element, List<SpecAnnotation> own, String origin) {
        own.stream()
                .filter(annotation -> annotation.mark() == SpecAnnotation.Mark.MEANING
                        && annotation.type().startsWith(AnnotationReader.SPEC_PACKAGE))
                .forEach(meaning -> diagnostics.error(
                        Code.SG0204,
                        meaning.position(),
                        "@" + meaning.simpleName() + " stands on the function \"" + element.getSimpleName() + "\""
                                + origin + ": it says what a parameter is, so put it in front of one"));
    }

    private void checkMeanings(VariableElement symbol, List<SpecAnnotation> all, String origin) {
        List<SpecAnnotation> meanings = all.stream()
                .filter(annotation -> annotation.mark() == SpecAnnotation.Mark.MEANING)
                .toList();
        if (saysWhatEachIs(meanings)) {
            return;
        }
        for (SpecAnnotation other : meanings.stream().skip(1).toList()) {
            diagnostics.error(
                    Code.SG0204,
                    other.position(),
                    "the parameter \"" + symbol.getSimpleName() + "\"" + origin + " has two meanings, @"
                            + meanings.get(0).simpleName() + " and @" + other.simpleName() + "; keep one of them");
        }
    }

    /** {@code @Out @Flags("O_") Pointer flags}: that something is behind the pointer, and what. */
    private static boolean saysWhatEachIs(List<SpecAnnotation> meanings) {
        List<String> names = meanings.stream().map(SpecAnnotation::simpleName).toList();
        return names.size() == 2
                && names.stream().filter(POINTEES::contains).count() == 1
                && names.stream().anyMatch(EACH::contains);
    }
}
