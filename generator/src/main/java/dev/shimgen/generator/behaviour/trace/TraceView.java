package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the trace's partials say for one symbol.
 *
 * <p>Symbols of a call that take the same arguments ({@code open}, {@code open64}) share a printing function, which has the name
 * of the first of them.
 */
final class TraceView {

    private final CallPlan call;
    private final EntryPlan entry;
    private final List<Shown> shown;

    /** An argument of the symbol that the line shows. */
    private record Shown(ParameterPlan parameter, String name, CType type) {}

    TraceView(CallPlan call, EntryPlan entry) {
        this.call = call;
        this.entry = entry;
        this.shown = shown(call, entry);
    }

    private static List<Shown> shown(CallPlan call, EntryPlan entry) {
        List<Shown> shown = new ArrayList<>();
        boolean hasTail = entry.variadic()
                && (call.tail() instanceof CallPlan.ConditionalTail || call.tail() instanceof CallPlan.WordTail);
        for (ParameterPlan parameter : call.parameters()) {
            boolean found = false;
            for (EntryPlan.Argument argument : entry.parameters()) {
                if (parameter.name().equals(argument.parameter())) {
                    shown.add(new Shown(parameter, argument.name(), argument.type()));
                    found = true;
                }
            }
            if (!found && hasTail) {
                shown.add(new Shown(parameter, parameter.name(), parameter.type()));
            }
        }
        return shown;
    }

    Map<String, Object> values() {
        EntryPlan printer = call.entries().stream()
                .filter(other -> shape(other).equals(shape(entry)))
                .findFirst()
                .orElse(entry);
        boolean first = printer.id().equals(entry.id());
        boolean returns = !call.noReturn() && !call.jumps();
        boolean announces = call.noReturn() || call.execs() || call.jumps();
        List<Shown> passed = shown.stream().filter(s -> !isOpaque(s)).toList();

        Map<String, Object> values = new HashMap<>();
        values.put("function", call.name());
        values.put("printer", printer.id());
        values.put("returns", returns);
        values.put("announces", announces);
        values.put("printsBefore", first && announces);
        values.put("printsAfter", first && returns);
        values.put("clearsErrno", returns && mayLeaveErrno());
        values.put(
                "printerParameters",
                "const struct shimgen_trace_start *start"
                        + passed.stream()
                                .map(s -> ", " + s.type().declare(s.name()))
                                .collect(Collectors.joining())
                        + (passesList() ? ", va_list arguments" : ""));
        values.put(
                "passed",
                passed.stream().map(s -> ", " + s.name()).collect(Collectors.joining())
                        + (passesList() ? ", arguments" : ""));
        values.put("arguments", lines(true));
        values.put("announcedArguments", lines(false));
        values.put("resultParameter", resultParameter());
        values.put("resultLine", "shimgen_trace_result" + resultCall() + ";");
        values.put("passedResult", passedResult());
        return values;
    }

    private static String shape(CallPlan call, EntryPlan entry) {
        return shown(call, entry).stream()
                .map(s -> s.parameter().name() + ":" + s.name() + ":" + s.type().spelling())
                .collect(Collectors.joining(";", entry.result().spelling() + "(", ")"));
    }

    private String shape(EntryPlan other) {
        return shape(call, other);
    }

    private static boolean isOpaque(Shown argument) {
        return argument.parameter().meaning() instanceof Meaning.Opaque
                || argument.type().carrier() == CType.Carrier.STRUCT
                || argument.type().carrier() == CType.Carrier.VA_LIST;
    }

    /** A pointer's function may leave errno alone, even when it returns NULL: readdir(3) at the end. */
    private boolean mayLeaveErrno() {
        return call.failure() == CallPlan.Failure.NULL;
    }

    private List<Map<String, Object>> lines(boolean called) {
        return Stream.concat(shown.stream().flatMap(s -> argument(s, called).stream()), listed().stream())
                .map(line -> Map.<String, Object>of("line", line))
                .toList();
    }

    /** Whether the printing function reads the arguments behind the fixed ones itself. */
    private boolean passesList() {
        return call.jumps() && call.tail() instanceof CallPlan.StringsTail && !shown.isEmpty();
    }

