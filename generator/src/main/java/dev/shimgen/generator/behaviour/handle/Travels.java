package dev.shimgen.generator.behaviour.handle;

import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.Extent;
import dev.shimgen.generator.plan.ExtentTable;
import dev.shimgen.generator.plan.Extents;
import dev.shimgen.generator.plan.HandlePlan;
import dev.shimgen.generator.plan.HandlePlan.Amount;
import dev.shimgen.generator.plan.HandlePlan.Flow;
import dev.shimgen.generator.plan.HandlePlan.Reach;
import dev.shimgen.generator.plan.HandlePlan.Travel;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides how arguments travel: by what the spec says of them, else by what is known of the function's memory. */
final class Travels {

    private static final HandlePlan.Address ADDRESS = new HandlePlan.Address();

    private final String function;
    private final List<ParameterPlan> parameters;
    private final CType result;

    Travels(BehaviourRequest request) {
        this.function = request.method().name();
        this.parameters = request.parameters();
        this.result = request.function().result();
    }

    /** {@return how a parameter travels} */
    Travel of(ParameterPlan parameter) {
        if (parameter.type().carrier() != Carrier.POINTER) {
            return new HandlePlan.Value();
        }
        if (simpleType(parameter).equals("String")) {
            return new HandlePlan.Text();
        }
        Meaning meaning = parameter.meaning();
        if (meaning instanceof Meaning.Texts || parameter.type().spelling().contains("**")) {
            return ADDRESS;
        }
        Optional<Amount> amount = amount(parameter);
        return amount.<Travel>map(a -> new HandlePlan.Memory(flow(parameter), a, reach(parameter, a)))
                .orElse(ADDRESS);
    }

