package dev.shimgen.generator.spec;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.spec.Compilation.Analysis;
import dev.shimgen.generator.spec.Compilation.JavaError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Collects the methods of one spec, its own and the inherited ones. */
final class MethodCollector {

    private static final String GROUPS = AnnotationReader.SPEC_PACKAGE + ".libc";

    private final Analysis analysis;
    private final Places places;
    private final AnnotationReader annotations;
    private final MethodReader methods;
    private final Diagnostics diagnostics;
    private final Set<TypeElement> visited = new HashSet<>();
    private final Map<String, Found> found = new LinkedHashMap<>();
    private boolean complete = true;

    private record Found(TypeElement declarer, SpecMethod method) {}

    MethodCollector(
            Analysis analysis,
            Places places,
            AnnotationReader annotations,
            MethodReader methods,
            Diagnostics diagnostics) {
        this.analysis = analysis;
        this.places = places;
        this.annotations = annotations;
        this.methods = methods;
        this.diagnostics = diagnostics;
    }

    /** {@return own methods in source order, then the inherited ones in the order of the {@code extends} clause} */
    List<SpecMethod> collect(TreePath spec, TypeElement element) {
        visitSource(spec, element, List.of(), false);
        if (found.isEmpty() && complete) {
            diagnostics.error(
                    Code.SG0106,
                    places.name(spec),
                    "the spec \"" + element.getSimpleName()
                            + "\" wraps no function: declare a method for each C function,"
                            + " or extend a group such as " + GROUPS + ".FileOpen");
        }
        return found.values().stream().map(Found::method).toList();
    }

    private void visit(TypeElement type, List<SpecAnnotation> outer, SourcePosition via) {
        if (!visited.add(type)) {
            return;
        }
        TreePath path = analysis.trees().getPath(type);
        if (path == null) {
            visitClassFile(type, outer, via);
        } else {
            visitSource(path, type, outer, true);
        }
    }

    private void visitSource(TreePath path, TypeElement type, List<SpecAnnotation> outer, boolean inherited) {
        ClassTree tree = (ClassTree) path.getLeaf();
        List<SpecAnnotation> all = join(annotations.written(path, tree.getModifiers(), type), outer);
        for (Tree member : tree.getMembers()) {
            if (member instanceof MethodTree) {
                add(type, methods.written(type, new TreePath(path, member), inherited), all);
            }
        }
        for (Tree entry : tree.getImplementsClause()) {
            TypeElement extended = resolve(path, entry, type);
            if (extended == null) {
                complete = false;
            } else {
                visit(extended, all, places.start(path, entry));
            }
        }
    }

    private void visitClassFile(TypeElement type, List<SpecAnnotation> outer, SourcePosition via) {
        List<SpecAnnotation> all = join(annotations.compiled(type, via), outer);
        List<ExecutableElement> members = ElementFilter.methodsIn(type.getEnclosedElements());
        warnIfNameless(type, members, via);
        for (ExecutableElement member : members) {
            add(type, methods.compiled(type, member, via), all);
        }
        for (TypeMirror extended : type.getInterfaces()) {
            if (extended.getKind() != TypeKind.ERROR && extended instanceof DeclaredType declared) {
                visit((TypeElement) declared.asElement(), all, via);
            } else {
                complete = false;
                diagnostics.error(
                        Code.SG0110,
                        via,
                        "cannot find the interface \"" + extended + "\" that " + type.getQualifiedName()
                                + " extends; add the library that has it to the dependencies of this project");
            }
        }
    }

    /**
     * Without the compiler's option {@code -parameters} a class file has no names, and javac makes up {@code arg0} and so on;
     * man 2 prctl and syscall begin with {@code arg1} or {@code arg2}, behind a parameter with a name.
     */
    private void warnIfNameless(TypeElement type, List<ExecutableElement> members, SourcePosition via) {
        boolean nameless = members.stream()
                .flatMap(member -> member.getParameters().stream().limit(1))
                .anyMatch(parameter -> parameter.getSimpleName().contentEquals("arg0"));
        if (nameless) {
            diagnostics.warning(
                    Code.SG0105,
                    via,
                    "the class file of " + type.getQualifiedName()
                            + " does not tell the names of parameters; compile it with -parameters");
        }
    }

