package dev.shimgen.generator.resolve;

import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;
import java.util.Optional;

/** The spec language's names: the generator reads specs, it never loads their classes. */
final class SpecNames {

    static final String PACKAGE = "dev.shimgen.spec.";
    static final String POINTER = PACKAGE + "Pointer";
    static final String STRUCT = PACKAGE + "Struct";
    static final String OPAQUE = PACKAGE + "Opaque";
    static final String WRAP = PACKAGE + "Wrap";
    static final String MEMORY_SEGMENT = "java.lang.foreign.MemorySegment";
    static final String FAILS = PACKAGE + "Fails";
    static final String PASS_THROUGH = PACKAGE + "PassThrough";
    static final String PARTIAL = PACKAGE + "Partial";

    static final String PATH = PACKAGE + "Path";
    static final String TEXT = PACKAGE + "Text";
    static final String FD = PACKAGE + "Fd";
    static final String DIR_FD = PACKAGE + "DirFd";
    static final String FLAGS = PACKAGE + "Flags";
    static final String ONE_OF = PACKAGE + "OneOf";
    static final String MODE = PACKAGE + "Mode";
    static final String IN = PACKAGE + "In";
    static final String OUT = PACKAGE + "Out";
    static final String BUFFER = PACKAGE + "Buffer";

    /** All annotations that are a meaning. */
    static final List<String> MEANINGS = List.of(PATH, TEXT, FD, DIR_FD, FLAGS, ONE_OF, MODE, IN, OUT, BUFFER);

    private SpecNames() {}

    /** {@return the parameter's meanings; the spec reader lets one through at most} */
    static List<SpecAnnotation> meanings(SpecParameter parameter) {
        return parameter.annotations().stream()
                .filter(a -> MEANINGS.contains(a.type()))
                .toList();
    }

    static boolean has(SpecParameter parameter, String type) {
        return annotation(parameter, type).isPresent();
    }

    static Optional<SpecAnnotation> annotation(SpecParameter parameter, String type) {
        return parameter.annotations().stream()
                .filter(a -> a.type().equals(type))
                .findFirst();
    }
}
