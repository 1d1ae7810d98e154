package dev.shimgen.generator.behaviour.replace;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.ErrorNames;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.Integers;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code @Replace}: answers without asking the real function. */
public final class ReplaceBehaviour implements Behaviour<ReplacePlan> {

    static final String ID = "replace";

    private static final String ANNOTATION = "dev.shimgen.spec.Replace";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<ReplacePlan> planType() {
        return ReplacePlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    /** Next to the real call, which it stands for. */
    @Override
    public int order() {
        return 900;
    }

    @Override
    public @Nullable ReplacePlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        SpecAnnotation annotation = request.annotation(ANNOTATION);
        if (annotation == null) {
            return null;
        }
        String name = request.method().name();
        if (request.noReturn()) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    name + " never returns, and the compiler has left out what would come after it: no result can take"
                            + " its place");
            return null;
        }
        String errno = annotation.string("errno");
        if (!errno.isEmpty() && annotation.written().contains("result")) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    "@Replace has a result and an errno, and a call either succeeds or fails: with errno alone " + name
                            + " fails and returns what it returns then, with result alone it succeeds; leave one of them"
                            + " out");
            return null;
        }
        if (errno.isEmpty()) {
            return constant(request, annotation, diagnostics);
        }
        if (!ErrorNames.check(errno, annotation, request, diagnostics)) {
            return null;
        }
        return switch (request.failure()) {
            case MINUS_ONE -> new ReplacePlan(minusOne(request.function().result()), errno);
            case NULL -> new ReplacePlan("NULL", errno);
            case ERROR_NUMBER -> new ReplacePlan(errno, null);
            case NEVER -> {
                diagnostics.error(
                        Code.SG0205,
                        annotation.position(),
                        name + " has no way to fail: it returns "
                                + request.function().result().spelling()
                                + ". Give a result instead, or say with @Fails how it fails");
                yield null;
            }
        };
    }

    /** MAP_FAILED and SIG_ERR are -1 as an address, mmap(2), signal(2). */
    private static String minusOne(CType result) {
        return result.carrier() == CType.Carrier.POINTER ? "(" + result.spelling() + ")-1" : "-1";
    }

    private static @Nullable ReplacePlan constant(
            BehaviourRequest request, SpecAnnotation annotation, Diagnostics diagnostics) {
        CType type = request.function().result();
        long result = annotation.number("result");
        boolean isUnsigned = Integers.isUnsigned(type, request.facts());
        String value = switch (type.carrier()) {
            case VOID -> result == 0 ? "" : null;
            case POINTER -> result == 0 ? "NULL" : null;
            case BOOL -> result == 0 || result == 1 ? Long.toString(result) : null;
            case INT8 -> number(result, 8, isUnsigned);
            case INT16 -> number(result, 16, isUnsigned);
            case INT32 -> number(result, 32, isUnsigned);
            case INT64 -> result == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : Long.toString(result);
            case FLOAT, DOUBLE, OPAQUE -> Long.toString(result);
            case STRUCT, VA_LIST -> null;
        };
        if (value == null) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    request.method().name() + " returns " + type.spelling() + ", which cannot be " + result);
            return null;
        }
        return new ReplacePlan(value, null);
    }

    /** A type without sign takes its own numbers and, as in C, the negative ones that stand for them: (uid_t) -1. */
    private static @Nullable String number(long value, int bits, boolean isUnsigned) {
        long highest = (1L << (isUnsigned ? bits : bits - 1)) - 1;
        return value >= -(1L << (bits - 1)) && value <= highest ? Long.toString(value) : null;
    }

    @Override
    public Map<String, Object> view(ReplacePlan plan, CallPlan call, EntryPlan entry) {
        Map<String, Object> view = new HashMap<>();
        view.put("value", plan.value());
        view.put("errno", plan.errno());
        return view;
    }
}
