package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.CallPlan.Taken;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.EventPlan.Outcome;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.StructView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides what is told of the calls of a symbol.
 *
 * <p>A wrapper in C hands its arguments on as those of a variadic function: what cannot be shown is left out, a {@code float}
 * becomes a {@code double}. Without one they are read where the caller has put them, so the plan has all of them.
 */
final class EventPlanner {

    /**
     * These exist to run a handler of the program before they return (signal(7)), which may print {@code errno}; as system
     * calls they set it whenever they fail.
     */
    private static final Set<String> RUN_HANDLERS = Set.of(
            "raise",
            "gsignal",
            "kill",
            "killpg",
            "tgkill",
            "sigqueue",
            "sigsuspend",
            "pause",
            "sigpause",
            "__sigpause",
            "sigprocmask",
            "sigrelse");

    private final TracePlan trace;
    private final CallPlan call;
    private final EntryPlan entry;
    private final boolean inRegisters;
    private final List<Shown> shown;

    private EventPlanner(TracePlan trace, CallPlan call, EntryPlan entry) {
        this.trace = trace;
        this.call = call;
        this.entry = entry;
        this.inRegisters = call.bracketable() && Registers.hold(call, entry);
        this.shown = Shown.of(call, entry);
    }

    /** {@return the plans of a call's symbols, in their order} */
    static List<EventPlan> of(TracePlan trace, CallPlan call) {
        List<EventPlan> plans = new ArrayList<>();
        for (EntryPlan entry : call.entries()) {
            EventPlan own = new EventPlanner(trace, call, entry).plan();
            plans.add(plans.stream()
                    .filter(own::looksLike)
                    .findFirst()
                    .map(same -> own.at(same.table()))
                    .orElse(own));
        }
        return plans;
    }

    private EventPlan plan() {
        List<EventPlan.Argument> arguments = arguments();
        return new EventPlan(
                call.name(),
                entry.id(),
                inRegisters,
                timing(),
                errorMark(),
                arguments,
                rest(),
                passed(),
                result(),
                trace.data(),
                Touches.of(call.name(), arguments));
    }

    private EventPlan.Timing timing() {
        if (call.noReturn() || (call.jumps() && !callsList())) {
            return EventPlan.Timing.BEFORE;
        }
        return call.execs() ? EventPlan.Timing.BOTH : EventPlan.Timing.AFTER;
    }

    /** The strings of execl(3) can be counted up to their NULL, so the assembler can copy them and call. */
    private boolean callsList() {
        return call.execs() && inRegisters && call.tail() instanceof CallPlan.StringsTail && !shown.isEmpty();
    }

    private EventPlan.ErrorMark errorMark() {
        if (call.isAnswered()) {
            return EventPlan.ErrorMark.MARKED;
        }
        // A process that vfork(2) made leaves its parent's memory by execve(2): nobody would give errno back.
        if (call.execs() || RUN_HANDLERS.contains(call.name())) {
            return EventPlan.ErrorMark.CERTAIN;
        }
        return formats() ? EventPlan.ErrorMark.READ : EventPlan.ErrorMark.MARKED;
    }

    /** Whoever takes a format may know "%m", printf(3), syslog(3), sd_journal_print(3). Not scanf(3): "m" allocates there. */
    private boolean formats() {
        boolean list = call.tail() instanceof CallPlan.ListTail
                || call.parameters().stream().anyMatch(p -> p.type().carrier() == CType.Carrier.VA_LIST);
        return list && !call.name().contains("scanf");
    }

    private EventPlan.Rest rest() {
        if (!call.jumps()) {
            return EventPlan.Rest.NOTHING;
        }
        if (call.tail() instanceof CallPlan.StringsTail strings && !shown.isEmpty()) {
            if (!inRegisters) {
                // A wrapper in C has read the list to its own end.
                return EventPlan.Rest.MORE;
            }
            return strings.environment() ? EventPlan.Rest.STRINGS_AND_ENVIRONMENT : EventPlan.Rest.STRINGS;
        }
        return call.tail() instanceof CallPlan.UnknownTail ? EventPlan.Rest.MORE : EventPlan.Rest.NOTHING;
    }

    // How many arguments
    // -----------------------------------------------------------------------------------------------

    private EventPlan.Passed passed() {
        if (shown.stream().allMatch(Shown::fixed)) {
            return new EventPlan.All();
        }
        int fixed = (int) shown.stream().filter(Shown::fixed).count();
        if (call.tail() instanceof CallPlan.ConditionalTail tail) {
            return new EventPlan.If(tail.condition(), shown.size(), fixed);
        }
        if (call.tail() instanceof CallPlan.WordTail tail && !tail.taken().isEmpty()) {
            return new EventPlan.By(
                    argument(asked(tail)),
                    counts(tail, Taken.When.LACKS, fixed),
                    counts(tail, Taken.When.IS, fixed),
                    shown.size());
        }
        return new EventPlan.All();
    }

    private Shown asked(CallPlan.WordTail tail) {
        List<String> parameters =
                tail.taken().stream().map(Taken::parameter).distinct().toList();
        return shown.stream()
                .filter(s -> List.of(s.parameter().name()).equals(parameters))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not one parameter: " + parameters));
    }

