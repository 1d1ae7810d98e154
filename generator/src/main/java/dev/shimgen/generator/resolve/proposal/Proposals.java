package dev.shimgen.generator.resolve.proposal;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.JavaClassNames;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Proposes the Java method for a C function, including its parameters' meanings, as an expert would write it. */
public final class Proposals {

    /** A primitive type of Java. */
    private static final Pattern NUMBER = Pattern.compile("[a-z]+");

    /** How many fields a trace shows of a struct for which no row says which ones matter. */
    private static final int SHOWN = 4;

    private static final Set<String> PATH_NAMES = Set.of(
            "file",
            "path",
            "filename",
            "file_name",
            "pathname",
            "from",
            "to",
            "old",
            "new",
            "oldpath",
            "newpath",
            "dir",
            "target",
            "linkpath",
            "oldname",
            "newname",
            "dirname",
            "dirp");

    private static final Set<String> LENGTH_NAMES = Set.of(
            "nbytes", "n", "len", "size", "buflen", "bufsize", "count", "nbyte", "length", "maxlen", "maxsize",
            "optlen", "msg_len", "nreal", "datalen");

    /** Headers in which a parameter {@code name} is a file's; in others, it is that of a variable, a user or a host. */
    private static final Set<String> FILE_HEADERS = Set.of("dirent.h", "fcntl.h", "stdio.h", "sys/stat.h", "unistd.h");

    private static final Pattern DESCRIPTOR = Pattern.compile("\\w*fd");

    /** Members that are reserved for later, or for the library's own use. */
    private static final Pattern HIDDEN = Pattern.compile("_.*|.*(pad|reserved|unused|spare|glibc|lpad|rpad).*");

    private static final Pattern STREAM = Pattern.compile("(const )?(FILE|DIR|struct _IO_FILE) ?\\*.*");

    private final HeaderFacts facts;
    private final MeaningTable table = MeaningTable.SHIPPED;

    public Proposals(HeaderFacts facts) {
        this.facts = facts;
    }

    /**
     * A proposed parameter.
     *
     * @param meaning its annotation, without a position; {@code null} for none
     */
    private record Proposed(JavaType type, @Nullable String meaning) {

        Proposed {
            meaning = meaning == null || meaning.isEmpty() ? null : meaning;
        }

        Proposed(String type) {
            this(new JavaType(type, true), null);
        }

        Proposed(String type, String meaning) {
            this(new JavaType(type, true), meaning);
        }
    }

