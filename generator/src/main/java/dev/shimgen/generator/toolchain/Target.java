package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A platform that shims can be made for by naming it; for any other, its compiler has to be named. There is one with
 * glibc for each supported {@link Machine}, and one with musl.
 *
 * @param triplet the name, as Debian's multiarch has it
 * @param packages the Debian packages with a compiler and a C library for it, for a message
 * @param commands commands that may compile for it, the likeliest first, with options after spaces
 */
public record Target(String triplet, String packages, List<String> commands) {

    /** x86_64 with musl, the only libc beside glibc that there is a recording of. */
    public static final Target MUSL = new Target(
            Machine.X86_64.label() + "-linux-musl",
            "musl-tools",
            commands("musl-gcc", "x86_64-linux-musl-gcc", "clang --target=x86_64-linux-musl"));

    public Target {
        commands = List.copyOf(commands);
    }

    /** {@return the platform of a supported machine with glibc} */
    public static Target glibc(Machine machine) {
        String gnu = machine.gnu() + "-linux-gnu";
        return new Target(
                machine.label() + "-linux-gnu",
                "gcc-" + gnu.replace('_', '-') + " libc6-dev-" + machine.debian() + "-cross"
                        + (machine.hasSibling()
                                ? " (or gcc-multilib, which does not go together with other cross compilers)"
                                : "")
                        + " (on a machine of that kind: gcc libc6-dev)",
                machine.hasSibling()
                        ? commands(gnu + "-gcc", "gcc -m32", "clang --target=" + gnu)
                        : commands(gnu + "-gcc", "clang --target=" + gnu));
    }

    /** {@return the commands of a machine of the same kind, then those of others} */
    private static List<String> commands(String... others) {
        List<String> commands = new ArrayList<>(List.of("cc", "gcc", "clang"));
        commands.addAll(Arrays.asList(others));
        return commands;
    }

    /** {@return all targets} */
    public static List<Target> all() {
        return Stream.concat(Machine.supported().stream().map(Target::glibc), Stream.of(MUSL))
                .toList();
    }

    /**
     * {@return the target with a name}
     *
     * @param triplet as Debian's multiarch names it
     * @throws GenerationException {@link Code#SG0407} if no target has that name
     */
    public static Target named(String triplet) throws GenerationException {
        for (Target target : all()) {
            if (target.triplet.equals(triplet)) {
                return target;
            }
        }
        throw new GenerationException(
                Code.SG0407,
                "shimgen.target: \"" + triplet + "\" is no platform that shimgen knows by name; those are "
                        + all().stream().map(Target::triplet).collect(Collectors.joining(", "))
                        + ". For another one, name its compiler with shimgen.cc and a catalogue with shimgen.catalogue",
                null);
    }

    /** {@return the commands, each split into its words} */
    List<List<String>> compilers() {
        return commands.stream().map(command -> List.of(command.split(" ", -1))).toList();
    }

    /** {@return the commands, for a message} */
    String compilerNames() {
        return String.join(", ", commands);
    }

    @Override
    public String toString() {
        return triplet;
    }
}