    private static List<EventPlan.Count> counts(CallPlan.WordTail tail, Taken.When when, int fixed) {
        return tail.taken().stream()
                .filter(taken -> taken.when() == when)
                .map(taken -> new EventPlan.Count(taken.values(), fixed + taken.count()))
                .toList();
    }

    // Arguments
    // --------------------------------------------------------------------------------------------------------

    private List<EventPlan.Argument> arguments() {
        if (!inRegisters) {
            return shown.stream().map(this::argument).toList();
        }
        List<EventPlan.Argument> arguments = new ArrayList<>();
        for (EntryPlan.Argument passed : entry.parameters()) {
            arguments.add(shown.stream()
                    .filter(s -> s.name().equals(passed.name()))
                    .map(this::argument)
                    .findFirst()
                    .orElseGet(() -> new EventPlan.Argument(passed.name(), passed.type(), new EventPlan.Hidden())));
        }
        return arguments;
    }

    private EventPlan.Argument argument(Shown argument) {
        return new EventPlan.Argument(
                argument.name(),
                argument.type(),
                argument.parameter().choices().isEmpty() ? form(argument) : chosen(argument));
    }

    private EventPlan.Form chosen(Shown argument) {
        ParameterPlan parameter = argument.parameter();
        List<Integer> by = parameter.by().stream().map(this::position).toList();
        List<EventPlan.Choice> choices = parameter.choices().stream()
                .map(choice -> new EventPlan.Choice(
                        choice.constants(),
                        new EventPlan.Argument(
                                argument.name(), choice.type(), form(choice.meaning(), choice.type(), argument))))
                .toList();
        return new EventPlan.Chosen(
                TableNames.of(call.name(), parameter.name()),
                by.get(0),
                by.size() > 1 ? by.get(1) : -1,
                choices,
                new EventPlan.Argument(argument.name(), argument.type(), form(argument)));
    }

    private EventPlan.Form form(Shown argument) {
        CType type = argument.type();
        if (argument.isOpaque()) {
            return inRegisters ? new EventPlan.ArgumentList() : new EventPlan.Opaque();
        }
        if (type.carrier() == CType.Carrier.OPAQUE) {
            return isBinary128(type) ? new EventPlan.Binary128() : new EventPlan.Extended();
        }
        return form(argument.parameter().meaning(), type, argument);
    }

    private EventPlan.Form form(Meaning meaning, CType type, Shown argument) {
        if (meaning instanceof Meaning.StructPointer struct) {
            return structures(struct, type, argument.parameter().type());
        }
        if (meaning instanceof Meaning.NumberPointer numbers) {
            return type.pointee()
                    .<EventPlan.Form>map(element -> new EventPlan.Numbers(
                            numbers.written(), element, number(numbers.each()), amount(numbers.amount())))
                    .orElseGet(EventPlan.Address::new);
        }
        if (meaning instanceof Meaning.Buffer buffer) {
            return buffer(buffer);
        }
        if (meaning instanceof Meaning.FloatingNumber) {
            return new EventPlan.Floating(isSingle(type));
        }
        if (meaning instanceof Meaning.WholeNumber && type.equals(argument.type()) && isWord(argument)) {
            return new EventPlan.Word();
        }
        return type.carrier() == CType.Carrier.POINTER ? address(meaning, type) : number(meaning);
    }

    /** Whether a number may be an address as well: the last argument of fcntl(2) and ioctl(2), unless its author says int. */
    private boolean isWord(Shown argument) {
        return !argument.fixed()
                && call.tail() instanceof CallPlan.WordTail
                && argument.type().spelling().equals("long");
    }

    private static EventPlan.Form address(Meaning meaning, CType type) {
        if (meaning instanceof Meaning.Path) {
            return new EventPlan.Path();
        }
        if (meaning instanceof Meaning.Text) {
            return new EventPlan.Text();
        }
        if (meaning instanceof Meaning.Texts) {
            return new EventPlan.Texts();
        }
        return type.isSignalHandler() ? new EventPlan.Handler() : new EventPlan.Address();
    }

    /** How a number is shown, an argument or behind a pointer. */
    private static EventPlan.Form number(Meaning meaning) {
        if (meaning instanceof Meaning.Flags flags) {
            return new EventPlan.Flags(flags.constantSet());
        }
        if (meaning instanceof Meaning.OneOf oneOf) {
            return new EventPlan.OneOf(oneOf.constantSet());
        }
        if (meaning instanceof Meaning.WaitStatus status) {
            return new EventPlan.WaitStatus(status.signals());
        }
        if (meaning instanceof Meaning.DirFd) {
            return new EventPlan.Directory();
        }
        if (meaning instanceof Meaning.Fd) {
            return new EventPlan.Descriptor();
        }
        return meaning instanceof Meaning.Mode ? new EventPlan.Mode() : new EventPlan.Decimal();
    }

