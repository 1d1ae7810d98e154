package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes the source of a spec. */
final class SpecSource {

    private static final String SHIM = "dev.shimgen.spec.Shim";
    private static final String LANG = "java.lang.";

    private final Templates templates;

    SpecSource(Templates templates) {
        this.templates = templates;
    }

    /** {@return the source, with LF at the end of each line} */
    String of(ScaffoldPlan plan) {
        boolean body = !plan.methods().isEmpty() || !plan.leftOut().isEmpty();
        return templates.render(
                "scaffold/spec",
                Map.of(
                        "package",
                        plan.name().packageName().isEmpty()
                                ? List.of()
                                : List.of(plan.name().packageName()),
                        "imports",
                        imports(plan),
                        "about",
                        about(plan),
                        "annotations",
                        annotations(plan),
                        "declaration",
                        declaration(plan, body),
                        "methods",
                        methods(plan),
                        "hasLeftOut",
                        !plan.leftOut().isEmpty(),
                        "leftOut",
                        LeftOut.sentences(plan.leftOut()).stream()
                                .map(sentence -> Map.of("lines", SourceLines.comment(sentence)))
                                .toList(),
                        "hasBody",
                        body));
    }

    private static List<String> about(ScaffoldPlan plan) {
        return SourceLines.javadoc(plan.subject()
                + ". Written by {@code shimgen:scaffold}, to be edited: annotations such as {@code @Trace} say"
                + " what shall happen.");
    }

    private static List<String> annotations(ScaffoldPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("@Shim(\"" + plan.name().shimName() + "\")");
        plan.annotations().forEach(annotation -> lines.addAll(SourceLines.annotation(annotation, 0)));
        return lines;
    }

    private static List<String> declaration(ScaffoldPlan plan, boolean body) {
        List<String> groups =
                plan.groups().stream().map(ReadyMadeGroup::simpleName).toList();
        return SourceLines.declaration(plan.name().simpleName(), groups, body ? " {" : " {}");
    }

    private static List<Map<String, Object>> methods(ScaffoldPlan plan) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (ScaffoldPlan.Entry entry : plan.methods()) {
            String javadoc = entry.header().isEmpty()
                    ? "{@code " + entry.method().name() + "}, with the prototype of the ready-made group."
                    : "{@code <" + entry.header() + ">}.";
            views.add(Map.of("javadoc", javadoc, "lines", SourceLines.method(entry.method())));
        }
        return views;
    }

    private static SortedSet<String> imports(ScaffoldPlan plan) {
        SortedSet<String> imports = new TreeSet<>();
        imports.add(SHIM);
        plan.annotations().forEach(annotation -> imports.add(annotation.type()));
        plan.groups().forEach(group -> imports.add(group.name()));
        for (ScaffoldPlan.Entry entry : plan.methods()) {
            SpecMethod method = entry.method();
            addType(method.result(), imports);
            addAnnotations(method.annotations(), imports);
            method.parameters().forEach(parameter -> {
                addType(parameter.type(), imports);
                addAnnotations(parameter.annotations(), imports);
            });
        }
        return imports;
    }

    private static void addAnnotations(List<SpecAnnotation> annotations, SortedSet<String> imports) {
        annotations.forEach(annotation -> imports.add(annotation.type()));
    }

    /** Adds an import where one is needed: generated classes are in the spec's own package. */
    private static void addType(JavaType type, SortedSet<String> imports) {
        if (type.resolved() && type.name().indexOf('.') >= 0 && !type.name().startsWith(LANG)) {
            imports.add(type.name());
        }
    }
}
