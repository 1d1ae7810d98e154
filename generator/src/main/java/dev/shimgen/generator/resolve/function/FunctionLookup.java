package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.SkippedFact;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the function of each method, and refuses those that cannot be wrapped. */
public final class FunctionLookup {

    private static final String WRAPPED = "the C library, and of the libraries that belong to it, alone today";

    private static final String NOT_READ =
            ". Of such a header a spec can have constants and structs, if a jextract reads it:"
                    + " the recorded catalogue has the C library's alone";

    private final RefusedFunctions refused = new RefusedFunctions();
    private final VariadicFunctions variadic = new VariadicFunctions();
    private final JumpFunctions jumps = new JumpFunctions();
    private final IncludableHeaders headers;
    private final HeaderFacts facts;
    private final LibraryExports exports;
    private final Predicate<String> reached;
    private final Optional<LibcVersion> libc;
    private final String source;
    private final Diagnostics diagnostics;
    private final WrittenPrototypes written;
    private final Strangers strangers;

    /**
     * A lookup.
     *
     * @param reached whether programs reach a function of this name, by whatever symbol
     * @param libc the C library, empty if nobody knows it
     * @param source what the header source says of itself
     * @param strangers knows what else a name can be
     */
    public FunctionLookup(
            IncludableHeaders headers,
            HeaderFacts facts,
            LibraryExports exports,
            Predicate<String> reached,
            Optional<LibcVersion> libc,
            String source,
            WrittenPrototypes written,
            Strangers strangers,
            Diagnostics diagnostics) {
        this.headers = headers;
        this.facts = facts;
        this.exports = exports;
        this.reached = reached;
        this.libc = libc;
        this.source = source;
        this.diagnostics = diagnostics;
        this.written = written;
        this.strangers = strangers;
    }

    /**
     * What was found.
     *
     * @param calls those of the methods that can be wrapped, in the methods' order
     * @param absent the methods of ready-made groups whose functions this libc does not have, in their order
     */
    public record Found(List<Call> calls, List<AbsentCall> absent) {}

    /** {@return the methods' functions; what is neither a call nor absent has its error} */
    public Found find(List<SpecMethod> methods) {
        List<Call> calls = new ArrayList<>();
        List<AbsentCall> absent = new ArrayList<>();
        for (SpecMethod method : methods) {
            if (AbsentFunctions.mayBe(method)) {
                if (!reached.test(method.name())) {
                    absent.add(AbsentFunctions.of(method, words()));
                    continue;
                }
                if (isUndeclared(method)) {
                    absent.add(AbsentFunctions.of(method, "the headers of " + words()));
                    continue;
                }
            }
            Call call = call(method);
            if (call != null) {
                calls.add(call);
            }
        }
        return new Found(calls, absent);
    }

    /** Exported, and declared to nobody: {@code ntp_gettimex} of 2.31 is only what {@code ntp_gettime} is redirected to. */
    private boolean isUndeclared(SpecMethod method) {
        return facts.function(method.name()) == null
                && !facts.skipped().containsKey(method.name())
                && WrittenPrototypes.annotation(method).isEmpty();
    }

    private String words() {
        return libc.map(LibcVersion::toString).orElse("this libc");
    }

    private @Nullable Call call(SpecMethod method) {
        String name = method.name();
        RefusedFunctions.Refusal refusal = refused.of(name);
        if (refusal != null) {
            diagnostics.error(
                    Code.SG0206,
                    method.position(),
                    name + " cannot be wrapped: " + refusal.reason() + ". Instead, " + refusal.instead());
            return null;
        }
        Optional<String> tooNew = reached.test(name) ? Optional.empty() : AbsentFunctions.message(name, libc);
        if (tooNew.isPresent()) {
            diagnostics.error(Code.SG0208, method.position(), tooNew.get());
            return null;
        }
        Optional<SpecAnnotation> prototype = WrittenPrototypes.annotation(method);
        FunctionFact function =
                prototype.isPresent() ? written.function(method, prototype.get()) : facts.function(name);
        if (function == null) {
            if (prototype.isEmpty()) {
                unknown(method);
            }
            return null;
        }
        if (!reached.test(name)) {
            notExported(method, function);
            return null;
        }
        TailRule tail = variadic.of(function, facts, exports);
        Optional<JumpFunctions.Jump> jump = jumps.of(name, tail);
        if (jump.isPresent() && !JumpFunctions.possibleOn(facts.platform())) {
            Code code = tail.needsJump() ? Code.SG0207 : Code.SG0206;
            diagnostics.error(code, method.position(), noJump(name, jump.get()));
            return null;
        }
        return new Call(method, function, tail.with(behindFixed(method, function)));
    }

    private static List<JavaType> behindFixed(SpecMethod method, FunctionFact function) {
        return method.parameters().stream()
                .skip(function.parameters().size())
                .map(SpecParameter::type)
                .toList();
    }

