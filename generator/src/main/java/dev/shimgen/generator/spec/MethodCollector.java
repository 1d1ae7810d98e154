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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private final Exclusions exclusions;

    /** Each interface is read once, by however many ways a spec comes by it. */
    private final Map<TypeElement, Interface> read = new HashMap<>();

    /** The interfaces on the way from the spec to the one that is looked at: what extends itself has no end. */
    private final Set<TypeElement> under = new LinkedHashSet<>();

    /** By name, what has a method of that name, those too that a nearer one declares anew. */
    private final Map<String, List<Found>> found = new LinkedHashMap<>();

    private boolean complete = true;

    /**
     * A method, by one way from the spec to it.
     *
     * @param declarer the interface that declares it
     * @param declared as it stands there
     * @param way the interfaces from that one to the spec
     */
    private record Found(TypeElement declarer, SpecMethod declared, List<Outer> way) {

        SpecMethod method() {
            return with(way.stream());
        }

        /** {@return the method with what these interfaces say of all their methods} */
        SpecMethod with(Stream<Outer> interfaces) {
            List<SpecAnnotation> outer =
                    interfaces.flatMap(type -> type.annotations().stream()).toList();
            return new SpecMethod(
                    declared.name(),
                    declared.result(),
                    declared.parameters(),
                    join(declared.annotations(), outer),
                    declared.declaredIn(),
                    declared.inherited(),
                    declared.position());
        }
    }

    private record Outer(TypeElement type, List<SpecAnnotation> annotations) {}

    /**
     * What an interface says by itself.
     *
     * @param annotations those on itself
     * @param methods those that it declares
     * @param extended what it extends
     */
    private record Interface(List<SpecAnnotation> annotations, List<SpecMethod> methods, List<Extended> extended) {}

    private record Extended(TypeElement type, SourcePosition via) {}

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
        this.exclusions = new Exclusions(diagnostics);
    }

    /** {@return own methods in source order, then the inherited ones in the order of the {@code extends} clause} */
    List<SpecMethod> collect(TreePath spec, TypeElement element) {
        read.put(element, readSource(spec, element, false));
        visit(element, List.of(), places.name(spec));
        if (found.isEmpty() && complete) {
            diagnostics.error(
                    Code.SG0106,
                    places.name(spec),
                    "the spec \"" + element.getSimpleName()
                            + "\" wraps no function: declare a method for each C function,"
                            + " or extend a group such as " + GROUPS + ".FileOpen");
        }
        List<SpecMethod> all = found.values().stream().map(this::joined).toList();
        exclusions.reportInherited(element.getSimpleName().toString());
        return all;
    }

    private SpecMethod joined(List<Found> all) {
        List<Found> nearest = nearest(all);
        SpecMethod method = nearest.get(0).method();
        for (Found other : nearest.subList(1, nearest.size())) {
            method = exclusions.joined(method, other.method());
        }
        for (Found other : all) {
            Optional<Found> anew =
                    nearest.stream().filter(lower -> redeclares(lower, other)).findFirst();
            if (anew.isPresent()) {
                method = exclusions.joined(method, past(other.way(), anew.get()));
            }
        }
        return method;
    }

    /** {@return those that none of the others declares anew; what is declared anew gives its place} */
    private List<Found> nearest(List<Found> all) {
        List<Found> nearest = new ArrayList<>();
        for (Found here : all) {
            if (nearest.stream().noneMatch(other -> redeclares(other, here))) {
                int place = IntStream.range(0, nearest.size())
                        .filter(i -> redeclares(here, nearest.get(i)))
                        .findFirst()
                        .orElse(nearest.size());
                nearest.add(place, here);
                nearest.removeIf(other -> redeclares(here, other));
            }
        }
        return nearest;
    }

    /**
     * {@return a method by the way to one that it declares anew} What interfaces on that way say of all their methods they say of
     * this one, too, but for those that its own interface extends: it stands for what those say.
     */
    private SpecMethod past(List<Outer> way, Found anew) {
        return anew.with(Stream.concat(
                anew.way().stream().limit(1), way.stream().filter(outer -> !isSubtype(anew.declarer(), outer.type()))));
    }

    private void visit(TypeElement type, List<Outer> outer, SourcePosition via) {
        if (!under.add(type)) {
            return;
        }
        Interface here = read.get(type);
        if (here == null) {
            TreePath path = analysis.trees().getPath(type);
            here = path == null ? readClassFile(type, via) : readSource(path, type, true);
            read.put(type, here);
        }
        List<Outer> way = new ArrayList<>(List.of(new Outer(type, here.annotations())));
        way.addAll(outer);
        for (SpecMethod method : here.methods()) {
            add(new Found(type, method, way));
        }
        for (Extended extended : here.extended()) {
            visit(extended.type(), way, extended.via());
        }
        under.remove(type);
    }

    private Interface readSource(TreePath path, TypeElement type, boolean inherited) {
        ClassTree tree = (ClassTree) path.getLeaf();
        List<SpecAnnotation> own = annotations.written(path, tree.getModifiers(), type);
        Map<String, SpecMethod> declared = new LinkedHashMap<>();
        for (Tree member : tree.getMembers()) {
            if (member instanceof MethodTree) {
                declare(methods.written(type, new TreePath(path, member), inherited), declared);
            }
        }
        List<Extended> extended = new ArrayList<>();
        for (Tree entry : tree.getImplementsClause()) {
            TypeElement resolved = resolve(path, entry, type);
            if (resolved == null) {
                complete = false;
            } else {
                extended.add(new Extended(resolved, places.start(path, entry)));
            }
        }
        return new Interface(own, List.copyOf(declared.values()), extended);
    }

    private Interface readClassFile(TypeElement type, SourcePosition via) {
        List<SpecAnnotation> own = annotations.compiled(type, via);
        List<ExecutableElement> members = ElementFilter.methodsIn(type.getEnclosedElements());
        warnIfNameless(type, members, via);
        Map<String, SpecMethod> declared = new LinkedHashMap<>();
        for (ExecutableElement member : members) {
            declare(methods.compiled(type, member, via), declared);
        }
        List<Extended> extended = new ArrayList<>();
        for (TypeMirror entry : type.getInterfaces()) {
            if (entry.getKind() != TypeKind.ERROR && entry instanceof DeclaredType resolved) {
                extended.add(new Extended((TypeElement) resolved.asElement(), via));
            } else {
                complete = false;
                diagnostics.error(
                        Code.SG0110,
                        via,
                        "cannot find the interface \"" + entry + "\" that " + type.getQualifiedName()
                                + " extends; add the library that has it to the dependencies of this project");
            }
        }
        return new Interface(own, List.copyOf(declared.values()), extended);
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

    /** Takes a method of an interface, unless that has one of the same name. */
    private void declare(@Nullable SpecMethod method, Map<String, SpecMethod> declared) {
        if (method == null) {
            complete = false;
        } else if (declared.putIfAbsent(method.name(), method) != null) {
            diagnostics.error(
                    Code.SG0103,
                    method.position(),
                    "\"" + method.name()
                            + "\" stands here twice, and C has no overloading: one method for one function;"
                            + " remove one of them");
        }
    }

    private void add(Found here) {
        List<Found> all = found.computeIfAbsent(here.declared().name(), name -> new ArrayList<>());
        if (all.isEmpty() || signature(all.get(0).declared()).equals(signature(here.declared()))) {
            all.add(here);
        } else {
            reportClash(all.get(0), here);
        }
    }

    /** {@return whether the first one's interface extends the other's: then it alone counts} */
    private boolean redeclares(Found lower, Found upper) {
        return !lower.declarer().equals(upper.declarer()) && isSubtype(lower.declarer(), upper.declarer());
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