    /** The statements that print what stands behind the fixed arguments of a function that is jumped to. */
    private List<String> listed() {
        if (call.tail() instanceof CallPlan.StringsTail tail && passesList()) {
            String first = shown.get(shown.size() - 1).name();
            String after = tail.environment() ? "true" : "false";
            return print("strings", first + ", " + after + ", arguments");
        }
        return call.jumps() && call.tail() instanceof CallPlan.UnknownTail ? print("more", "") : List.of();
    }

    /** The statements that print an argument; the last one of a conditional tail only if it was passed. */
    private List<String> argument(Shown argument, boolean called) {
        List<String> statements = statements(argument, called);
        boolean fixed = entry.parameters().stream()
                .anyMatch(a -> argument.parameter().name().equals(a.parameter()));
        if (fixed || !(call.tail() instanceof CallPlan.ConditionalTail tail)) {
            return statements;
        }
        List<String> guarded = new ArrayList<>();
        guarded.add("if (" + tail.condition() + ") {");
        statements.forEach(s -> guarded.add("    " + s));
        guarded.add("}");
        return guarded;
    }

    private List<String> statements(Shown argument, boolean called) {
        String name = argument.name();
        if (isOpaque(argument)) {
            return List.of("shimgen_trace_opaque(&line);");
        }
        Meaning meaning = argument.parameter().meaning();
        if (meaning instanceof Meaning.Flags flags) {
            return print("flags", bits(argument.type()) + name + ", shimgen_names_" + flags.constantSet());
        }
        if (meaning instanceof Meaning.OneOf oneOf) {
            return print("enum", name + ", shimgen_names_" + oneOf.constantSet());
        }
        if (meaning instanceof Meaning.StructPointer struct) {
            return struct(struct, argument, called);
        }
        if (meaning instanceof Meaning.Buffer buffer) {
            return buffer(buffer, name, called);
        }
        if (meaning instanceof Meaning.Address) {
            return print("pointer", "(const void *)" + name);
        }
        if (argument.type().carrier() == CType.Carrier.OPAQUE) {
            return print(isBinary128(argument.type()) ? "binary128" : "long_double", opaque(argument.type(), name));
        }
        return print(form(meaning), name);
    }

    /** The printing function of a meaning that needs nothing but the value. */
    private static String form(Meaning meaning) {
        if (meaning instanceof Meaning.Path) {
            return "path";
        }
        if (meaning instanceof Meaning.Text) {
            return "string";
        }
        if (meaning instanceof Meaning.DirFd) {
            return "dirfd";
        }
        if (meaning instanceof Meaning.Mode) {
            return "mode";
        }
        if (meaning instanceof Meaning.FloatingNumber) {
            return "floating";
        }
        return meaning instanceof Meaning.WholeNumber number && number.unsigned() ? "unsigned" : "signed";
    }

    private static List<String> print(String form, String arguments) {
        return List.of("shimgen_trace_" + form + "(&line" + (arguments.isEmpty() ? "" : ", " + arguments) + ");");
    }

    /** Without the cast a negative int would show 32 bits that the program never had. */
    private static String bits(CType type) {
        return type.carrier() == CType.Carrier.INT32 ? "(unsigned)" : "";
    }

    private List<String> struct(Meaning.StructPointer struct, Shown argument, boolean called) {
        String name = argument.name();
        if (struct.shown().isEmpty() || argument.type().struct() == null || (struct.written() && !called)) {
            return print("pointer", name);
        }
        List<String> lines = new ArrayList<>();
        String filled = struct.written() ? success() : "true";
        lines.add("if (shimgen_trace_struct_open(&line, " + filled + ", " + name + ", sizeof *" + name + ")) {");
        for (Meaning.ShownField field : struct.shown()) {
            String form = switch (field.style()) {
                case SIGNED -> "signed";
                case UNSIGNED -> "unsigned";
                case ADDRESS -> "pointer";
                case FILE_MODE -> "mode";
            };
            lines.add("    shimgen_trace_field(&line, \"" + field.name() + "\");");
            String cast = field.style() == Meaning.ShownField.Style.ADDRESS ? "(const void *)" : "";
            lines.add("    shimgen_trace_" + form + "(&line, " + cast + name + "->" + field.name() + ");");
        }
        lines.add("    shimgen_trace_struct_close(&line);");
        lines.add("}");
        return lines;
    }