    private void unknown(SpecMethod method) {
        String name = method.name();
        SkippedFact skipped = facts.skipped().get(name);
        String library = exports.library(name);
        if (skipped != null || library != null) {
            diagnostics.error(Code.SG0301, method.position(), undescribed(name, skipped, library));
            return;
        }
        Optional<String> stranger = strangers.describe(name);
        if (stranger.isPresent()) {
            diagnostics.error(Code.SG0102, method.position(), stranger.get());
            return;
        }
        Optional<String> declaring = strangers.undescribedHeader(name);
        if (declaring.isPresent()) {
            diagnostics.error(Code.SG0102, method.position(), ofAnotherHeader(name, declaring.get()) + NOT_READ);
            return;
        }
        String meant = meant(name);
        diagnostics.error(
                Code.SG0102,
                method.position(),
                "no function \"" + name + "\" in the headers of " + facts.platform()
                        + (meant.isEmpty() ? ": shimgen wraps functions of " + WRAPPED : meant));
    }

    private static String ofAnotherHeader(String name, String header) {
        return name + " is declared in <" + header + ">, which is no header of the C library, and neither that nor"
                + " another library exports it where the C compiler looks for libraries: shimgen wraps functions of "
                + WRAPPED + ". Leave it out";
    }

    /** {@return what the author may have meant, with a semicolon before it; empty if nothing is near} */
    private String meant(String name) {
        TreeSet<String> candidates = new TreeSet<>(facts.functions().keySet());
        exports.byName().keySet().stream().filter(n -> !n.startsWith("_")).forEach(candidates::add);
        StringBuilder message = new StringBuilder();
        Suggestions.closest(name, candidates).ifPresent(near -> {
            FunctionFact function = facts.function(near);
            message.append("; did you mean \"").append(near).append('"');
            if (function != null) {
                message.append(" (").append(headers.of(function.header())).append(')');
            }
            message.append('?');
        });
        return message.toString();
    }

    private String undescribed(String name, @Nullable SkippedFact skipped, @Nullable String library) {
        StringBuilder message = new StringBuilder();
        message.append("no prototype of ").append(name).append(": ");
        if (library != null && skipped == null && !strangers.isMentioned(name)) {
            return message.append(library)
                    .append(
                            " exports it, and no header here declares it. Who knows its prototype writes a header that does,"
                                    + " in a folder that shimgen.includes names, and gives the method @Wrap(prototype = \"…\", header ="
                                    + " \"…\")")
                    .toString();
        }
        if (library != null) {
            message.append(library).append(" exports it, but the ");
        } else {
            message.append("the headers declare it, but the ");
        }
        message.append(source).append(" does not describe it");
        if (skipped != null) {
            message.append(" (jextract: ").append(skipped.reason()).append(')');
        }
        Optional<String> group = group(name);
        group.ifPresent(g ->
                message.append(". The ready-made group ").append(g).append(" has it: extend that, or copy its method"));
        return message.append(group.isPresent() ? ". Other ways out: " : ". Three ways out: ")
                .append("(1) point to a jextract that describes it, with -Dshimgen.jextract=<path>,"
                        + " JEXTRACT, JEXTRACT_HOME or PATH; (2) record a catalogue from the headers that declare it,"
                        + " with mvn shimgen:record; (3) write its prototype out, with @Wrap(prototype = \"…\", header ="
                        + " \"…\")")
                .toString();
    }

    private static Optional<String> group(String function) {
        return ReadyMadeGroups.load().stream()
                .filter(group -> group.methods().containsKey(function))
                .map(ReadyMadeGroup::name)
                .findFirst();
    }

    private void notExported(SpecMethod method, FunctionFact function) {
        String name = method.name();
        // Sanitizers have functions of libc, those too that it links into each program itself.
        boolean ofLibc = facts.function(name) != null && facts.publicHeaders().contains(headers.of(function.header()));
        Optional<String> stranger = ofLibc ? strangers.macro(name) : strangers.describe(name);
        diagnostics.error(Code.SG0208, method.position(), stranger.orElseGet(() -> notExported(name, function)));
    }

    private String notExported(String name, FunctionFact function) {
        String header = headers.of(function.header());
        // A prototype that the author wrote says nothing of what the header has.
        boolean declared = facts.function(name) != null || strangers.mentions(header, name);
        if (!declared) {
            return "no library of " + words() + " exports " + name + ", and <" + header + "> does not declare it"
                    + meant(name);
        }
        if (!facts.publicHeaders().contains(header)) {
            return ofAnotherHeader(name, header);
        }
        return name + " is declared in <" + header + ">, but no library of " + words()
                + " exports it: it is an inline function, or in a part of libc that is linked into each program, so a"
                + " preload library cannot stand before it"
                + (exports.has("__cxa_" + name) ? "; wrap __cxa_" + name + ", which it calls" : "");
    }

    private String noJump(String name, JumpFunctions.Jump jump) {
        return name + " cannot be wrapped on " + facts.platform() + ": " + jump.reason()
                + ", so a wrapper must jump to it, and shimgen has the assembler for that only on "
                + Machine.supported().stream().map(Machine::label).collect(Collectors.joining(", "))
                + ". Instead, wrap a relative that has no such peculiarity";
    }
}
