package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A platform that shims can be made for by naming it; for any other, its compiler has to be named. */
public enum Target {
    X86_64_GLIBC(
            Machine.X86_64,
            "gnu",
            "gcc libc6-dev (on another machine: gcc-x86-64-linux-gnu libc6-dev-amd64-cross)",
            "cc",
            "gcc",
            "clang",
            "x86_64-linux-gnu-gcc",
            "clang --target=x86_64-linux-gnu"),
    AARCH64_GLIBC(
            Machine.AARCH64,
            "gnu",
            "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
            "aarch64-linux-gnu-gcc",
            "clang --target=aarch64-linux-gnu",
            "cc",
            "gcc",
            "clang"),
    I386_GLIBC(
            Machine.I386,
            "gnu",
            "gcc-i686-linux-gnu libc6-dev-i386-cross (or gcc-multilib, which does not go together with other cross"
                    + " compilers)",
            "i686-linux-gnu-gcc",
            "gcc -m32",
            "clang --target=i686-linux-gnu",
            "cc",
            "gcc",
            "clang"),
    X86_64_MUSL(
            Machine.X86_64,
            "musl",
            "musl-tools",
            "musl-gcc",
            "x86_64-linux-musl-gcc",
            "clang --target=x86_64-linux-musl",
            "cc",
            "gcc",
            "clang");

    private static final String SEPARATOR = ", ";

    private final String triplet;
    private final String packages;
    private final String compilers;

    Target(Machine machine, String libc, String packages, String... compilers) {
        this.triplet = machine.label() + "-linux-" + libc;
        this.packages = packages;
        this.compilers = String.join(SEPARATOR, compilers);
    }

    /**
     * {@return the target with a name}
     *
     * @param triplet as Debian's multiarch names it
     * @throws GenerationException {@link Code#SG0407} if no target has that name
     */
    public static Target named(String triplet) throws GenerationException {
        for (Target target : values()) {
            if (target.triplet.equals(triplet)) {
                return target;
            }
        }
        throw new GenerationException(
                Code.SG0407,
                "shimgen.target: \"" + triplet + "\" is no platform that shimgen knows by name; those are "
                        + Arrays.stream(values()).map(Target::triplet).collect(Collectors.joining(", "))
                        + ". For another one, name its compiler with shimgen.cc and a catalogue with shimgen.catalogue",
                null);
    }

    /** {@return the name, as Debian's multiarch has it} */
    public String triplet() {
        return triplet;
    }

    /** {@return the Debian packages with a compiler and a C library for it} */
    public String packages() {
        return packages;
    }

    /** {@return commands that may compile for it, the likeliest first} */
    List<List<String>> compilers() {
        return Arrays.stream(compilers.split(SEPARATOR, -1))
                .map(command -> List.of(command.split(" ", -1)))
                .toList();
    }

    /** {@return these commands, for a message} */
    String compilerNames() {
        return compilers;
    }
}
