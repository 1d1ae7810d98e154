package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.spec.Shim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the ready-made groups: every public interface of {@code dev.shimgen.spec.libc}, where the annotations of the spec
 * language were loaded from. So nobody keeps a list that a new group could be missing from.
 */
public final class ReadyMadeGroups {

    private static final String PACKAGE = "dev.shimgen.spec.libc";
    private static final String CLASS = ".class";

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, null);

    private ReadyMadeGroups() {}

    /** {@return all groups, sorted by name; they are read once} */
    public static List<ReadyMadeGroup> load() {
        return Loaded.GROUPS;
    }

    /** A class of its own, for the groups are read when they are first asked for (JLS 12.4.1). */
    private static final class Loaded {

        private static final List<ReadyMadeGroup> GROUPS = read();

        private Loaded() {}
    }

    private static List<ReadyMadeGroup> read() {
        try {
            URI place = Shim.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path root = Path.of(place);
            if (Files.isDirectory(root)) {
                return in(root);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root)) {
                return in(jar.getPath("/"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + Shim.class + " comes from", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the simple names of all groups, sorted} */
    public static List<String> names() {
        return load().stream().map(ReadyMadeGroup::simpleName).toList();
    }

    private static List<ReadyMadeGroup> in(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(PACKAGE.replace('.', '/')))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    // What Structs has inside of it says what structs are, and names no function.
                    .filter(file ->
                            file.endsWith(CLASS) && file.indexOf('$') < 0 && !file.equals("package-info" + CLASS))
                    .map(file -> PACKAGE + "." + file.substring(0, file.length() - CLASS.length()))
                    .sorted()
                    .map(ReadyMadeGroups::type)
                    .filter(type ->
                            type.isInterface() && !type.isAnnotation() && Modifier.isPublic(type.getModifiers()))
                    .map(ReadyMadeGroups::group)
                    .toList();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Shim.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReadyMadeGroup group(Class<?> type) {
        SortedMap<String, SpecMethod> methods = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                methods.put(method.getName(), method(method));
            }
        }
        return new ReadyMadeGroup(type.getName(), methods);
    }

    private static SpecMethod method(Method method) {
        return new SpecMethod(
                method.getName(),
                javaType(method.getReturnType()),
                Stream.of(method.getParameters())
                        .map(ReadyMadeGroups::parameter)
                        .toList(),
                annotations(method.getAnnotations()),
                method.getDeclaringClass().getName(),
                true,
                NOWHERE);
    }

    private static SpecParameter parameter(Parameter parameter) {
        return new SpecParameter(
                parameter.getName(), javaType(parameter.getType()), annotations(parameter.getAnnotations()), NOWHERE);
    }

    private static JavaType javaType(Class<?> type) {
        return new JavaType(type.getCanonicalName(), true);
    }

    private static List<SpecAnnotation> annotations(Annotation[] annotations) {
        List<SpecAnnotation> all = new ArrayList<>();
        for (Annotation annotation : annotations) {
            all.add(annotation(annotation));
        }
        return all;
    }

    private static SpecAnnotation annotation(Annotation annotation) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Method member : annotation.annotationType().getDeclaredMethods()) {
            try {
                values.put(member.getName(), value(member.invoke(annotation)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(annotation.toString(), e);
            }
        }
        return new SpecAnnotation(annotation.annotationType().getCanonicalName(), values, NOWHERE);
    }

    /** As {@link SpecAnnotation} has values. */
    private static Object value(Object value) {
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> value(Array.get(value, i)))
                    .toList();
        }
        if (value instanceof Annotation inner) {
            return annotation(inner);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof Boolean ? value : value instanceof Class<?> type ? type.getName() : value.toString();
    }
}
