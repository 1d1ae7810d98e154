package dev.shimgen.generator.spec;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.spec.ShimReader.Named;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Goes through a file for types that {@code @Shim} stands on. */
final class SpecFinder extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final AnnotationReader annotations;
    private final ShimReader reader;
    private final List<Named> specs = new ArrayList<>();

    SpecFinder(AnnotationReader annotations, ShimReader reader) {
        this.annotations = annotations;
        this.reader = reader;
    }

    /** {@return the specs of all files scanned so far} */
    List<Named> specs() {
        return List.copyOf(specs);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        for (AnnotationTree annotation : type.getModifiers().getAnnotations()) {
            look(getCurrentPath(), annotation);
        }
        return super.visitClass(type, null);
    }

    private void look(TreePath path, AnnotationTree annotation) {
        TypeElement type = annotations.type(path, annotation);
        if (type == null) {
            String written = annotation.getAnnotationType().toString();
            String simple = written.substring(written.lastIndexOf('.') + 1);
            if (Suggestions.closest(simple, List.of("Shim")).isPresent()) {
                annotations.reportUnknown(path, annotation);
            }
        } else if (type.getQualifiedName().contentEquals(AnnotationReader.SHIM)) {
            Named spec = reader.read(path, annotation);
            if (spec != null) {
                specs.add(spec);
            }
        }
    }
}