    /**
     * A symbol's struct may have another name than its call's: then the fields are those of that one. Where the call names a struct and
     * the symbol none, as for those with wider types on i386, nobody knows where they are.
     *
     * @param type the symbol's
     * @param ofCall the call's; a pointer to a pointer, or to anything, names no struct
     */
    private EventPlan.Form structures(Meaning.StructPointer struct, CType type, CType ofCall) {
        StructView shown = struct.shown();
        String structure = type.struct();
        if (shown == null || (structure == null && ofCall.struct() != null)) {
            return new EventPlan.Address();
        }
        return new EventPlan.Structures(
                struct.written(),
                shown.style().isPointer() || structure == null ? shown : shown.as(structure),
                amount(struct.amount()));
    }

    private EventPlan.Amount amount(Meaning.Amount amount) {
        if (amount instanceof Meaning.Fixed fixed) {
            return new EventPlan.Fixed(fixed.count());
        }
        if (amount instanceof Meaning.Parameter parameter) {
            return new EventPlan.ByArgument(position(parameter.parameter()));
        }
        if (amount instanceof Meaning.OneUnlessZero) {
            return new EventPlan.OneUnlessZero();
        }
        if (amount instanceof Meaning.OneIfZero) {
            return new EventPlan.OneIfZero();
        }
        if (amount instanceof Meaning.Bytes bytes) {
            return new EventPlan.BytesByArgument(position(bytes.parameter()));
        }
        return amount instanceof Meaning.Result ? new EventPlan.ByResult() : new EventPlan.One();
    }

    private EventPlan.Form buffer(Meaning.Buffer buffer) {
        int length = position(buffer.length());
        if (!buffer.written()) {
            return new EventPlan.Bytes(length);
        }
        CType result = entry.result();
        boolean counts = result.carrier() == CType.Carrier.INT64
                || result.before().equals("ssize_t")
                || result.before().equals("__ssize_t");
        if (counts) {
            return new EventPlan.Counted(length);
        }
        return result.before().startsWith("char *") ? new EventPlan.Filled() : new EventPlan.Address();
    }

    /** Where the argument with a length stands. */
    private int position(String parameter) {
        List<String> names = inRegisters
                ? entry.parameters().stream().map(EntryPlan.Argument::name).toList()
                : shown.stream().map(Shown::name).toList();
        return shown.stream()
                .filter(s -> s.parameter().name().equals(parameter))
                .map(s -> names.indexOf(s.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        entry.symbol() + ": the length \"" + parameter + "\" is no argument"));
    }

    // Result
    // -----------------------------------------------------------------------------------------------------------

    private EventPlan.Result result() {
        Outcome outcome = outcome(entry.result());
        StructView shown = call.resultShown();
        String structure = entry.result().struct();
        return outcome == Outcome.ADDRESS_OR_NULL && shown != null && structure != null
                ? new EventPlan.Result(Outcome.STRUCTURE_OR_NULL, entry.result(), shown.as(structure))
                : new EventPlan.Result(outcome, entry.result(), null);
    }

    private Outcome outcome(CType type) {
        CType.Carrier carrier = type.carrier();
        if (carrier == CType.Carrier.VOID) {
            return Outcome.NOTHING;
        }
        if (carrier == CType.Carrier.STRUCT || isComplex(type)) {
            return Outcome.OPAQUE;
        }
        if (carrier == CType.Carrier.OPAQUE) {
            return isBinary128(type) ? Outcome.BINARY128 : Outcome.EXTENDED;
        }
        if (carrier == CType.Carrier.FLOAT || carrier == CType.Carrier.DOUBLE) {
            return isSingle(type) ? Outcome.SINGLE : Outcome.DOUBLE;
        }
        if (type.isSignalHandler()) {
            return Outcome.HANDLER;
        }
        boolean pointer = carrier == CType.Carrier.POINTER;
        return switch (call.failure()) {
            case NULL -> isString(type) ? Outcome.TEXT_OR_NULL : Outcome.ADDRESS_OR_NULL;
            case MINUS_ONE -> pointer ? Outcome.ADDRESS_OR_MINUS_ONE : Outcome.NUMBER_OR_MINUS_ONE;
            case ERROR_NUMBER -> Outcome.ERROR_NUMBER;
            case NEVER ->
                pointer
                        ? isString(type) ? Outcome.TEXT : Outcome.ADDRESS
                        : type.isFileMode() ? Outcome.MODE : Outcome.NUMBER;
        };
    }

    private boolean isSingle(CType type) {
        return inRegisters && type.carrier() == CType.Carrier.FLOAT;
    }

    /** Complex numbers have no form. */
    private static boolean isComplex(CType type) {
        return type.before().contains("_Complex") || type.before().contains("__CFLOAT");
    }

    /** C has no name for the type that gcc, clang and all machines know. */
    private static boolean isBinary128(CType type) {
        return type.carrier() == CType.Carrier.OPAQUE && type.before().endsWith("loat128");
    }

    /** libc returns no {@code char *} that is not a string: getenv(3), realpath(3), strerror_r(3). */
    private static boolean isString(CType type) {
        return type.before().equals("char *") || type.before().equals("const char *");
    }
}
