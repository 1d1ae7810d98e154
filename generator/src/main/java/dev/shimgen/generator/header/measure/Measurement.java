package dev.shimgen.generator.header.measure;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.toolchain.CCompiler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Replaces sizes, offsets and values in facts by the compiler's. */
public final class Measurement {

    private static final String POINTER = "sizeof(void *)";

    private final HeaderFacts facts;
    private final Numbers numbers;

    /** Whether names that the compiler does not know are left out of the facts. */
    private final boolean strict;

    /** Whether the target's memory layout differs from that of the machine jextract ran on. */
    private boolean foreign;

    private Measurement(HeaderFacts facts, Numbers numbers, boolean strict) {
        this.facts = facts;
        this.numbers = numbers;
        this.strict = strict;
    }

    /**
     * {@return the same facts with the compiler's sizes, offsets, carriers and widths}
     *
     * <p>A struct or field that the compiler does not know ({@code max_align_t} has other fields in clang) stays as it
     * is. But if the target's sizes differ from those of jextract's machine, it is left out.
     *
     * @param headers the headers of the facts, in an order in which they parse together
     * @throws GenerationException {@link Code#SG0307} if the compiler does not parse them, and as the compiler's runs
     */
    public static HeaderFacts of(HeaderFacts facts, Collection<String> headers, CCompiler compiler)
            throws GenerationException {
        return of(facts, headers, compiler, false);
    }

    /**
     * {@return facts that were recorded elsewhere, corrected to what this compiler's headers say}
     *
     * <p>Structs, fields and integer constants that the compiler does not know are left out; constants have its values.
     *
     * @param headers in an order in which they parse together
     * @throws GenerationException as {@link #of(HeaderFacts, Collection, CCompiler)}
     */
    public static HeaderFacts here(HeaderFacts facts, Collection<String> headers, CCompiler compiler)
            throws GenerationException {
        return of(facts, headers, compiler, true);
    }

    private static HeaderFacts of(HeaderFacts facts, Collection<String> headers, CCompiler compiler, boolean strict)
            throws GenerationException {
        Measurement measurement = new Measurement(facts, new Numbers(headers), strict);
        measurement.ask();
        measurement.numbers.evaluate(compiler);
        return measurement.measured();
    }

    private void ask() {
        numbers.ask(POINTER);
        for (ConstantFact constant : facts.constants().values()) {
            if (constant.value() instanceof ConstantFact.Int) {
                numbers.ask(sizeOfValue(constant));
                if (strict) {
                    numbers.ask(constant.name());
                }
            }
        }
        for (FunctionFact function : facts.functions().values()) {
            askType(function.result());
            function.parameters().forEach(parameter -> askType(parameter.type()));
        }
        for (StructFact struct : facts.structs().values()) {
            // si_pid, sa_handler and others are also macros, which stand for the path to the field.
            for (StructFact.Field field : struct.fields()) {
                for (String part : field.name().split("\\.", -1)) {
                    numbers.undefine(part);
                }
            }
            numbers.ask(size(struct));
            numbers.ask(alignment(struct));
            for (StructFact.Field field : struct.fields()) {
                numbers.ask(offset(struct, field));
                if (field.size() > 0) {
                    numbers.ask(size(struct, field));
                }
            }
        }
    }

    private void askType(CType type) {
        if (isInteger(type.carrier()) && type.after().isEmpty()) {
            numbers.ask(size(type));
        }
    }

    private HeaderFacts measured() {
        foreign = numbers.value(POINTER).orElse(8) != 8;
        SortedMap<String, FunctionFact> functions = new TreeMap<>();
        facts.functions().forEach((name, function) -> functions.put(name, function(function)));
        SortedMap<String, StructFact> structs = new TreeMap<>();
        for (StructFact struct : facts.structs().values()) {
            OptionalLong size = numbers.value(size(struct));
            if (size.isPresent()) {
                structs.put(struct.type(), struct(struct, size.getAsLong()));
            } else if (!foreign && !strict) {
                structs.put(struct.type(), struct);
            }
        }
        SortedMap<String, ConstantFact> constants = new TreeMap<>();
        facts.constants().forEach((name, constant) -> {
            if (!strict) {
                constants.put(name, constant(constant));
            } else if (constant.value() instanceof ConstantFact.Int) {
                numbers.value(name).ifPresent(value -> constants.put(name, constant(constant, value)));
            }
        });
        return new HeaderFacts(
                facts.platform(),
                functions,
                structs,
                facts.typedefs(),
                constants,
                facts.publicHeaders(),
                facts.reachedBy(),
                facts.skipped());
    }

