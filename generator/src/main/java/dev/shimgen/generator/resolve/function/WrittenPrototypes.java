package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.header.declaration.DeclarationException;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.resolve.platform.LineProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The prototypes that an author writes in {@code @Wrap}: reads them, and lets the compiler check them. */
public final class WrittenPrototypes {

    private final HeaderFacts facts;
    private final Platform platform;
    private final Diagnostics diagnostics;
    private final CTypes types;

    public WrittenPrototypes(HeaderFacts facts, Platform platform, Diagnostics diagnostics) {
        this.facts = facts;
        this.platform = platform;
        this.diagnostics = diagnostics;
        this.types = new CTypes(facts, platform.exports().bits());
    }

    /** {@return the annotation of a method} */
    public static Optional<SpecAnnotation> annotation(SpecMethod method) {
        return method.annotations().stream()
                .filter(a -> a.type().equals(SpecNames.WRAP))
                .findFirst();
    }

    /** {@return the function that the annotation describes; {@code null} after an error} */
    @Nullable
    FunctionFact function(SpecMethod method, SpecAnnotation annotation) {
        String name = method.name();
        String header = annotation.string("header");
        FunctionFact known = facts.function(name);
        FunctionFact written;
        try {
            written = types.parsed(
                    annotation.string("prototype"), header.isEmpty() && known != null ? known.header() : header);
        } catch (DeclarationException e) {
            return wrong(
                    annotation,
                    "the prototype of " + name + " does not parse: " + e.getMessage()
                            + ". Write it as its man page does, on one line and without semicolon");
        }
        if (!written.name().equals(name)) {
            return wrong(
                    annotation,
                    "this is the prototype of \"" + written.name() + "\", and the method is " + name
                            + "; give both the same name");
        }
        if (known != null) {
            if (!alike(written, known)) {
                return wrong(
                        annotation,
                        "<" + known.header() + "> has \"" + known.prototype().replaceFirst("^extern ", "")
                                + "\"; leave @Wrap out, or copy that");
            }
            return known;
        }
        if (header.isEmpty()) {
            return wrong(
                    annotation,
                    "nobody knows which header declares " + name
                            + "; say so, as in @Wrap(prototype = \"…\", header = \"math.h\")");
        }
        if (platform.header(header).isEmpty()) {
            return wrong(
                    annotation,
                    "no header <" + header
                            + "> where the C compiler looks for headers; shimgen.includes names further folders to look in");
        }
        return written;
    }

    private static boolean alike(FunctionFact written, FunctionFact known) {
        return written.variadic() == known.variadic()
                && alike(written.result(), known.result())
                && written.parameters().size() == known.parameters().size()
                && IntStream.range(0, known.parameters().size())
                        .allMatch(i -> alike(
                                written.parameters().get(i).type(),
                                known.parameters().get(i).type()));
    }

    /**
     * Compares carriers only: spellings may differ where types do not ({@code size_t}); the compiler checks the types
     * later.
     */
    private static boolean alike(CType written, CType known) {
        return written.carrier() == known.carrier();
    }

    private @Nullable FunctionFact wrong(SpecAnnotation annotation, String message) {
        diagnostics.error(Code.SG0211, annotation.position(), message);
        return null;
    }

    /**
     * A check that was asked for.
     *
     * @param calls the calls with a written prototype
     * @param questions the lines that ask the compiler
     */
    public record Proof(List<Call> calls, LineProbe.Questions questions) {

        public Proof {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Asks whether the headers declare what the author wrote; functions that they hide from this compiler are not asked
     * about.
     */
    public static Proof ask(List<Call> calls, Preprocessed preprocessed, LineProbe probe) {
        List<Call> written = calls.stream()
                .filter(c -> annotation(c.method()).isPresent())
                .filter(c -> !Binary128.hides(c.function(), preprocessed))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Call call : written) {
            lines.add(assertion(call.function()));
        }
        return new Proof(written, probe.ask(lines));
    }

    /**
     * {@return the calls, except those whose prototype the compiler contradicts; these are reported}
     *
     * @param absent takes those of the contradicted calls that come from a ready-made group: they are not reported
     */
    public List<Call> proven(
            List<Call> calls, Proof proof, LineProbe.Answers answers, String libc, List<AbsentCall> absent) {
        List<Call> proven = new ArrayList<>(calls);
        for (int index : answers.refused(proof.questions())) {
            Call call = proof.calls().get(index);
            proven.remove(call);
            if (AbsentFunctions.mayBe(call.method())) {
                // An example: fromfp returns another type since C23, as in glibc 2.43.
                absent.add(AbsentFunctions.changed(call.method(), libc));
                continue;
            }
            String name = call.function().name();
            annotation(call.method())
                    .ifPresent(a -> wrong(
                            a,
                            "<" + call.function().header() + "> of this machine does not declare " + name
                                    + " like this; compare with its man page, and with the header"));
        }
        return proven;
    }

    /** {@return a line of C that compiles if the headers declare a function this way} */
    public static String assertion(FunctionFact function) {
        return "_Static_assert(__builtin_types_compatible_p(__typeof__(" + function.name() + "), __typeof__("
                + type(function) + ")), \"\");";
    }

    private static String type(FunctionFact function) {
        List<String> parameters = new ArrayList<>(function.parameters().stream()
                .map(CParameter::type)
                .map(CType::spelling)
                .toList());
        if (function.variadic()) {
            parameters.add("...");
        }
        return function.result().declare("(" + (parameters.isEmpty() ? "void" : String.join(", ", parameters)) + ")");
    }
}