    private void add(TypeElement declarer, @Nullable SpecMethod read, List<SpecAnnotation> outer) {
        if (read == null) {
            complete = false;
            return;
        }
        SpecMethod method = new SpecMethod(
                read.name(),
                read.result(),
                read.parameters(),
                join(read.annotations(), outer),
                read.declaredIn(),
                read.inherited(),
                read.position());
        Found first = found.putIfAbsent(method.name(), new Found(declarer, method));
        if (first == null) {
            return;
        }
        if (first.declarer().equals(declarer)) {
            diagnostics.error(
                    Code.SG0103,
                    method.position(),
                    "\"" + method.name()
                            + "\" stands here twice, and C has no overloading: one method for one function;"
                            + " remove one of them");
        } else if (!signature(first.method()).equals(signature(method))) {
            reportClash(first, new Found(declarer, method));
        } else if (isSubtype(declarer, first.declarer())) {
            found.put(method.name(), new Found(declarer, method));
        }
    }

    private void reportClash(Found first, Found second) {
        boolean redeclared = isSubtype(first.declarer(), second.declarer());
        Found here = redeclared ? first : second;
        Found there = redeclared ? second : first;
        diagnostics.error(
                Code.SG0103,
                here.method().position(),
                "\"" + here.method().name() + "\" has other types in "
                        + here.declarer().getSimpleName() + " than in "
                        + there.declarer().getSimpleName() + ", and C has no overloading: " + describe(here.method())
                        + " against " + describe(there.method()) + "; write the same types, or do without one of them");
    }

    private boolean isSubtype(TypeElement lower, TypeElement upper) {
        return analysis.types()
                .isSubtype(
                        analysis.types().erasure(lower.asType()),
                        analysis.types().erasure(upper.asType()));
    }

    private static List<String> signature(SpecMethod method) {
        return Stream.concat(
                        Stream.of(method.result().name()),
                        method.parameters().stream()
                                .map(parameter -> parameter.type().name()))
                .toList();
    }

    private static String describe(SpecMethod method) {
        return method.parameters().stream()
                .map(parameter -> parameter.type().simpleName() + " " + parameter.name())
                .collect(Collectors.joining(
                        ", ", "\"" + method.result().simpleName() + " " + method.name() + "(", ")\""));
    }

    private @Nullable TypeElement resolve(TreePath path, Tree entry, TypeElement type) {
        TreePath entryPath = new TreePath(path, entry);
        Tree name = entry;
        while (name instanceof AnnotatedTypeTree || name instanceof ParameterizedTypeTree) {
            name = name instanceof AnnotatedTypeTree annotated
                    ? annotated.getUnderlyingType()
                    : ((ParameterizedTypeTree) name).getType();
            entryPath = new TreePath(entryPath, name);
        }
        SourcePosition position = places.start(path, entry);
        Element element = analysis.trees().getElement(entryPath);
        if (!(element instanceof TypeElement extended) || extended.asType().getKind() == TypeKind.ERROR) {
            diagnostics.error(Code.SG0110, position, unknown(path, entry, name.toString(), type));
            return null;
        }
        if (extended.getKind() != ElementKind.INTERFACE) {
            diagnostics.error(Code.SG0110, position, "\"" + name + "\" is no interface; a spec can extend only those");
            return null;
        }
        if (!extended.getTypeParameters().isEmpty()) {
            diagnostics.error(
                    Code.SG0110,
                    position,
                    "\"" + name + "\" has type parameters, which C does not have; extend an interface without them");
            return null;
        }
        return extended;
    }

    private String unknown(TreePath path, Tree entry, String written, TypeElement type) {
        Optional<JavaError> reason = places.errorsIn(path, entry).stream()
                .filter(error -> !error.unresolved())
                .findFirst();
        if (reason.isPresent()) {
            return "cannot read the interface \"" + written + "\": " + JavaMessages.plain(reason.get());
        }
        String simple = written.substring(written.lastIndexOf('.') + 1);
        Optional<String> near = Suggestions.closest(simple, annotations.typesIn(GROUPS, ElementKind.INTERFACE));
        String way;
        if (near.isEmpty()) {
            way = "; import it, or add the library that has it to the dependencies of this project";
        } else if (near.get().equals(simple)) {
            way = "; add \"import " + GROUPS + "." + simple + ";\"";
        } else {
            way = "; did you mean \"" + near.get() + "\" (" + GROUPS + "." + near.get() + ")?";
        }
        return "cannot find the interface \"" + written + "\" that " + type.getSimpleName() + " extends" + way;
    }

    private static List<SpecAnnotation> join(List<SpecAnnotation> near, List<SpecAnnotation> far) {
        List<SpecAnnotation> all = new ArrayList<>(near);
        all.addAll(far);
        return List.copyOf(all);
    }
}
