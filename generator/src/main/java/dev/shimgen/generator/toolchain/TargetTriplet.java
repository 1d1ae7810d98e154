package dev.shimgen.generator.toolchain;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The platform of a compiler.
 *
 * @param normalized as Debian's multiarch names it, whoever built the compiler: {@code x86_64-linux-gnu}
 */
record TargetTriplet(String normalized) {

    private static final String QUESTION = """
            #if defined __has_include
            #if __has_include(<features.h>)
            #include <features.h>
            shimgen_features_are here
            #endif
            #endif
            shimgen_macros_are __ILP32__ __GLIBC__ __GLIBC_MINOR__ %s
            """;

    private static final Pattern ANSWER = Pattern.compile("shimgen_macros_are (\\S+) (\\S+) (\\S+) (.+)");

    /**
     * {@return a text to be preprocessed, whose output {@link #corrected} reads}
     *
     * <p>{@code -dumpmachine} tells how the compiler was built, not how it is called: {@code gcc -m32} and {@code
     * musl-gcc} print {@code x86_64-linux-gnu}. In the output, a defined macro is replaced by its value, an undefined
     * one stays.
     */
    static String question() {
        return QUESTION.formatted(
                Machine.supported().stream().map(Machine::macro).collect(Collectors.joining(" ")));
    }

    /**
     * {@return this triplet, corrected by the macros of the compiler and of libc}
     *
     * @param answer the preprocessor's output; without an answer in it, nothing is changed
     */
    TargetTriplet corrected(String answer) {
        Matcher macros = ANSWER.matcher(answer);
        if (!macros.find()) {
            return this;
        }
        String machine = normalized.substring(0, normalized.indexOf('-'));
        String environment = normalized.substring(normalized.lastIndexOf('-') + 1);
        List<String> defined = List.of(macros.group(4).strip().split(" ", -1));
        boolean ilp32 = !macros.group(1).equals("__ILP32__");
        for (Machine known : Machine.supported()) {
            boolean narrow = ilp32 && known.bits() == 64 && !known.hasShortPointers();
            if (!defined.contains(known.macro()) && !narrow) {
                machine = known.label();
            }
        }
        boolean glibc = !macros.group(2).equals("__GLIBC__");
        if (glibc && environment.startsWith("musl")) {
            environment = environment.replaceFirst("musl", "gnu");
        } else if (!glibc && environment.startsWith("gnu") && answer.contains("shimgen_features_are here")) {
            // Neither library's macro: musl has none of its own, on purpose (its FAQ), and uClibc defines __GLIBC__.
            environment = environment.replaceFirst("gnu", "musl");
        }
        if (ilp32 && hasShortPointers(machine) && environment.equals("gnu")) {
            environment = "gnux32";
        }
        return new TargetTriplet(machine + "-linux-" + environment);
    }

    private static boolean hasShortPointers(String label) {
        return Machine.supported().stream()
                .anyMatch(
                        machine -> machine.hasShortPointers() && machine.label().equals(label));
    }

    /**
     * {@return the glibc whose headers the compiler finds; empty if they are another library's, or missing}
     *
     * @param answer the preprocessor's output
     */
    static Optional<LibcVersion> glibc(String answer) {
        Matcher macros = ANSWER.matcher(answer);
        if (macros.find()
                && macros.group(2).matches("\\d{1,5}")
                && macros.group(3).matches("\\d{1,5}")) {
            return Optional.of(LibcVersion.glibc(Integer.parseInt(macros.group(2)), Integer.parseInt(macros.group(3))));
        }
        return Optional.empty();
    }

    /**
     * Reads what {@code -dumpmachine} prints: {@code x86_64-linux-gnu} on Debian, {@code x86_64-pc-linux-gnu} from clang,
     * {@code x86_64-redhat-linux} on Fedora, {@code i686-linux-gnu} for what Debian calls {@code i386-linux-gnu}.
     */
    static Optional<TargetTriplet> parse(String dumpMachine) {
        List<String> parts = List.of(dumpMachine.strip().split("-", -1));
        int system = parts.indexOf("linux");
        if (system < 1 || parts.size() > system + 2 || !dumpMachine.strip().matches("[A-Za-z0-9_.-]+")) {
            return Optional.empty();
        }
        String machine = Machine.of(parts.get(0))
                .filter(Machine::isSupported)
                .map(Machine::label)
                .orElse(parts.get(0));
        String environment = system + 1 < parts.size() ? parts.get(system + 1) : "gnu";
        return Optional.of(new TargetTriplet(machine + "-linux-" + environment));
    }
}
