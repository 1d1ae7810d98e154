package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.EventPlan;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event's plan in the macros of {@code shimgen_trace.h}. */
final class EventMacros {

    private EventMacros() {}

    static String argument(EventPlan.Argument argument) {
        String type = argument.type().spelling();
        EventPlan.Form form = argument.form();
        if (form instanceof EventPlan.Hidden) {
            return of("HIDDEN", isAddress(argument.type()) ? "intptr_t" : type);
        }
        if (form instanceof EventPlan.Chosen chosen) {
            return of(
                    "CHOSEN",
                    isAddress(argument.type()) ? "uintptr_t" : type,
                    TableNames.choices(chosen),
                    Integer.toString(chosen.choices().size()),
                    Integer.toString(chosen.by()),
                    chosen.andBy() < 0 ? "SHIMGEN_NO_ARGUMENT" : Integer.toString(chosen.andBy()));
        }
        if (form instanceof EventPlan.Decimal) {
            return of("NUMBER", type);
        }
        if (form instanceof EventPlan.Descriptor) {
            return of("DESCRIPTOR", type);
        }
        if (form instanceof EventPlan.Mode) {
            return of("MODE", type);
        }
        if (form instanceof EventPlan.Flags flags) {
            return of("FLAGS", type, TableNames.constants(flags.constantSet()));
        }
        if (form instanceof EventPlan.OneOf oneOf) {
            return of("ONE_OF", type, TableNames.constants(oneOf.constantSet()));
        }
        if (form instanceof EventPlan.Bytes bytes) {
            return of("BYTES", Integer.toString(bytes.length()));
        }
        if (form instanceof EventPlan.Counted counted) {
            return of("COUNTED", Integer.toString(counted.length()));
        }
        if (form instanceof EventPlan.Structures structures) {
            return behind(
                    "STRUCTURE", structures.written(), TableNames.structure(structures.shown()), structures.amount());
        }
        if (form instanceof EventPlan.Numbers numbers) {
            return behind(numbers);
        }
        if (form instanceof EventPlan.Floating floating) {
            return of("FLOATING", floating.single() ? "float" : "double");
        }
        return of(plain(form));
    }

    /** {@return what a success tells of memory; {@code null} for the usual, the 0 of its enumeration} */
    static @Nullable String touches(EventPlan.Touch touch) {
        return touch == EventPlan.Touch.PATHS ? null : "SHIMGEN_TOUCHES_" + touch;
    }

    /** {@return a row of the table of choices} */
    static String choice(EventPlan.Choice choice) {
        List<String> constants = choice.constants();
        return "{(unsigned)" + constants.get(0) + ", " + (constants.size() > 1 ? "(unsigned)" + constants.get(1) : "0")
                + ", " + argument(choice.argument()) + "}";
    }

    /** {@return the row behind those of the choices} */
    static String otherwise(EventPlan.Chosen chosen) {
        return "{0, 0, " + argument(chosen.otherwise()) + "}";
    }

    /** {@code SHIMGEN_VALUE_READ(int, SHIMGEN_STYLE_MODE, 0)} where it is more than numbers. */
    private static String behind(EventPlan.Numbers numbers) {
        EventPlan.Form each = numbers.each();
        if (each instanceof EventPlan.Flags flags) {
            return value(numbers, "FLAGS", TableNames.constants(flags.constantSet()));
        }
        if (each instanceof EventPlan.OneOf oneOf) {
            return value(numbers, "ONE_OF", TableNames.constants(oneOf.constantSet()));
        }
        if (each instanceof EventPlan.WaitStatus status) {
            return value(numbers, "WAIT_STATUS", TableNames.constants(status.signals()));
        }
        return each instanceof EventPlan.Mode
                ? value(numbers, "MODE", "0")
                : behind("NUMBER", numbers.written(), numbers.element(), numbers.amount());
    }

    private static String value(EventPlan.Numbers numbers, String style, String table) {
        return behind(
                "VALUE",
                numbers.written(),
                String.join(", ", numbers.element(), "SHIMGEN_STYLE_" + style, table),
                numbers.amount());
    }

    /** {@code SHIMGEN_STRUCTURE_READ(table)}, {@code SHIMGEN_NUMBERS_WRITTEN(int, SHIMGEN_AMOUNT_FIXED, 2)}. */
    private static String behind(String form, boolean written, String what, EventPlan.Amount amount) {
        String direction = written ? "_WRITTEN" : "_READ";
        if (amount instanceof EventPlan.Fixed fixed) {
            return of(form + "S" + direction, what, "SHIMGEN_AMOUNT_FIXED", Integer.toString(fixed.count()));
        }
        if (amount instanceof EventPlan.ByArgument by) {
            return of(form + "S" + direction, what, "SHIMGEN_AMOUNT_ARGUMENT", Integer.toString(by.argument()));
        }
        if (amount instanceof EventPlan.ByResult) {
            return of(form + "S" + direction, what, "SHIMGEN_AMOUNT_RESULT", "0");
        }
        if (amount instanceof EventPlan.BytesByArgument by) {
            return of(form + "S" + direction, what, "SHIMGEN_AMOUNT_BYTES", Integer.toString(by.argument()));
        }
        if (amount instanceof EventPlan.OneIfZero) {
            return of(form + "S" + direction, what, "SHIMGEN_AMOUNT_ONE_IF_ZERO", "0");
        }
        return amount instanceof EventPlan.OneUnlessZero
                ? of(form + "S" + direction, what, "SHIMGEN_AMOUNT_ONE_UNLESS_ZERO", "0")
                : of(form + direction, what);
    }

