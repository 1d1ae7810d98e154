package dev.shimgen.generator.resolve;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.SkippedFact;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the function of each method, and refuses those that cannot be wrapped. */
final class FunctionLookup {

    private final RefusedFunctions refused = new RefusedFunctions();
    private final VariadicFunctions variadic = new VariadicFunctions();
    private final PublicHeaders headers;
    private final HeaderFacts facts;
    private final LibraryExports exports;
    private final String source;
    private final Diagnostics diagnostics;

    /**
     * A lookup.
     *
     * @param source what the header source says of itself
     */
    FunctionLookup(
            PublicHeaders headers, HeaderFacts facts, LibraryExports exports, String source, Diagnostics diagnostics) {
        this.headers = headers;
        this.facts = facts;
        this.exports = exports;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** {@return the calls of the methods that can be wrapped, in the methods' order; the others have their error} */
    List<Call> calls(List<SpecMethod> methods) {
        List<Call> calls = new ArrayList<>();
        for (SpecMethod method : methods) {
            Call call = call(method);
            if (call != null) {
                calls.add(call);
            }
        }
        return calls;
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
        FunctionFact function = facts.function(name);
        if (function == null) {
            unknown(method);
            return null;
        }
        if (!exports.has(name)) {
            notExported(method, function);
            return null;
        }
        TailRule tail = variadic.of(function, facts, exports);
        if (tail == null) {
            diagnostics.error(Code.SG0207, method.position(), unknownTail(name));
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
        TreeSet<String> candidates = new TreeSet<>(facts.functions().keySet());
        exports.byName().keySet().stream().filter(n -> !n.startsWith("_")).forEach(candidates::add);
        StringBuilder message = new StringBuilder();
        message.append("no function \"")
                .append(name)
                .append("\" in the headers of ")
                .append(facts.platform());
        Suggestions.closest(name, candidates).ifPresent(near -> {
            FunctionFact function = facts.function(near);
            message.append("; did you mean \"").append(near).append('"');
            if (function != null) {
                message.append(" (").append(headers.of(function.header())).append(')');
            }
            message.append('?');
        });
        diagnostics.error(Code.SG0102, method.position(), message.toString());
    }

    private String undescribed(String name, @Nullable SkippedFact skipped, @Nullable String library) {
        StringBuilder message = new StringBuilder();
        message.append("no prototype of ").append(name).append(": ");
        if (library != null) {
            message.append(library).append(" exports it, but the ");
        } else {
            message.append("the headers declare it, but the ");
        }
        message.append(source).append(" does not describe it");
        if (skipped != null) {
            message.append(" (jextract: ").append(skipped.reason()).append(')');
        }
        return message.append(
                        ". Three ways out: (1) point to a jextract that describes it, with -Dshimgen.jextract=<path>,"
                                + " JEXTRACT, JEXTRACT_HOME or PATH; (2) record a catalogue from the headers that declare it,"
                                + " with mvn shimgen:record; (3) leave the function out and wrap a relative of it without long"
                                + " double, _Complex or bit-fields")
                .toString();
    }

    private void notExported(SpecMethod method, FunctionFact function) {
        String name = method.name();
        StringBuilder message = new StringBuilder();
        message.append(name)
                .append(" is declared in <")
                .append(headers.of(function.header()))
                .append(
                        ">, but no library of glibc exports it: it is a macro, an inline function or in a part of libc that"
                                + " is linked into each program, so a preload library cannot stand before it");
        if (exports.has("__cxa_" + name)) {
            message.append("; wrap __cxa_").append(name).append(", which it calls");
        } else {
            Suggestions.closest(name, exports.byName().keySet())
                    .ifPresent(near -> message.append("; a similar name that is exported: ")
                            .append(near));
        }
        diagnostics.error(Code.SG0208, method.position(), message.toString());
    }

    private String unknownTail(String name) {
        StringBuilder message = new StringBuilder();
        message.append(name)
                .append(" takes any number of arguments, and nothing tells a wrapper how many there are and of which"
                        + " types, so it cannot hand them on");
        if (name.startsWith("execl")) {
            message.append(
                    ". Wrap execv, execvp and execve instead, which take an array; glibc's execl functions do not"
                            + " pass through them, so what calls execl stays unseen");
        } else {
            message.append(
                    "; there is no twin that takes a va_list, as vprintf is for printf. Wrap a relative that is not"
                            + " variadic");
        }
        return message.toString();
    }
}
