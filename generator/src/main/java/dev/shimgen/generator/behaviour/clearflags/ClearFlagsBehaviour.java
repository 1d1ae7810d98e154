package dev.shimgen.generator.behaviour.clearflags;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code @ClearFlags}: takes flags out of an argument. Has no partials; it only changes what is handed on. */
public final class ClearFlagsBehaviour implements Behaviour<ClearFlagsPlan> {

    static final String ID = "clear_flags";

    private static final String ANNOTATION = "dev.shimgen.spec.ClearFlags";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<ClearFlagsPlan> planType() {
        return ClearFlagsPlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    /** Behind the trace, which shows what the program asked for. */
    @Override
    public int order() {
        return 500;
    }

    @Override
    public @Nullable ClearFlagsPlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        SortedMap<String, List<String>> flags = new TreeMap<>();
        for (int i = 0; i < request.method().parameters().size(); i++) {
            SpecParameter parameter = request.method().parameters().get(i);
            for (SpecAnnotation annotation : parameter.annotations()) {
                if (annotation.type().equals(ANNOTATION)
                        && usable(annotation, request.parameters().get(i), request, diagnostics)) {
                    flags.put(request.parameters().get(i).name(), annotation.strings("value"));
                }
            }
        }
        return flags.isEmpty() ? null : new ClearFlagsPlan(flags);
    }

    private static boolean usable(
            SpecAnnotation annotation, ParameterPlan parameter, BehaviourRequest request, Diagnostics diagnostics) {
        if (parameter.type().carrier() != CType.Carrier.INT32
                && parameter.type().carrier() != CType.Carrier.INT64) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    "@ClearFlags is for an integer, but \"" + parameter.javaName() + "\" of "
                            + request.method().name() + " is "
                            + parameter.type().spelling());
            return false;
        }
        if (!(parameter.meaning() instanceof Meaning.Flags) && !(parameter.meaning() instanceof Meaning.Mode)) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    "@ClearFlags is for bits, but \"" + parameter.javaName() + "\" of "
                            + request.method().name() + " is " + whatItIs(parameter.meaning())
                            + ": without some of its bits it is another one; leave @ClearFlags out, or say with @Flags, or"
                            + " @Mode, which bits it has");
            return false;
        }
        if (annotation.strings("value").isEmpty()) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    "@ClearFlags without a flag does nothing; name one, for example @ClearFlags(\"O_SYNC\")");
            return false;
        }
        boolean known = true;
        for (String flag : annotation.strings("value")) {
            ConstantFact constant = request.facts().constants().get(flag);
            if (constant == null || !(constant.value() instanceof ConstantFact.Int value)) {
                String hint = Suggestions.closest(
                                flag, request.facts().constants().keySet())
                        .map(name -> "; did you mean \"" + name + "\"?")
                        .orElse("");
                diagnostics.error(Code.SG0209, annotation.position(), "no flag \"" + flag + "\" in the headers" + hint);
                known = false;
            } else if (value.value() == 0) {
                diagnostics.error(
                        Code.SG0205,
                        annotation.position(),
                        "@ClearFlags cannot clear " + flag + ", which is 0 on "
                                + request.facts().platform()
                                + " and has no bit: what it stands for is that other bits are not set; leave it out");
                known = false;
            } else {
                Optional<String> field = cutField(value.value(), parameter.meaning(), request);
                field.ifPresent(mask -> diagnostics.error(
                        Code.SG0205,
                        annotation.position(),
                        "@ClearFlags cannot clear " + flag + ", which is one of the values that " + mask
                                + " holds: without its bits another of them becomes a third; leave it out"));
                known &= field.isEmpty();
            }
        }
        return known;
    }

    /** {@return the bits with one value that a flag is a part of: those of O_ACCMODE for O_WRONLY} */
    private static Optional<String> cutField(long flag, Meaning meaning, BehaviourRequest request) {
        if (!(meaning instanceof Meaning.Flags flags)) {
            return Optional.empty();
        }
        return request.constantSet(flags.constantSet()).stream()
                .flatMap(set -> set.fields().stream())
                .map(ConstantSet.Field::mask)
                .filter(mask -> {
                    long shared = flag & value(mask, request);
                    return shared != 0 && shared != value(mask, request);
                })
                .findFirst();
    }

    private static long value(String mask, BehaviourRequest request) {
        ConstantFact constant = request.facts().constants().get(mask);
        return constant != null && constant.value() instanceof ConstantFact.Int value
                ? value.value()
                : Long.parseUnsignedLong(mask.substring("0x".length()), 16);
    }

    /** What an integer is that has no bits of its own, in the words of a message. */
    private static String whatItIs(Meaning meaning) {
        if (meaning instanceof Meaning.Fd || meaning instanceof Meaning.DirFd) {
            return "a descriptor";
        }
        return meaning instanceof Meaning.OneOf ? "one value of several (@OneOf)" : "a plain number";
    }

    @Override
    public Map<String, Object> view(ClearFlagsPlan plan, CallPlan call, EntryPlan entry) {
        return Map.of();
    }

    @Override
    public String argument(ClearFlagsPlan plan, String parameter, String expression) {
        List<String> flags = plan.flags().get(parameter);
        if (flags == null) {
            return expression;
        }
        String bits = flags.size() == 1 ? flags.get(0) : "(" + String.join(" | ", flags) + ")";
        return expression + " & ~" + bits;
    }
}