    /**
     * {@return the method}
     *
     * @param all the function's parameters, including those of its tail
     * @param header the public header that declares it
     * @param declaredIn the qualified name of the interface that the method is for
     * @param places the position of the method for 0, those of its parameters from 1 on
     */
    public SpecMethod of(
            FunctionFact function,
            List<CParameter> all,
            String header,
            String declaredIn,
            IntFunction<SourcePosition> places) {
        Optional<SpecMethod> grouped = GroupMethods.of(function.name(), all.size());
        if (grouped.isPresent()) {
            return asInGroup(grouped.get(), function, all, header, declaredIn, places);
        }
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            parameters.add(ofPrototype(function, header, all, i, places.apply(i + 1)));
        }
        return new SpecMethod(
                function.name(),
                result(function.result()),
                parameters,
                failure(function, header, places.apply(0)),
                declaredIn,
                false,
                places.apply(0));
    }

    private SpecParameter ofPrototype(
            FunctionFact function, String header, List<CParameter> all, int index, SourcePosition place) {
        Proposed proposed = parameter(function, header, all, index);
        return new SpecParameter(
                name(all, index),
                proposed.type(),
                proposed.meaning() == null ? List.of() : List.of(AnnotationText.parse(proposed.meaning(), place)),
                place);
    }

    /** What a ready-made group says of a function is said once; the types are the header's, and the structs those that it names. */
    private SpecMethod asInGroup(
            SpecMethod grouped,
            FunctionFact function,
            List<CParameter> all,
            String header,
            String declaredIn,
            IntFunction<SourcePosition> places) {
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            CType type = all.get(i).type();
            SpecParameter model = grouped.parameters().get(i);
            SourcePosition place = places.apply(i + 1);
            if (!fits(model.type(), type)) {
                parameters.add(ofPrototype(function, header, all, i, place));
                continue;
            }
            List<SpecAnnotation> meanings = SpecNames.meanings(model).stream()
                    .map(meaning -> new SpecAnnotation(
                            meaning.type(), renamed(meaning.values(), grouped.parameters(), all), place))
                    .toList();
            parameters.add(new SpecParameter(name(all, i), typeAsInGroup(model.type(), type), meanings, place));
        }
        return new SpecMethod(
                function.name(),
                result(function.result()),
                parameters,
                grouped.annotations().stream()
                        .filter(a -> a.type().equals(SpecNames.FAILS))
                        .map(a -> new SpecAnnotation(a.type(), a.values(), places.apply(0)))
                        .toList(),
                declaredIn,
                false,
                places.apply(0));
    }

    /**
     * Whether the type here is one that the group's can stand for. Groups are written for glibc: musl's {@code pthread_t} is a
     * pointer.
     */
    private boolean fits(JavaType inGroup, CType type) {
        boolean number = NUMBER.matcher(inGroup.name()).matches();
        return switch (type.carrier()) {
            case POINTER ->
                inGroup.name().equals(SpecNames.STRUCT)
                        ? type.struct() != null && facts.structs().containsKey(type.struct())
                        : !number;
            case STRUCT, VA_LIST, OPAQUE, VOID -> true;
            case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE -> number;
        };
    }

    private static JavaType typeAsInGroup(JavaType inGroup, CType type) {
        if (type.carrier() == CType.Carrier.STRUCT || inGroup.name().equals(SpecNames.STRUCT)) {
            return structClass(type.struct());
        }
        return type.carrier() == CType.Carrier.POINTER ? inGroup : javaType(type);
    }

    /** The length of a buffer, and of an array, is a parameter, which may have another name here. */
    private static Map<String, Object> renamed(
            Map<String, Object> values, List<SpecParameter> inGroup, List<CParameter> all) {
        Map<String, Object> renamed = new HashMap<>(values);
        for (String member : List.of("length", "count", "size")) {
            renamed.computeIfPresent(member, (key, length) -> {
                int index = inGroup.stream().map(SpecParameter::name).toList().indexOf(length);
                return index < 0 ? length : name(all, index);
            });
        }
        return renamed;
    }

    private List<SpecAnnotation> failure(FunctionFact function, String header, SourcePosition place) {
        CType.Carrier carrier = function.result().carrier();
        Optional<String> when = table.failure(function.name(), header).filter(text -> switch (carrier) {
            case POINTER -> text.equals("NEVER") || text.equals("MINUS_ONE");
            case INT8, INT16, INT32, INT64 -> !Integers.isUnsigned(function.result(), facts);
            default -> false;
        });
        return when.map(text -> List.of(new SpecAnnotation(SpecNames.FAILS, Map.of("value", text), place)))
                .orElse(List.of());
    }

    private static JavaType result(CType type) {
        return type.carrier() == CType.Carrier.STRUCT ? structClass(type.struct()) : javaType(type);
    }

    private static JavaType javaType(CType type) {
        return switch (type.carrier()) {
            case POINTER, VA_LIST -> new JavaType(SpecNames.POINTER, true);
            default -> new JavaType(JavaTypes.primitive(type.carrier()), true);
        };
    }

    /** A parameter without a name, or with that of an earlier one, is named by its position. */
    private static String name(List<CParameter> all, int index) {
        String name = JavaNamesOfC.parameter(all.get(index).name(), index);
        for (int i = 0; i < index; i++) {
            if (JavaNamesOfC.parameter(all.get(i).name(), i).equals(name)) {
                return "arg" + (index + 1);
            }
        }
        return name;
    }

    private Proposed parameter(FunctionFact function, String header, List<CParameter> all, int index) {
        CType type = all.get(index).type();
        String name = name(all, index);
        Optional<String> known =
                table.meaning(function.name(), header, bare(all.get(index).name()));
        return switch (type.carrier()) {
            case POINTER -> pointer(function, header, all, index, known);
            case STRUCT -> new Proposed(structClass(type.struct()), null);
            case INT8, INT16, INT32, INT64 ->
                new Proposed(
                        javaType(type), known.orElseGet(() -> meaningOfInteger(function, header, all, index, name)));
            default -> new Proposed(javaType(type), null);
        };
    }

    private static String bare(String cName) {
        return cName.replaceFirst("^_+", "");
    }

    private Proposed pointer(
            FunctionFact function, String header, List<CParameter> all, int index, Optional<String> known) {
        CType type = all.get(index).type();
        String name = name(all, index);
        boolean chars = JavaTypes.isChars(type);
        if (known.isPresent() && known.get().startsWith("@Buffer")) {
            return new Proposed("byte[]", known.get());
        }
        if (chars && type.pointsToConst()) {
            String usual = isPath(function, header, name) ? "@Path" : "@Text";
            return new Proposed("java.lang.String", known.orElse(usual));
        }
        if (known.isPresent() && (chars || known.get().isEmpty())) {
            return new Proposed(new JavaType(SpecNames.POINTER, true), known.get());
        }
        if (type.struct() != null && type.after().isEmpty() && !JavaTypes.isPointerToPointer(type)) {
            return struct(type, type.struct());
        }
        boolean bytes = chars
                || (!JavaTypes.isPointerToPointer(type)
                        && facts.canonical(type.before()).matches("void ?\\*.*"));
        if (bytes && type.after().isEmpty() && index + 1 < all.size()) {
            CType.Carrier carrier = all.get(index + 1).type().carrier();
            boolean integer = carrier == CType.Carrier.INT64 || carrier == CType.Carrier.INT32;
            if (integer && LENGTH_NAMES.contains(bare(all.get(index + 1).name()))) {
                return new Proposed("byte[]", "@Buffer(length = \"" + name(all, index + 1) + "\")");
            }
        }
        return new Proposed(SpecNames.POINTER);
    }

    private Proposed struct(CType type, String cType) {
        StructFact fact = facts.structs().get(cType);
        if (fact == null
                || table.isPointer(cType)
                || STREAM.matcher(type.before()).matches()) {
            return new Proposed(SpecNames.POINTER);
        }
        List<String> fields = table.shown(cType);
        if (fields.isEmpty()) {
            fields = fact.fields().stream()
                    .filter(field -> field.count() == 1
                            && Integers.isInteger(field.type())
                            && !HIDDEN.matcher(field.name()).matches())
                    .map(StructFact.Field::name)
                    .limit(SHOWN)
                    .toList();
        }
        String show = fields.isEmpty() ? "" : "(show = {\"" + String.join("\", \"", fields) + "\"})";
        return new Proposed(structClass(cType), (type.pointsToConst() ? "@In" : "@Out") + show);
    }

    private static boolean isPath(FunctionFact function, String header, String name) {
        return PATH_NAMES.contains(name)
                || (name.equals("name") && (FILE_HEADERS.contains(function.header()) || FILE_HEADERS.contains(header)));
    }

    private @Nullable String meaningOfInteger(
            FunctionFact function, String header, List<CParameter> all, int index, String name) {
        CType type = all.get(index).type();
        if (type.before().equals("mode_t") || type.before().equals("__mode_t")) {
            return "@Mode";
        }
        if (type.carrier() == CType.Carrier.INT32 && DESCRIPTOR.matcher(name).matches()) {
            return isOfDirectory(function, header, all, index, name) ? "@DirFd" : "@Fd";
        }
        return null;
    }

    /** man 2 openat: the descriptor of the directory that a relative path starts from comes before the path. */
    private static boolean isOfDirectory(
            FunctionFact function, String header, List<CParameter> all, int index, String name) {
        if (index + 1 >= all.size()) {
            return false;
        }
        CParameter next = all.get(index + 1);
        boolean string = JavaTypes.isChars(next.type()) && next.type().pointsToConst();
        return string && (name.endsWith("dfd") || isPath(function, header, name(all, index + 1)));
    }

    /** A struct that has no name in C has no generated class. */
    private static JavaType structClass(@Nullable String cType) {
        return cType == null ? new JavaType(SpecNames.STRUCT, true) : new JavaType(JavaClassNames.of(cType), false);
    }
}
