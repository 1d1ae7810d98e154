package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.resolve.vocabulary.ResourceTable;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Functions that this release of libc does not have.
 *
 * <p>A ready-made group is for all releases: what this one lacks is left out. An author who names a function means it.
 */
public final class AbsentFunctions {

    private static final String GROUPS = "dev.shimgen.spec.libc.";

    private static final String GLIBC = "glibc ";

    private static final Map<String, String> SINCE = ResourceTable.rows("since.txt").stream()
            .collect(Collectors.toUnmodifiableMap(row -> row.get(0), row -> row.get(1)));

    private AbsentFunctions() {}

    /** {@return whether a method may be left out: one that a ready-made group brings} */
    public static boolean mayBe(SpecMethod method) {
        return method.declaredIn().startsWith(GROUPS);
    }

    /** {@return since which glibc a function is there; nothing for one that 2.31 has, or that nobody knows} */
    public static Optional<String> since(String function) {
        return Optional.ofNullable(SINCE.get(function));
    }

    /** {@return functions with the release of glibc that brought them} */
    public static Map<String, String> since() {
        return SINCE;
    }

    /**
     * {@return the method that is left out}
     *
     * @param libc this machine's, with its version
     */
    public static AbsentCall of(SpecMethod method, String libc) {
        String missing = since(method.name())
                .map(since -> " is there since glibc " + since + "; this shim was generated for " + libc)
                .orElse(" is not in " + libc + ", which this shim was generated for");
        return absent(method, method.name() + missing);
    }

    /** {@return a method that is left out because its function takes or returns something else here} */
    public static AbsentCall changed(SpecMethod method, String libc) {
        return absent(method, method.name() + " has other types in " + libc + ", which this shim was generated for");
    }

    private static AbsentCall absent(SpecMethod method, String reason) {
        List<AbsentCall.Parameter> parameters = method.parameters().stream()
                .map(p -> new AbsentCall.Parameter(p.type().name(), p.name()))
                .toList();
        return new AbsentCall(method.name(), method.result().name(), parameters, reason);
    }

    /** {@return the message for a method that the author wrote, if the reason is the release} */
    public static Optional<String> message(String function, String libc) {
        return libc.startsWith(GLIBC)
                ? since(function)
                        .map(since -> "no function \"" + function + "\" in this libc: it is there since glibc " + since
                                + "; this is " + libc.substring(GLIBC.length())
                                + ". Leave it out, or generate on a newer release; a ready-made group leaves out by"
                                + " itself what a libc does not have")
                : Optional.empty();
    }
}