    /** The forms that are the same for all types. */
    private static String plain(EventPlan.Form form) {
        if (form instanceof EventPlan.Word) {
            return "WORD";
        }
        if (form instanceof EventPlan.Directory) {
            return "DIRECTORY";
        }
        if (form instanceof EventPlan.Address) {
            return "POINTER";
        }
        if (form instanceof EventPlan.Handler) {
            return "HANDLER";
        }
        if (form instanceof EventPlan.Path) {
            return "PATH";
        }
        if (form instanceof EventPlan.Text) {
            return "STRING";
        }
        if (form instanceof EventPlan.Texts) {
            return "STRINGS";
        }
        if (form instanceof EventPlan.Filled) {
            return "FILLED";
        }
        if (form instanceof EventPlan.ArgumentList) {
            return "LIST";
        }
        if (form instanceof EventPlan.Binary128) {
            return "BINARY128";
        }
        if (form instanceof EventPlan.Extended) {
            return "EXTENDED";
        }
        if (form instanceof EventPlan.Opaque) {
            return "OPAQUE";
        }
        throw new IllegalArgumentException("a form without a macro: " + form);
    }

    private static boolean isAddress(CType type) {
        return type.carrier() == CType.Carrier.POINTER || type.carrier() == CType.Carrier.VA_LIST;
    }

    static String result(EventPlan.Result result) {
        String type = result.type().spelling();
        return switch (result.outcome()) {
            case NOTHING -> of("RETURNS_NOTHING");
            case NUMBER_OR_MINUS_ONE -> of("RETURNS_OR_MINUS_ONE", type);
            case NUMBER -> of("RETURNS", type);
            case MODE -> of("RETURNS_MODE", type);
            case ERROR_NUMBER -> of("RETURNS_ERRNO");
            case ADDRESS -> of("RETURNS_POINTER");
            case ADDRESS_OR_NULL -> of("RETURNS_POINTER_OR_NULL");
            case STRUCTURE_OR_NULL ->
                of("RETURNS_STRUCTURE_OR_NULL", TableNames.structure(Objects.requireNonNull(result.shown())));
            case ADDRESS_OR_MINUS_ONE -> of("RETURNS_POINTER_OR_MINUS_ONE");
            case TEXT -> of("RETURNS_STRING");
            case TEXT_OR_NULL -> of("RETURNS_STRING_OR_NULL");
            case HANDLER -> of("RETURNS_HANDLER");
            case SINGLE -> of("RETURNS_FLOATING", "float");
            case DOUBLE -> of("RETURNS_FLOATING", "double");
            case EXTENDED -> of("RETURNS_EXTENDED");
            case BINARY128 -> of("RETURNS_BINARY128");
            case OPAQUE -> of("RETURNS_OPAQUE");
        };
    }

    /** {@return when lines are written; {@code null} where that is after the call} */
    static @Nullable String timing(EventPlan event) {
        return switch (event.timing()) {
            case AFTER -> null;
            case BEFORE -> "SHIMGEN_TRACE_BEFORE";
            case BOTH -> "SHIMGEN_TRACE_BOTH";
        };
    }

    /** {@return how it is known that errno was set; {@code null} where it is marked} */
    static @Nullable String errorMark(EventPlan event) {
        return switch (event.errorMark()) {
            case MARKED -> null;
            case READ -> "SHIMGEN_ERRNO_READ";
            case CERTAIN -> "SHIMGEN_ERRNO_CERTAIN";
        };
    }

    /** {@return what follows the arguments; {@code null} if that is nothing} */
    static @Nullable String tail(EventPlan event) {
        if (!(event.passed() instanceof EventPlan.All)) {
            return "SHIMGEN_TAIL_CHOSEN";
        }
        return switch (event.rest()) {
            case NOTHING -> null;
            case STRINGS -> "SHIMGEN_TAIL_STRINGS";
            case STRINGS_AND_ENVIRONMENT -> "SHIMGEN_TAIL_ENVIRONMENT";
            case MORE -> "SHIMGEN_TAIL_MORE";
        };
    }

    private static String of(String form, String... operands) {
        return "SHIMGEN_" + form + (operands.length == 0 ? "" : "(" + String.join(", ", operands) + ")");
    }
}
