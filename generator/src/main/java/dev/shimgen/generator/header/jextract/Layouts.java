package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.CType.Carrier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of one run: evaluates layout expressions, and follows {@code timespec.layout()} to the class that defines
 * it.
 *
 * <p>The width of {@code C_LONG} differs by platform; generated code shows it in the types of its own layout constants.
 */
final class Layouts {

    private static final Map<String, Layout.Value> BY_JAVA_TYPE = Map.of(
            "OfBoolean", new Layout.Value("", Carrier.BOOL, 1, 1),
            "OfByte", new Layout.Value("", Carrier.INT8, 1, 1),
            "OfShort", new Layout.Value("", Carrier.INT16, 2, 2),
            "OfInt", new Layout.Value("", Carrier.INT32, 4, 4),
            "OfLong", new Layout.Value("", Carrier.INT64, 8, 8),
            "OfFloat", new Layout.Value("", Carrier.FLOAT, 4, 4),
            "OfDouble", new Layout.Value("", Carrier.DOUBLE, 8, 8),
            // jextract describes memory as on its own machine, and the FFM API has 64-bit pointers only (see
            // "measure").
            "AddressLayout", new Layout.Value("", Carrier.POINTER, 8, 8));

    private final Map<String, JavaClass> classes = new HashMap<>();
    private final Map<String, Layout.Value> constants = new HashMap<>();
    private final Map<String, Layout.Group> groups = new HashMap<>();

    /** {@return the layouts that the classes of a run define} */
    static Layouts of(List<JavaClass> topLevel) throws OutputException {
        Layouts layouts = new Layouts();
        topLevel.forEach(layouts::add);
        if (!layouts.constants.containsKey("C_INT") || !layouts.constants.containsKey("C_POINTER")) {
            throw new OutputException("no class says what C_INT and C_POINTER are");
        }
        return layouts;
    }

    private void add(JavaClass type) {
        classes.put(type.path(), type);
        for (JavaClass.Field field : type.fields()) {
            if (field.name().startsWith("C_")) {
                String simple = field.type().substring(field.type().lastIndexOf('.') + 1);
                Layout.Value value = BY_JAVA_TYPE.get(simple);
                if (value != null) {
                    constants.put(field.name(), value);
                }
            }
        }
        type.classes().forEach(this::add);
    }

    /** {@return the layout of a class that stands for a struct or union} */
    Layout.Group group(String path) throws OutputException {
        Layout.Group known = groups.get(path);
        if (known != null) {
            return known;
        }
        JavaClass type = classes.get(path);
        if (type == null) {
            throw new OutputException("a layout of class " + path + ", which is not there");
        }
        JavaClass.Field field = layoutField(type);
        Layout.Group group;
        if (field != null) {
            group = evaluated(type, field);
        } else if (!type.extended().isEmpty()) {
            group = group(type.extended());
        } else {
            throw new OutputException("class " + path + " has no layout").in(type.file(), "");
        }
        groups.put(path, group);
        return group;
    }

    private Layout.Group evaluated(JavaClass type, JavaClass.Field field) throws OutputException {
        try {
            if (evaluate(LayoutExpression.parse(field.value())) instanceof Layout.Group group) {
                return group;
            }
            throw new OutputException("the layout of class " + type.path() + " is no struct and no union");
        } catch (OutputException e) {
            throw e.in(type.file(), field.value());
        }
    }

    static JavaClass.@Nullable Field layoutField(JavaClass type) {
        return type.fields().stream()
                .filter(f -> f.name().equals("$LAYOUT"))
                .findFirst()
                .orElse(null);
    }

    Layout evaluate(LayoutExpression expression) throws OutputException {
        Layout layout = base(expression);
        for (LayoutExpression call : expression.calls()) {
            layout = switch (call.name()) {
                case "withName" -> layout.withName(argument(call, 0).name());
                case "withByteAlignment" ->
                    layout.withAlignment(argument(call, 0).number());
                case "withOrder", "withTargetLayout" -> layout;
                default -> throw new OutputException("a layout with ." + call.name() + "()");
            };
        }
        return layout;
    }

    private Layout base(LayoutExpression expression) throws OutputException {
        List<LayoutExpression> arguments = expression.arguments();
        String name = expression.simpleName();
        return switch (name) {
            case "structLayout" -> new Layout.Group("", false, all(arguments));
            case "unionLayout" -> new Layout.Group("", true, all(arguments));
            case "paddingLayout" -> new Layout.Padding(argument(expression, 0).number());
            case "sequenceLayout" ->
                new Layout.Sequence("", argument(expression, 0).number(), evaluate(argument(expression, 1)));
            case "align" ->
                evaluate(argument(expression, 0))
                        .withAlignment(argument(expression, 1).number());
            case "layout", "$LAYOUT" ->
                group(expression
                        .name()
                        .substring(0, Math.max(0, expression.name().length() - name.length() - 1)));
            default -> constant(name);
        };
    }

    private Layout constant(String name) throws OutputException {
        Layout.Value value = constants.get(name);
        if (value == null) {
            throw new OutputException("unknown layout " + name);
        }
        return value;
    }

    private List<Layout> all(List<LayoutExpression> expressions) throws OutputException {
        List<Layout> layouts = new ArrayList<>();
        for (LayoutExpression expression : expressions) {
            layouts.add(evaluate(expression));
        }
        return layouts;
    }

    private static LayoutExpression argument(LayoutExpression call, int index) throws OutputException {
        if (index >= call.arguments().size()) {
            throw new OutputException("too few arguments: " + call.name() + "()");
        }
        return call.arguments().get(index);
    }
}
