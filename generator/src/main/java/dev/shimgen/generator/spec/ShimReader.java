package dev.shimgen.generator.spec;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.spec.Compilation.Analysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** Reads one type that {@code @Shim} stands on. */
final class ShimReader {

    private final Analysis analysis;
    private final Places places;
    private final AnnotationReader annotations;
    private final Diagnostics diagnostics;

    /**
     * A spec, and where its name is written.
     *
     * @param spec the spec
     * @param namePosition the value of {@code @Shim}
     */
    record Named(ShimSpec spec, SourcePosition namePosition) {}

    ShimReader(Analysis analysis, Places places, AnnotationReader annotations, Diagnostics diagnostics) {
        this.analysis = analysis;
        this.places = places;
        this.annotations = annotations;
        this.diagnostics = diagnostics;
    }

    /** {@return the spec, without its wrong parts; {@code null} if what is wrong is the spec itself} */
    @Nullable
    Named read(TreePath path, AnnotationTree shim) {
        if (!(analysis.trees().getElement(path) instanceof TypeElement element)
                || element.asType().getKind() == TypeKind.ERROR) {
            // A second class of one name, or an interface that extends itself: reported with the compiler's words.
            return null;
        }
        String misplaced = misplaced(path, element);
        if (misplaced != null) {
            diagnostics.error(Code.SG0104, places.start(path, shim), misplaced);
            return null;
        }
        AnnotationMirror mirror = AnnotationReader.mirror(element, AnnotationReader.SHIM);
        if (annotations.reportWrong(path, shim) || mirror == null) {
            return null;
        }
        SpecAnnotation values = annotations.convert(mirror, places.start(path, shim));
        List<String> headers = checkHeaders(path, shim, values.strings("headers"));
        MethodReader reader = new MethodReader(analysis, places, annotations, diagnostics);
        List<SpecMethod> methods =
                new MethodCollector(analysis, places, annotations, reader, diagnostics).collect(path, element);
        String name = values.string("value");
        SourcePosition namePosition = position(path, shim, "value");
        String problem = Names.problem(name);
        if (problem != null) {
            diagnostics.error(Code.SG0105, namePosition, "the shim's name \"" + name + "\" " + problem);
            return null;
        }
        DescriptionReader.Descriptions descriptions =
                new DescriptionReader(analysis, places, annotations, diagnostics).read(element, places.name(path));
        ShimSpec spec = new ShimSpec(
                name,
                analysis.elements().getPackageOf(element).getQualifiedName().toString(),
                element.getSimpleName().toString(),
                places.name(path),
                headers,
                member(shim, "headers") == null ? places.name(path) : position(path, shim, "headers"),
                methods,
                descriptions.structs(),
                descriptions.cases(),
                neighbours(path));
        return new Named(spec, namePosition);
    }

    /** Types inside types of the file need no look: nobody names them by a simple name. */
    private Map<String, SourcePosition> neighbours(TreePath path) {
        Map<String, SourcePosition> neighbours = new HashMap<>();
        List<Tree> types = new ArrayList<>(path.getCompilationUnit().getTypeDecls());
        types.addAll(((ClassTree) path.getLeaf()).getMembers());
        for (Tree tree : types) {
            if (tree instanceof ClassTree type && !tree.equals(path.getLeaf())) {
                neighbours.put(type.getSimpleName().toString(), places.name(path, type));
            }
        }
        return neighbours;
    }

    private static @Nullable String misplaced(TreePath path, TypeElement element) {
        if (element.getKind() != ElementKind.INTERFACE) {
            return "@Shim stands on " + kind(element.getKind())
                    + "; a spec is an interface, each method of which names one C function";
        }
        if (path.getParentPath().getLeaf() instanceof ClassTree outer) {
            return "@Shim stands on an interface inside \"" + outer.getSimpleName()
                    + "\"; what is generated goes beside a spec and is named for it, so move it to a file of its own";
        }
        if (path.getParentPath().getParentPath() != null) {
            return "@Shim stands on an interface inside a method; move it to a file of its own";
        }
        if (!element.getTypeParameters().isEmpty()) {
            return "@Shim stands on an interface with type parameters, which C does not have; write the types out";
        }
        if (element.getModifiers().contains(Modifier.SEALED)) {
            return "@Shim stands on a sealed interface, which generated classes could not implement; drop \"sealed\"";
        }
        return null;
    }

    private static String kind(ElementKind kind) {
        return switch (kind) {
            case CLASS -> "a class";
            case ENUM -> "an enum";
            case RECORD -> "a record";
            case ANNOTATION_TYPE -> "an annotation";
            default -> "no interface";
        };
    }

    private List<String> checkHeaders(TreePath path, AnnotationTree shim, List<String> headers) {
        ExpressionTree written = member(shim, "headers");
        List<? extends ExpressionTree> places = written instanceof NewArrayTree array
                ? array.getInitializers()
                : written == null ? List.of() : List.of(written);
        List<String> good = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            String header = headers.get(i);
            if (Names.isHeader(header)) {
                good.add(header);
            } else {
                diagnostics.error(
                        Code.SG0109,
                        this.places.start(path, places.get(i)),
                        "\"" + header
                                + "\" is no header's name: write what stands between the brackets of #include <…>, a"
                                + " path below an include folder such as \"linux/if.h\"");
            }
        }
        return good;
    }

    private SourcePosition position(TreePath path, AnnotationTree shim, String name) {
        ExpressionTree written = member(shim, name);
        return places.start(path, written == null ? shim : written);
    }

    /** The value as it is written; javac's tree of {@code @Shim("x")} says {@code value = "x"}. */
    private static @Nullable ExpressionTree member(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment
                    && assignment.getVariable().toString().equals(name)) {
                return assignment.getExpression();
            }
            if (!(argument instanceof AssignmentTree) && name.equals("value")) {
                return argument;
            }
        }
        return null;
    }
}
