package dev.shimgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.ArrayList;
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

    private static final Set<Class<?>> INTEGERS = Set.of(short.class, int.class, long.class);

    private static final Set<Class<?>> TYPES = Set.of(
            void.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            String.class,
            byte[].class,
            Struct.class,
            Opaque.class,
            Pointer.class);

    /** C passes them by value, so nothing is read or filled in. */
    private static final Set<String> BY_VALUE =
            Set.of("inet_ntoa in", "sigqueue value", "pthread_sigqueue value", "fopencookie io_funcs");

    /** No flag has been invented for them yet (their man pages: must be 0), or a bit has no name (sigvec(3), syslog(3)). */
    private static final Set<String> WITHOUT_NAMES = Set.of(
            "copy_file_range flags",
            "dladdr1 flags",
            "pidfd_getfd flags",
            "pidfd_open flags",
            "pidfd_send_signal flags",
            "pkey_alloc flags",
            "posix_spawnattr_setflags flags",
            "process_madvise flags",
            "process_mrelease flags",
            "process_vm_readv flags",
            "process_vm_writev flags",
            "setlogmask mask",
            "sigblock mask",
            "sigsetmask mask");

    /** What is behind a pointer, and what may stand beside it to say what each of that is. */
    private static final Set<Class<?>> POINTEES = Set.of(In.class, Out.class);

    private static final Set<Class<?>> EACH = Set.of(Flags.class, OneOf.class, Mode.class, WaitStatus.class);

    private static final Set<Class<?>> OF_POINTERS = Set.of(In.class, Out.class, Text.class);

    private static final Set<Class<?>> OF_INTEGERS =
            Set.of(Fd.class, DirFd.class, Flags.class, OneOf.class, Mode.class);

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
        assertThat(meanings).as(where).hasSameSizeAs(parameter.getAnnotations());
        if (meanings.size() == 2 && POINTEES.contains(meanings.get(0))) {
            assertThat(meanings.get(1)).as(where).isIn(EACH);
            meanings = meanings.subList(0, 1);
        }
        assertThat(meanings).as(where).hasSizeLessThan(2);
        Set<Class<?>> required = requiredMeanings(parameter);
        if (!required.isEmpty()) {
            assertThat(meanings).as(where).singleElement().isIn(required);
        } else if (INTEGERS.contains(parameter.getType())) {
            assertThat(meanings).as(where).allMatch(OF_INTEGERS::contains);
        } else if (parameter.getType() == Pointer.class) {
            assertThat(meanings).as(where).allMatch(OF_POINTERS::contains);
        } else {
            assertThat(meanings).as(where).isEmpty();
        }
    }

    @Test
    void countThingsBehindAPointerByWhatTheCallKnows() throws IOException {
        List<String> counts = new ArrayList<>();
        for (Parameter parameter : parameters().toList()) {
            String count = parameter.isAnnotationPresent(In.class)
                    ? parameter.getAnnotation(In.class).count()
                    : parameter.isAnnotationPresent(Out.class)
                            ? parameter.getAnnotation(Out.class).count()
                            : "";
            if (!count.matches("|return|[1-9][0-9]?")) {
                counts.add(count);
                assertThat(parameter.getDeclaringExecutable().getParameters())
                        .as(parameter.getDeclaringExecutable() + " " + parameter.getName())
                        .extracting(Parameter::getName)
                        .contains(count);
            }
        }
        assertThat(counts).contains("nfds", "iovcnt");
    }

    /** {@return the meanings that a parameter of this type and name has to have one of; none if it can do without} */
    private static Set<Class<?>> requiredMeanings(Parameter parameter) {
        String name = parameter.getName();
        Class<?> type = parameter.getType();
        String place = parameter.getDeclaringExecutable().getName() + " " + name;
        if (BY_VALUE.contains(place) || WITHOUT_NAMES.contains(place)) {
            return Set.of();
        }
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
            return name.equals("template") ? Set.of(Path.class) : name.endsWith("argv") ? Set.of(Text.class) : Set.of();
        }
        if (name.endsWith("dirfd")) {
            return Set.of(DirFd.class);
        }
        if (name.matches("(old|new|sock|epoll|pid|ep|mq)?fd|.*_fd|fd_.*|fildes|mqdes")) {
            return Set.of(Fd.class);
        }
        if (name.endsWith("flags")) {
            return Set.of(Flags.class);
        }
        if (name.endsWith("mask")) {
            return Set.of(Flags.class, Mode.class);
        }
        if (name.equals("mode")) {
            return Set.of(Mode.class, Flags.class, OneOf.class);
        }
        return name.matches("name|whence|sig|signum|clockid|resource") ? Set.of(OneOf.class) : Set.of();
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
                assertThat(types.get(buffer.length())).as(method.toString()).isIn(int.class, long.class);
            }
        }
    }

    /** A group that nobody is told of is not used. */
    @Test
    void standInTheOverviewOfThePackage() throws IOException {
        String overview = Files.readString(Classes.SOURCES.resolve("dev/shimgen/spec/libc/package-info.java"));
        assertThat(groups().map(Class::getSimpleName))
                .allSatisfy(name -> assertThat(overview).containsPattern("\\b" + name + "\\b"));
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
