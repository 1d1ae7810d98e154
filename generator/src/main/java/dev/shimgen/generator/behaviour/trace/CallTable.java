package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code struct shimgen_trace_call} of a symbol says, in the macros of {@code shimgen_trace.h}.
 *
 * <p>A wrapper in C hands its arguments on as those of a variadic function: what cannot be shown is left out, a {@code float}
 * becomes a {@code double}. Without one they are read where the caller has put them, so all of them have to be told of.
 */
final class CallTable {

    private final CallPlan call;
    private final EntryPlan entry;
    private final boolean inRegisters;
    private final List<Shown> shown;

    CallTable(CallPlan call, EntryPlan entry, boolean inRegisters) {
        this.call = call;
        this.entry = entry;
        this.inRegisters = inRegisters;
        this.shown = Shown.of(call, entry);
    }

    List<String> arguments() {
        if (!inRegisters) {
            return shown.stream().map(this::argument).toList();
        }
        List<String> arguments = new ArrayList<>();
        for (EntryPlan.Argument passed : entry.parameters()) {
            arguments.add(shown.stream()
                    .filter(s -> s.name().equals(passed.name()))
                    .map(this::argument)
                    .findFirst()
                    .orElseGet(() -> hidden(passed.type())));
        }
        return arguments;
    }

    /** {@return when lines are written; {@code null} where that is after the call} */
    @Nullable
    String time() {
        if (call.noReturn() || (call.jumps() && !callsList())) {
            return "SHIMGEN_TRACE_BEFORE";
        }
        return call.execs() ? "SHIMGEN_TRACE_BOTH" : null;
    }

    /** The strings of execl(3) can be counted up to their NULL, so the assembler can copy them and call. */
    private boolean callsList() {
        return call.execs() && inRegisters && call.tail() instanceof CallPlan.StringsTail && !shown.isEmpty();
    }

    /** {@return what follows the arguments; {@code null} if that is nothing} */
    @Nullable
    String tail() {
        if (choosesCount()) {
            return "SHIMGEN_TAIL_CHOSEN";
        }
        if (!call.jumps()) {
            return null;
        }
        if (call.tail() instanceof CallPlan.StringsTail strings && !shown.isEmpty()) {
            // A wrapper in C has read the list to its own end.
            String list = strings.environment() ? "SHIMGEN_TAIL_ENVIRONMENT" : "SHIMGEN_TAIL_STRINGS";
            return inRegisters ? list : "SHIMGEN_TAIL_MORE";
        }
        return call.tail() instanceof CallPlan.UnknownTail ? "SHIMGEN_TAIL_MORE" : null;
    }

    /** {@return whether each call has to say how many of its arguments were passed: {@code open}} */
    boolean choosesCount() {
        boolean depends = call.tail() instanceof CallPlan.ConditionalTail
                || (call.tail() instanceof CallPlan.WordTail words
                        && !words.taken().isEmpty());
        return depends && !PassedCount.allFixed(shown);
    }

    String result() {
        CType type = entry.result();
        CType.Carrier carrier = type.carrier();
        if (carrier == CType.Carrier.VOID) {
            return "SHIMGEN_RETURNS_NOTHING";
        }
        if (carrier == CType.Carrier.STRUCT || isComplex(type)) {
            return "SHIMGEN_RETURNS_OPAQUE";
        }
        if (carrier == CType.Carrier.OPAQUE) {
            return isBinary128(type) ? "SHIMGEN_RETURNS_BINARY128" : "SHIMGEN_RETURNS_EXTENDED";
        }
        if (carrier == CType.Carrier.FLOAT || carrier == CType.Carrier.DOUBLE) {
            return "SHIMGEN_RETURNS_FLOATING(" + floating(carrier) + ")";
        }
        if (type.isSignalHandler()) {
            return "SHIMGEN_RETURNS_HANDLER";
        }
        boolean pointer = carrier == CType.Carrier.POINTER;
        return switch (call.failure()) {
            case NULL -> isString(type) ? "SHIMGEN_RETURNS_STRING_OR_NULL" : "SHIMGEN_RETURNS_POINTER_OR_NULL";
            case MINUS_ONE ->
                pointer ? "SHIMGEN_RETURNS_POINTER_OR_MINUS_ONE" : of("RETURNS_OR_MINUS_ONE", type.spelling());
            case ERROR_NUMBER -> "SHIMGEN_RETURNS_ERRNO";
            case NEVER ->
                pointer
                        ? isString(type) ? "SHIMGEN_RETURNS_STRING" : "SHIMGEN_RETURNS_POINTER"
                        : of(type.isFileMode() ? "RETURNS_MODE" : "RETURNS", type.spelling());
        };
    }

