package dev.shimgen.generator.resolve.proposal;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.JavaNamesOfC;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.List;

/** Compares Java types with C types. */
public final class TypeCheck {

    private final ExpectedSignature expected;
    private final JavaTypes types;
    private final Diagnostics diagnostics;

    /**
     * Makes a check.
     *
     * @param bits 32 or 64: the platform's word size
     */
    public TypeCheck(HeaderFacts facts, int bits, Diagnostics diagnostics) {
        this.types = new JavaTypes(bits);
        this.expected = new ExpectedSignature(facts);
        this.diagnostics = diagnostics;
    }

    /** {@return whether a method's types fit its function's; reports an error for each that does not} */
    public boolean fits(Call call) {
        SpecMethod method = call.method();
        List<CParameter> parameters = call.parameters();
        boolean good = true;
        if (!types.fitsResult(method.result(), call.function().result())) {
            good = false;
            diagnostics.error(
                    Code.SG0203,
                    method.position(),
                    call.function().name() + " returns \""
                            + call.function().result().spelling() + "\" in C, and "
                            + method.result().simpleName() + " does not stand for that; " + expected(call));
        }
        if (method.parameters().size() != parameters.size()) {
            diagnostics.error(
                    Code.SG0201,
                    method.position(),
                    call.function().name() + " has " + counted(parameters.size()) + " in C, not "
                            + method.parameters().size() + "; " + expected(call));
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            SpecParameter java = method.parameters().get(i);
            CParameter c = parameters.get(i);
            if (!types.fitsParameter(java, c.type())) {
                good = false;
                diagnostics.error(
                        Code.SG0202,
                        java.position(),
                        "parameter " + java.name() + " is \""
                                + c.type().declare(JavaNamesOfC.parameter(c.name(), i)) + "\" in C, and "
                                + java.type().simpleName() + " does not stand for that" + aboutStrings(java, c)
                                + "; " + expected(call) + aboutWords(call, i));
            }
        }
        return good;
    }

    private static String aboutWords(Call call, int index) {
        boolean word = call.tail().kind() == TailRule.Kind.WORDS
                && index >= call.function().parameters().size();
        return word ? " int and Pointer stand for such an argument as well" : "";
    }

    private static String aboutStrings(SpecParameter java, CParameter c) {
        return JavaTypes.is(java.type(), "java.lang.String") && JavaTypes.isChars(c.type())
                ? ", because the function may write there (if it only reads, say so with @Path or @Text)"
                : "";
    }

    private String expected(Call call) {
        return "expected: " + expected.of(call) + ";";
    }

    private static String counted(int parameters) {
        return switch (parameters) {
            case 0 -> "no parameters";
            case 1 -> "1 parameter";
            default -> parameters + " parameters";
        };
    }
}