    private List<String> buffer(Meaning.Buffer buffer, String name, boolean called) {
        if (!buffer.written()) {
            return print("bytes", name + ", (long long)" + entryName(buffer.length()));
        }
        CType.Carrier result = entry.result().carrier();
        boolean counts = result == CType.Carrier.INT64
                || entry.result().before().equals("ssize_t")
                || entry.result().before().equals("__ssize_t");
        if (!called || (!counts && result != CType.Carrier.POINTER)) {
            return print("pointer", name);
        }
        if (counts) {
            // A count, or -1: read(2), readlink(2). More than the buffer holds is what was cut: recv(2), MSG_TRUNC.
            String length = entryName(buffer.length());
            return print(
                    "bytes",
                    name + ", (long long)result > (long long)" + length + " ? (long long)" + length
                            + " : (long long)result");
        }
        if (entry.result().before().startsWith("char *")) {
            return List.of(
                    "if (result != NULL) {",
                    "    shimgen_trace_path(&line, " + name + ");",
                    "} else {",
                    "    shimgen_trace_pointer(&line, " + name + ");",
                    "}");
        }
        return print("pointer", name);
    }

    private String entryName(String parameter) {
        return entry.parameters().stream()
                .filter(a -> parameter.equals(a.parameter()))
                .map(EntryPlan.Argument::name)
                .findFirst()
                .orElse(parameter);
    }

    private String success() {
        return switch (call.failure()) {
            case MINUS_ONE -> "result != -1";
            case NULL -> "result != NULL";
            case ERROR_NUMBER -> "result == 0";
            case NEVER -> "true";
        };
    }

    private boolean hasResult() {
        return entry.result().carrier() != CType.Carrier.VOID
                && entry.result().carrier() != CType.Carrier.STRUCT
                && !isComplex(entry.result());
    }

    /** Complex numbers have no form in a line. */
    private static boolean isComplex(CType type) {
        return type.before().contains("_Complex") || type.before().contains("__CFLOAT");
    }

    /** C has no name for the type that gcc, clang and all machines know; so its bytes are printed. */
    private static boolean isBinary128(CType type) {
        return type.before().endsWith("loat128");
    }

    private static String opaque(CType type, String name) {
        return (isBinary128(type) ? "&" : "") + name;
    }

    private String resultParameter() {
        if (!hasResult()) {
            return "";
        }
        return ", " + entry.result().declare("result") + (mayLeaveErrno() ? ", int set_by_call" : "");
    }

    private String passedResult() {
        if (!hasResult()) {
            return "";
        }
        return mayLeaveErrno() ? ", result, shimgen_trace_restore_errno(saved_errno)" : ", result";
    }

    /** libc returns no {@code char *} that is not a string: getenv(3), realpath(3), strerror_r(3). */
    private static boolean isString(CType type) {
        return type.before().equals("char *") || type.before().equals("const char *");
    }

    private String resultCall() {
        CType.Carrier carrier = entry.result().carrier();
        if (carrier == CType.Carrier.VOID) {
            return "_none(&line)";
        }
        if (carrier == CType.Carrier.STRUCT || isComplex(entry.result())) {
            return "_opaque(&line)";
        }
        if (carrier == CType.Carrier.OPAQUE) {
            return isBinary128(entry.result()) ? "_binary128(&line, &result)" : "_long_double(&line, result)";
        }
        if (carrier == CType.Carrier.FLOAT || carrier == CType.Carrier.DOUBLE) {
            return "_floating(&line, result)";
        }
        return switch (call.failure()) {
            case NULL ->
                isString(entry.result())
                        ? "_string(&line, result, set_by_call)"
                        : "_pointer(&line, (const void *)result, set_by_call)";
            case MINUS_ONE -> carrier == CType.Carrier.POINTER ? "(&line, (intptr_t)result)" : "(&line, result)";
            case ERROR_NUMBER -> "_errno(&line, result)";
            case NEVER ->
                carrier == CType.Carrier.POINTER
                        ? "_pointer(&line, (const void *)result, 0)"
                        : "_plain(&line, (long long)result)";
        };
    }
}