    private String floating(CType.Carrier carrier) {
        return inRegisters && carrier == CType.Carrier.FLOAT ? "float" : "double";
    }

    /** Complex numbers have no form in a line. */
    static boolean isComplex(CType type) {
        return type.before().contains("_Complex") || type.before().contains("__CFLOAT");
    }

    /** C has no name for the type that gcc, clang and all machines know; so its bytes are printed. */
    static boolean isBinary128(CType type) {
        return type.carrier() == CType.Carrier.OPAQUE && type.before().endsWith("loat128");
    }

    /** libc returns no {@code char *} that is not a string: getenv(3), realpath(3), strerror_r(3). */
    private static boolean isString(CType type) {
        return type.before().equals("char *") || type.before().equals("const char *");
    }

    private static String hidden(CType type) {
        boolean address = type.carrier() == CType.Carrier.POINTER || type.carrier() == CType.Carrier.VA_LIST;
        return of("HIDDEN", address ? "intptr_t" : type.spelling());
    }

    private static String of(String form, String... operands) {
        return "SHIMGEN_" + form + (operands.length == 0 ? "" : "(" + String.join(", ", operands) + ")");
    }

    private String argument(Shown argument) {
        CType type = argument.type();
        if (argument.isOpaque()) {
            return of(inRegisters ? "LIST" : "OPAQUE");
        }
        if (type.carrier() == CType.Carrier.OPAQUE) {
            return of(isBinary128(type) ? "BINARY128" : "EXTENDED");
        }
        Meaning meaning = argument.parameter().meaning();
        if (meaning instanceof Meaning.Flags flags) {
            return of("FLAGS", type.spelling(), NameTables.id(flags.constantSet()));
        }
        if (meaning instanceof Meaning.OneOf oneOf) {
            return of("ONE_OF", type.spelling(), NameTables.id(oneOf.constantSet()));
        }
        if (meaning instanceof Meaning.StructPointer struct) {
            return StructureTable.of(argument)
                    .map(table -> of(struct.written() ? "WRITTEN" : "READ", table.id()))
                    .orElse("SHIMGEN_POINTER");
        }
        if (meaning instanceof Meaning.Buffer buffer) {
            return buffer(buffer);
        }
        if (meaning instanceof Meaning.FloatingNumber) {
            return of("FLOATING", floating(type.carrier()));
        }
        if (meaning instanceof Meaning.WholeNumber && isWord(argument)) {
            return of("WORD");
        }
        return simple(meaning, type);
    }

    /** Whether a number may be an address as well: the last argument of fcntl(2) and ioctl(2), unless its author says int. */
    private boolean isWord(Shown argument) {
        return !argument.fixed()
                && call.tail() instanceof CallPlan.WordTail
                && argument.type().spelling().equals("long");
    }

    private static String simple(Meaning meaning, CType type) {
        if (type.carrier() == CType.Carrier.POINTER) {
            if (meaning instanceof Meaning.Path) {
                return "SHIMGEN_PATH";
            }
            if (meaning instanceof Meaning.Text) {
                return "SHIMGEN_STRING";
            }
            return type.isSignalHandler() ? "SHIMGEN_HANDLER" : "SHIMGEN_POINTER";
        }
        if (meaning instanceof Meaning.DirFd) {
            return "SHIMGEN_DIRECTORY";
        }
        return of(meaning instanceof Meaning.Mode ? "MODE" : "NUMBER", type.spelling());
    }

    private String buffer(Meaning.Buffer buffer) {
        String length = Integer.toString(position(buffer.length()));
        if (!buffer.written()) {
            return of("BYTES", length);
        }
        CType result = entry.result();
        boolean counts = result.carrier() == CType.Carrier.INT64
                || result.before().equals("ssize_t")
                || result.before().equals("__ssize_t");
        if (counts) {
            return of("COUNTED", length);
        }
        return result.before().startsWith("char *") ? "SHIMGEN_FILLED" : "SHIMGEN_POINTER";
    }

    /** Where the argument with a buffer's length stands in the table. */
    private int position(String parameter) {
        List<String> names = inRegisters
                ? entry.parameters().stream().map(EntryPlan.Argument::name).toList()
                : shown.stream().map(Shown::name).toList();
        return shown.stream()
                .filter(s -> s.parameter().name().equals(parameter))
                .map(s -> names.indexOf(s.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        entry.symbol() + ": the length \"" + parameter + "\" of a buffer is no argument"));
    }
}