    /** {@return the type's name without its package} */
    static String simpleType(ParameterPlan parameter) {
        String type = parameter.javaType();
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private Flow flow(ParameterPlan parameter) {
        if (ExtentTable.ofTheCLibrary().readsAndWrites(function, parameters.indexOf(parameter))) {
            return Flow.BOTH;
        }
        Meaning meaning = parameter.meaning();
        if (meaning instanceof Meaning.StructPointer struct) {
            return struct.written() ? Flow.WRITTEN : Flow.READ;
        }
        if (meaning instanceof Meaning.NumberPointer numbers) {
            return numbers.written() ? Flow.WRITTEN : Flow.READ;
        }
        if (meaning instanceof Meaning.Buffer buffer) {
            return buffer.written() ? Flow.WRITTEN : Flow.READ;
        }
        return parameter.type().pointsToConst() ? Flow.READ : Flow.BOTH;
    }

    private Optional<Amount> amount(ParameterPlan parameter) {
        Meaning meaning = parameter.meaning();
        if (meaning instanceof Meaning.StructPointer struct) {
            return amount(struct.amount(), "sizeof(" + struct.struct() + ")", parameter);
        }
        if (meaning instanceof Meaning.NumberPointer numbers) {
            return parameter
                    .type()
                    .pointee()
                    .flatMap(unit -> amount(numbers.amount(), "sizeof(" + unit + ")", parameter));
        }
        String unit = parameter.type().struct() == null
                ? parameter
                        .type()
                        .pointee()
                        .filter(u -> !u.equals("void"))
                        .map(u -> "sizeof(" + u + ")")
                        .orElse("1")
                : "sizeof(" + parameter.type().struct() + ")";
        Extent extent = Extents.of(function, parameters, parameter);
        if (extent == null
                && simpleType(parameter).equals("Struct")
                && parameter.type().struct() != null) {
            return Optional.of(new HandlePlan.One(unit));
        }
        return Optional.ofNullable(extent).map(e -> amount(e, unit));
    }

    /** As the spec says; where the result says how much there is, the room for it is as the function is told. */
    private Optional<Amount> amount(Meaning.Amount said, String unit, ParameterPlan parameter) {
        if (said instanceof Meaning.Fixed fixed) {
            return Optional.of(new HandlePlan.One(fixed.count() + " * " + unit));
        }
        if (said instanceof Meaning.Parameter counted) {
            return Optional.of(new HandlePlan.Counted(place(counted.parameter()), unit));
        }
        if (said instanceof Meaning.Bytes bytes) {
            int place = place(bytes.parameter());
            return Optional.of(
                    parameters.get(place).type().carrier() == Carrier.POINTER
                            ? new HandlePlan.Stored(place)
                            : new HandlePlan.Counted(place, "1"));
        }
        if (said instanceof Meaning.Result) {
            return Optional.ofNullable(Extents.of(function, parameters, parameter))
                    .map(e -> amount(e, unit));
        }
        return Optional.of(new HandlePlan.One(unit));
    }

    private static Amount amount(Extent extent, String unit) {
        if (extent instanceof Extent.Bytes bytes) {
            return new HandlePlan.Counted(bytes.length(), "1");
        }
        if (extent instanceof Extent.Items items) {
            return new HandlePlan.Counted(items.count(), unit.equals("1") ? Long.toString(items.size()) : unit);
        }
        if (extent instanceof Extent.Product product) {
            return new HandlePlan.Product(product.size(), product.count());
        }
        if (extent instanceof Extent.Stored stored) {
            return new HandlePlan.Stored(stored.length());
        }
        if (extent instanceof Extent.Fixed fixed) {
            return new HandlePlan.One(Long.toString(fixed.bytes()));
        }
        return new HandlePlan.One(((Extent.Declared) extent).count() + " * " + unit);
    }

    private Reach reach(ParameterPlan parameter, Amount amount) {
        if (!(amount instanceof HandlePlan.Counted)) {
            return Reach.ALL;
        }
        Meaning meaning = parameter.meaning();
        if (flow(parameter) == Flow.READ) {
            return meaning instanceof Meaning.Buffer && result.carrier() == Carrier.INT64 ? Reach.BY_RESULT : Reach.ALL;
        }
        if ((meaning instanceof Meaning.StructPointer struct && struct.amount() instanceof Meaning.Result)
                || (meaning instanceof Meaning.NumberPointer numbers && numbers.amount() instanceof Meaning.Result)) {
            return Reach.BY_RESULT;
        }
        if (meaning instanceof Meaning.Buffer) {
            return switch (result.carrier()) {
                case INT64 -> Reach.BY_RESULT;
                case POINTER -> Reach.STRING;
                default -> Reach.ALL;
            };
        }
        return Reach.ALL;
    }

    private int place(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException(function + " has no parameter " + name);
    }

    /** {@return why the parameter cannot travel, as the end of a sentence; {@code null} if it can} */
    static @Nullable String obstacle(ParameterPlan parameter, Travel travel) {
        Carrier carrier = parameter.type().carrier();
        if (carrier == Carrier.VA_LIST || carrier == Carrier.OPAQUE || carrier == Carrier.STRUCT) {
            return "\"" + parameter.javaName() + "\" is "
                    + (carrier == Carrier.VA_LIST
                            ? "a list of arguments"
                            : "a " + parameter.type().spelling() + " by value")
                    + ", which cannot go to another process";
        }
        boolean isArray = parameter.javaType().endsWith("]");
        boolean isStruct = travel instanceof HandlePlan.Address
                && carrier == Carrier.POINTER
                && !List.of("Pointer", "MemorySegment").contains(simpleType(parameter));
        if (isArray && travel instanceof HandlePlan.Address) {
            return "nobody says how much memory is behind \"" + parameter.javaName()
                    + "\"; say it with @Buffer, or let the method take a Pointer, an address in the program";
        }
        return isStruct
                ? "nobody says what is behind \"" + parameter.javaName()
                        + "\"; say it with @In or @Out, or let the method take a Pointer, an address in the program"
                : null;
    }
}
