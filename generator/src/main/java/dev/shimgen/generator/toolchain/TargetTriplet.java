package dev.shimgen.generator.toolchain;

import java.util.List;
import java.util.Optional;

/**
 * The platform of a compiler.
 *
 * @param normalized as Debian's multiarch names it, whoever built the compiler: {@code x86_64-linux-gnu}
 */
record TargetTriplet(String normalized) {

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
        String machine = parts.get(0).matches("i[3-6]86") ? "i386" : parts.get(0);
        String environment = system + 1 < parts.size() ? parts.get(system + 1) : "gnu";
        return Optional.of(new TargetTriplet(machine + "-linux-" + environment));
    }
}
