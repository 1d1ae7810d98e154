package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.header.FunctionHistory;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.resolve.vocabulary.JavaTypes;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.util.List;
import java.util.Optional;

/**
 * Functions that this release of libc does not have.
 *
 * <p>A ready-made group is for all releases, so what this one lacks is left out. If an author names a function, it is
 * an error.
 */
public final class AbsentFunctions {

    private static final String GROUPS = "dev.shimgen.spec.libc.";

    private AbsentFunctions() {}

    /** {@return whether a method may be left out, because it comes from a ready-made group} */
    public static boolean mayBe(SpecMethod method) {
        return method.declaredIn().startsWith(GROUPS);
    }

    /**
     * {@return the method that is left out}
     *
     * @param libc this machine's libc and its version
     */
    public static AbsentCall of(SpecMethod method, String libc) {
        String missing = FunctionHistory.since(method.name())
                .map(since -> " is there since " + since + "; this shim was generated for " + libc)
                .orElse(" is not in " + libc + ", which this shim was generated for");
        return absent(method, method.name() + missing);
    }

    /** {@return a method that is left out because its function has other types here} */
    public static AbsentCall changed(SpecMethod method, String libc) {
        return absent(method, method.name() + " has other types in " + libc + ", which this shim was generated for");
    }

    private static AbsentCall absent(SpecMethod method, String reason) {
        List<AbsentCall.Parameter> parameters = method.parameters().stream()
                .map(p -> new AbsentCall.Parameter(p.type().name(), p.name(), isTexts(p)))
                .toList();
        return new AbsentCall(method.name(), method.result().name(), parameters, reason, SpecNames.isTraced(method));
    }

    /** A single string is a {@code String} in the groups. */
    private static boolean isTexts(SpecParameter parameter) {
        return !JavaTypes.is(parameter.type(), "java.lang.String") && SpecNames.has(parameter, SpecNames.TEXT);
    }

    /**
     * {@return the message for a method that the author wrote; empty if the release is not the reason}
     *
     * @param libc this machine's; empty if it is unknown
     */
    public static Optional<String> message(String function, Optional<LibcVersion> libc) {
        Optional<LibcVersion> since = FunctionHistory.since(function);
        if (since.isEmpty() || libc.isEmpty() || !libc.get().isOlderThan(since.get())) {
            return Optional.empty();
        }
        return Optional.of("no function \"" + function + "\" in this libc: it is there since " + since.get()
                + "; this is " + libc.get().number()
                + ". Leave it out, or generate on a newer release; a ready-made group"
                + " leaves out by itself what a libc does not have");
    }
}
