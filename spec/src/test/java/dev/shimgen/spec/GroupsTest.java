package dev.shimgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ready-made groups obey the rules that specs obey, and leave no parameter without the meaning it has. */
class GroupsTest {

    private static final Set<Class<?>> TYPES = Set.of(
            void.class,
            int.class,
            long.class,
            float.class,
            double.class,
            String.class,
            byte[].class,
            Struct.class,
            Opaque.class,
            Pointer.class);

    static Stream<Class<?>> groups() throws IOException {
        return Classes.groups().stream();
    }

    static Stream<Method> methods() throws IOException {
        return groups().flatMap(group -> Arrays.stream(group.getDeclaredMethods()));
    }

    static Stream<Parameter> parameters() throws IOException {
        return methods().flatMap(method -> Arrays.stream(method.getParameters()));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void arePlainInterfaces(Class<?> group) {
        assertThat(group.isInterface()).isTrue();
        assertThat(Modifier.isPublic(group.getModifiers())).isTrue();
        assertThat(group.getTypeParameters()).isEmpty();
        assertThat(group.getAnnotations()).isEmpty();
        assertThat(group.getDeclaredMethods()).isNotEmpty().allSatisfy(method -> {
            assertThat(Modifier.isAbstract(method.getModifiers())).isTrue();
            assertThat(method.getTypeParameters()).isEmpty();
            assertThat(method.getExceptionTypes()).isEmpty();
        });
    }

    @Test
    void coverTheFilesOfStrace() throws IOException {
        assertThat(methods().map(Method::getName))
                .hasSizeGreaterThan(120)
                .contains(
                        "stat",
                        "lstat",
                        "fstat",
                        "fstatat",
                        "statx",
                        "open",
                        "openat",
                        "creat",
                        "fopen",
                        "access",
                        "faccessat",
                        "readlink",
                        "unlinkat",
                        "renameat2",
                        "realpath",
                        "opendir",
                        "scandir",
                        "getcwd",
                        "chmod",
                        "lchown",
                        "utimensat",
                        "truncate",
                        "getxattr",
                        "fsync",
                        "msync",
                        "execve",
                        "posix_spawn",
                        "mkfifo",
                        "mkstemp",
                        "nftw",
                        "mount",
                        "umount2",
                        "swapon",
                        "acct",
                        "inotify_add_watch",
                        "chroot");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void speakTheTypeLanguage(Method method) {
        assertThat(TYPES).as(method.toString()).contains(method.getReturnType());
        assertThat(method.getReturnType()).isNotIn(String.class, Struct.class, byte[].class);
        assertThat(method.getParameters()).allSatisfy(parameter -> {
            assertThat(TYPES).contains(parameter.getType());
            assertThat(parameter.isNamePresent())
                    .as("compiled with -parameters")
                    .isTrue();
            assertThat(parameter.getName()).matches("[a-z][a-z0-9_]*");
        });
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void sayWhatParametersMean(Parameter parameter) {
        String where = parameter.getDeclaringExecutable() + " " + parameter.getName();
        List<? extends Class<? extends Annotation>> meanings = Arrays.stream(parameter.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(Meaning.class))
                .toList();
        assertThat(meanings).as(where).hasSizeLessThan(2).hasSameSizeAs(parameter.getAnnotations());
        Set<Class<?>> possible = possibleMeanings(parameter);
        if (possible.isEmpty()) {
            assertThat(meanings).as(where).isEmpty();
        } else {
            assertThat(meanings).as(where).singleElement().isIn(possible);
        }
    }

    private static Set<Class<?>> possibleMeanings(Parameter parameter) {
        String name = parameter.getName();
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return Set.of(Path.class, Text.class);
        }
        if (type == byte[].class) {
            return Set.of(Buffer.class);
        }
        if (type == Struct.class) {
            return Set.of(In.class, Out.class);
        }
        if (type == Pointer.class) {
            return name.equals("template") ? Set.of(Path.class) : Set.of();
        }
        if (name.endsWith("dirfd")) {
            return Set.of(DirFd.class);
        }
        if (name.matches("fd|.*_fd")) {
            return Set.of(Fd.class);
        }
        if (name.matches(".*(flags|mask)")) {
            return Set.of(Flags.class);
        }
        if (name.equals("mode")) {
            return Set.of(Mode.class, Flags.class);
        }
        return name.equals("name") ? Set.of(OneOf.class) : Set.of();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nameTheLengthsOfBuffers(Method method) {
        Map<String, Class<?>> types = new HashMap<>();
        for (Parameter parameter : method.getParameters()) {
            types.put(parameter.getName(), parameter.getType());
        }
        for (Parameter parameter : method.getParameters()) {
            Buffer buffer = parameter.getAnnotation(Buffer.class);
            if (buffer != null) {
                assertThat(types).as(method.toString()).containsEntry(buffer.length(), long.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void writePrototypesOfTheirOwnFunctions(Class<?> group) {
        assertThat(group.getDeclaredMethods()).allSatisfy(method -> {
            Wrap wrap = method.getAnnotation(Wrap.class);
            boolean opaque = Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
                    .anyMatch(Opaque.class::equals);
            // Without a prototype nobody knows what an Opaque is.
            assertThat(wrap != null || !opaque).as(method.toString()).isTrue();
            if (wrap != null) {
                assertThat(wrap.prototype()).contains(method.getName() + "(").doesNotContain(";");
                assertThat(wrap.header()).endsWith(".h");
            }
        });
    }

    @Test
    void nameAFunctionOnceOrAlikeEverywhere() throws IOException {
        Map<String, String> seen = new HashMap<>();
        methods().forEach(method -> {
            String text = describe(method);
            String other = seen.putIfAbsent(method.getName(), text);
            assertThat(other == null ? text : other).isEqualTo(text);
        });
    }

    private static String describe(Method method) {
        return Arrays.toString(method.getAnnotations())
                + method.getReturnType()
                + Arrays.stream(method.getParameters())
                        .map(p -> Arrays.toString(p.getAnnotations()) + p)
                        .toList();
    }
}
