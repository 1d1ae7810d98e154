package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An annotation of {@code dev.shimgen.spec} as Java source has it, on one line. */
public final class AnnotationText {

    private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)(?:\\((?:(\\w+) = )?(.*)\\))?");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** Values that every default is one of. */
    private static final Set<Object> EMPTY = Set.of("", List.of(), false);

    private AnnotationText() {}

    /**
     * {@return the source text, with simple names}
     *
     * <p>Members that are empty are left out where they have a default: an empty text or list, or false, is what the spec
     * language has for one.
     */
    public static String of(SpecAnnotation annotation) {
        List<String> members = members(annotation);
        return "@" + simpleName(annotation.type()) + (members.isEmpty() ? "" : "(" + String.join(", ", members) + ")");
    }

    /** {@return the members between the brackets, {@code value} first, the others sorted by name; a lone {@code value} without its name} */
    public static List<String> members(SpecAnnotation annotation) {
        SortedMap<String, Object> values = new TreeMap<>(
                Comparator.comparing((String member) -> !member.equals("value")).thenComparing(member -> member));
        values.putAll(annotation.values());
        values.entrySet()
                .removeIf(e -> EMPTY.contains(e.getValue())
                        && member(annotation.type(), e.getKey()).getDefaultValue() != null);
        boolean single = values.size() == 1 && values.containsKey("value");
        return values.entrySet().stream()
                .map(e -> (single ? "" : e.getKey() + " = ") + value(annotation, e.getKey(), e.getValue()))
                .toList();
    }

    /**
     * {@return the annotation that a text stands for: one member at most, which is a string or a list of strings}
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    public static SpecAnnotation parse(String text, SourcePosition position) {
        Matcher matcher = ANNOTATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String type = AnnotationReader.SPEC_PACKAGE + "." + matcher.group(1);
        String argument = matcher.group(3);
        if (argument == null) {
            return new SpecAnnotation(type, Map.of(), position);
        }
        List<String> strings = new ArrayList<>();
        Matcher string = STRING.matcher(argument);
        while (string.find()) {
            strings.add(string.group(1));
        }
        String member = matcher.group(2) == null ? "value" : matcher.group(2);
        boolean list = memberType(type, member).isArray();
        return new SpecAnnotation(type, Map.of(member, list ? List.copyOf(strings) : strings.get(0)), position);
    }

    private static String value(SpecAnnotation annotation, String member, Object value) {
        if (value instanceof List<?> list) {
            List<String> texts =
                    list.stream().map(item -> value(annotation, member, item)).toList();
            return texts.size() == 1 ? texts.get(0) : "{" + String.join(", ", texts) + "}";
        }
        if (value instanceof SpecAnnotation inner) {
            return of(inner);
        }
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        Class<?> type = memberType(annotation.type(), member);
        Class<?> element = type.isArray() ? type.getComponentType() : type;
        return element.isEnum() ? constant(element, text) : "\"" + escaped(text) + "\"";
    }

    /** {@code Fails.When.NEVER}: the spec language's enums are members of their annotations. */
    private static String constant(Class<?> type, String name) {
        String nested = String.valueOf(type.getCanonicalName())
                .substring(type.getPackageName().length() + 1);
        return nested + "." + name;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static Class<?> memberType(String annotation, String member) {
        return member(annotation, member).getReturnType();
    }

    private static Method member(String annotation, String member) {
        try {
            return Class.forName(binaryName(annotation)).getMethod(member);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(annotation + " has no member " + member, e);
        }
    }

    /** {@code dev.shimgen.spec.Flags$Field}, as class files have it. */
    private static String binaryName(String type) {
        return type.replaceFirst("(\\.\\p{Lu}\\w*)\\.", "$1\\$");
    }

    /** {@code Flags}, {@code Flags.Field}. */
    private static String simpleName(String type) {
        String inPackage = AnnotationReader.SPEC_PACKAGE + ".";
        return type.startsWith(inPackage)
                ? type.substring(inPackage.length())
                : type.substring(type.lastIndexOf('.') + 1);
    }
}