    private FunctionFact function(FunctionFact function) {
        List<CParameter> parameters = function.parameters().stream()
                .map(parameter -> new CParameter(parameter.name(), type(parameter.type())))
                .toList();
        return new FunctionFact(
                function.name(),
                function.prototype(),
                type(function.result()),
                parameters,
                function.variadic(),
                function.header());
    }

    private CType type(CType type) {
        OptionalLong size = type.after().isEmpty() ? numbers.value(size(type)) : OptionalLong.empty();
        Carrier carrier = size.isPresent() ? integer(type.carrier(), size.getAsLong()) : type.carrier();
        return new CType(type.before(), type.after(), carrier, type.struct());
    }

    private StructFact struct(StructFact struct, long size) {
        List<StructFact.Field> fields = new ArrayList<>();
        boolean complete = struct.complete();
        for (StructFact.Field field : struct.fields()) {
            OptionalLong offset = numbers.value(offset(struct, field));
            if (offset.isPresent()) {
                long bytes = field.size() == 0
                        ? 0
                        : numbers.value(size(struct, field)).orElse(field.size());
                fields.add(field(field, offset.getAsLong(), bytes));
            } else if (foreign || strict) {
                complete = false;
            } else {
                fields.add(field);
            }
        }
        // An alignment attribute of the whole struct has no influence on its fields (see StructFact).
        long alignment = foreign ? numbers.value(alignment(struct)).orElse(struct.alignment()) : struct.alignment();
        return new StructFact(struct.type(), struct.union(), size, alignment, fields, complete, struct.header());
    }

    private static StructFact.Field field(StructFact.Field field, long offset, long size) {
        CType type = field.type();
        Carrier carrier = field.count() == 0 ? field.carrier() : integer(field.carrier(), size / field.count());
        CType retyped = type.carrier() == field.carrier()
                ? new CType(type.before(), type.after(), carrier, type.struct())
                : type;
        return new StructFact.Field(field.name(), retyped, offset, size, field.count(), carrier, field.struct());
    }

    /**
     * Corrects the width only: jextract's is that of the type on its own machine. The value's low bits are right, since
     * libclang computes for the target; and if two headers define a name differently, the value is that of the fact's
     * header.
     */
    private ConstantFact constant(ConstantFact constant) {
        OptionalLong size = numbers.value(sizeOfValue(constant));
        if (!(constant.value() instanceof ConstantFact.Int number)
                || !foreign
                || size.isEmpty()
                || 8 * size.getAsLong() >= number.bits()) {
            return constant;
        }
        int bits = (int) (8 * size.getAsLong());
        return new ConstantFact(constant.name(), new ConstantFact.Int((int) number.value(), bits), constant.header());
    }

    private ConstantFact constant(ConstantFact constant, long value) {
        int bits = (int) (8 * numbers.value(sizeOfValue(constant)).orElse(Long.BYTES));
        return new ConstantFact(constant.name(), new ConstantFact.Int(value, bits), constant.header());
    }

    private static Carrier integer(Carrier carrier, long size) {
        if (!isInteger(carrier)) {
            return carrier;
        }
        return switch ((int) size) {
            case 1 -> Carrier.INT8;
            case 2 -> Carrier.INT16;
            case 4 -> Carrier.INT32;
            case 8 -> Carrier.INT64;
            default -> carrier;
        };
    }

    private static boolean isInteger(Carrier carrier) {
        return switch (carrier) {
            case INT8, INT16, INT32, INT64 -> true;
            case VOID, BOOL, FLOAT, DOUBLE, POINTER, STRUCT, VA_LIST, OPAQUE -> false;
        };
    }

    private static String sizeOfValue(ConstantFact constant) {
        return "sizeof(" + constant.name() + ")";
    }

    private static String size(CType type) {
        return "sizeof(" + type.spelling() + ")";
    }

    private static String size(StructFact struct) {
        return "sizeof(" + struct.type() + ")";
    }

    private static String alignment(StructFact struct) {
        return "_Alignof(" + struct.type() + ")";
    }

    private static String offset(StructFact struct, StructFact.Field field) {
        return "__builtin_offsetof(" + struct.type() + ", " + field.name() + ")";
    }

    private static String size(StructFact struct, StructFact.Field field) {
        return "sizeof(((" + struct.type() + " *) 0)->" + field.name() + ")";
    }
}
