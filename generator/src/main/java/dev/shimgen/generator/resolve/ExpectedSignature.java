package dev.shimgen.generator.resolve;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the Java method that stands for a C function as an expert would: a proposal, for messages. */
final class ExpectedSignature {

    private static final Set<String> PATH_NAMES = Set.of(
            "file",
            "path",
            "filename",
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
            "dirp");

    private static final Set<String> LENGTH_NAMES =
            Set.of("nbytes", "n", "len", "size", "buflen", "bufsize", "count", "nbyte", "length");

    /** Where a {@code name} is that of a file; elsewhere it is a variable's, a user's, a host's. */
    private static final Set<String> FILE_HEADERS = Set.of("dirent.h", "fcntl.h", "stdio.h", "sys/stat.h", "unistd.h");

    /** What the constants of a parameter begin with, where its name says so in every header that uses it. */
    private static final Map<String, String> CONSTANTS = Map.of(
            "oflag", "@Flags(\"O_\") ",
            "whence", "@OneOf(\"SEEK_\") ",
            "prot", "@Flags(\"PROT_\") ",
            "advice", "@OneOf(\"POSIX_FADV_\") ");

    private final HeaderFacts facts;

    ExpectedSignature(HeaderFacts facts) {
        this.facts = facts;
    }

    /** {@return for example {@code int stat(@Path String file, @Out Stat buf)}} */
    String of(Call call) {
        return of(call.function(), call.parameters());
    }

    /**
     * {@return the same of a function without a method}
     *
     * @param all the function's parameters, those of its tail included
     */
    String of(FunctionFact function, List<CParameter> all) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            parameters.add(parameter(function, all, i));
        }
        return result(function.result()) + " " + function.name() + "(" + String.join(", ", parameters) + ")";
    }

    private String result(CType type) {
        return type.carrier() == CType.Carrier.STRUCT
                ? structClass(type.struct())
                : JavaTypes.primitive(type.carrier());
    }

    private String parameter(FunctionFact function, List<CParameter> all, int index) {
        CParameter parameter = all.get(index);
        String name = JavaNames.parameter(parameter.name(), index);
        return typed(function, all, index, name) + " " + name;
    }

    private String typed(FunctionFact function, List<CParameter> all, int index, String name) {
        CType type = all.get(index).type();
        return switch (type.carrier()) {
            case POINTER -> pointer(function, type, all, index, name);
            case STRUCT -> structClass(type.struct());
            case INT32 -> meaningOfInt(function, all, index, name) + "int";
            default -> JavaTypes.primitive(type.carrier());
        };
    }

    private String pointer(FunctionFact function, CType type, List<CParameter> all, int index, String name) {
        if (JavaTypes.isChars(type) && type.pointsToConst()) {
            return (isPath(function, name) ? "@Path" : "@Text") + " String";
        }
        boolean isStream = type.before().matches("(const )?(FILE|DIR|struct _IO_FILE) ?\\*.*");
        if (type.struct() != null && type.after().isEmpty() && !isStream) {
            return (type.pointsToConst() ? "@In " : "@Out ") + structClass(type.struct());
        }
        boolean isBytes = JavaTypes.isChars(type)
                || (!JavaTypes.isPointerToPointer(type)
                        && facts.canonical(type.before()).matches("void ?\\*.*"));
        if (isBytes && index + 1 < all.size()) {
            String next = JavaNames.parameter(all.get(index + 1).name(), index + 1);
            CType.Carrier carrier = all.get(index + 1).type().carrier();
            if (LENGTH_NAMES.contains(next) && (carrier == CType.Carrier.INT64 || carrier == CType.Carrier.INT32)) {
                return "@Buffer(length = \"" + next + "\") byte[]";
            }
        }
        return "Pointer";
    }

    private static boolean isPath(FunctionFact function, String name) {
        return PATH_NAMES.contains(name) || (name.equals("name") && FILE_HEADERS.contains(function.header()));
    }

    private String meaningOfInt(FunctionFact function, List<CParameter> all, int index, String name) {
        CType type = all.get(index).type();
        if (name.endsWith("fd")) {
            return isOfDirectory(function, all, index, name) ? "@DirFd " : "@Fd ";
        }
        if (type.before().equals("mode_t") || type.before().equals("__mode_t")) {
            return "@Mode ";
        }
        boolean relative = function.name().endsWith("at");
        return relative && name.matches("flags?") ? "@Flags(\"AT_\") " : CONSTANTS.getOrDefault(name, "");
    }

    /** man 2 openat: the descriptor that a relative path begins at stands before the path. */
    private static boolean isOfDirectory(FunctionFact function, List<CParameter> all, int index, String name) {
        if (index + 1 >= all.size()) {
            return false;
        }
        CParameter next = all.get(index + 1);
        boolean string = JavaTypes.isChars(next.type()) && next.type().pointsToConst();
        return string && (name.endsWith("dfd") || isPath(function, JavaNames.parameter(next.name(), index + 1)));
    }

    private static String structClass(@Nullable String cType) {
        return cType == null ? "Struct" : JavaNames.structClass(cType);
    }
}
