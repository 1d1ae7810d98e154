package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;
import java.util.Optional;

/** The spec language's names, as text: the generator reads the source of specs, and never loads their classes. */
public final class SpecNames {

    public static final String PACKAGE = "dev.shimgen.spec.";
    public static final String POINTER = PACKAGE + "Pointer";
    public static final String STRUCT = PACKAGE + "Struct";
    static final String OPAQUE = PACKAGE + "Opaque";
    public static final String WRAP = PACKAGE + "Wrap";
    static final String MEMORY_SEGMENT = "java.lang.foreign.MemorySegment";
    public static final String FAILS = PACKAGE + "Fails";
    public static final String PASS_THROUGH = PACKAGE + "PassThrough";
    public static final String PARTIAL = PACKAGE + "Partial";

    public static final String PATH = PACKAGE + "Path";
    public static final String TEXT = PACKAGE + "Text";
    public static final String FD = PACKAGE + "Fd";
    public static final String DIR_FD = PACKAGE + "DirFd";
    public static final String FLAGS = PACKAGE + "Flags";
    public static final String ONE_OF = PACKAGE + "OneOf";
    public static final String MODE = PACKAGE + "Mode";
    public static final String IN = PACKAGE + "In";
    public static final String OUT = PACKAGE + "Out";
    public static final String BUFFER = PACKAGE + "Buffer";
    public static final String WAIT_STATUS = PACKAGE + "WaitStatus";
    public static final String SHOWN = PACKAGE + "Shown";
    private static final String TRACE = PACKAGE + "Trace";

    /** All annotations that give a parameter a meaning. */
    static final List<String> MEANINGS =
            List.of(PATH, TEXT, FD, DIR_FD, FLAGS, ONE_OF, MODE, IN, OUT, BUFFER, WAIT_STATUS);

    private SpecNames() {}

    /** {@return all annotations that give a parameter a meaning, as an author writes them} */
    public static List<String> meanings() {
        return MEANINGS.stream()
                .map(type -> "@" + type.substring(PACKAGE.length()))
                .toList();
    }

    /**
     * {@return the parameter's meanings; the spec reader makes sure that there is at most one, or one that says what is behind a
     * pointer and one that says what each of that is}
     */
    public static List<SpecAnnotation> meanings(SpecParameter parameter) {
        return parameter.annotations().stream()
                .filter(a -> MEANINGS.contains(a.type()))
                .toList();
    }

    /** {@return whether an annotation says that something is behind a pointer} */
    public static boolean isPointee(SpecAnnotation annotation) {
        return annotation.type().equals(IN) || annotation.type().equals(OUT);
    }

    /** {@return whether a method is traced, so that its structs are shown} */
    public static boolean isTraced(SpecMethod method) {
        return has(method, TRACE) && !has(method, PASS_THROUGH);
    }

    private static boolean has(SpecMethod method, String type) {
        return method.annotations().stream().anyMatch(a -> a.type().equals(type));
    }

    public static boolean has(SpecParameter parameter, String type) {
        return annotation(parameter, type).isPresent();
    }

    static Optional<SpecAnnotation> annotation(SpecParameter parameter, String type) {
        return parameter.annotations().stream()
                .filter(a -> a.type().equals(type))
                .findFirst();
    }
}
