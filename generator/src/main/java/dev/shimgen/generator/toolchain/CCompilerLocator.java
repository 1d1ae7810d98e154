package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the C compiler: the parameter {@code shimgen.cc}, else the environment variable {@code CC}, else the first of
 * {@code cc}, {@code gcc} and {@code clang} on {@code PATH}.
 *
 * <p>A compiler that the user names is used or refused; others are tried only if none is named.
 */
public final class CCompilerLocator {

    private static final List<String> USUAL = List.of("cc", "gcc", "clang");

    private final Map<String, String> environment;
    private final Duration limit;

    /**
     * Makes a locator.
     *
     * @param environment its {@code CC} and {@code PATH} are used
     * @param limit how long one run of the compiler may take
     */
    public CCompilerLocator(Map<String, String> environment, Duration limit) {
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    /**
     * Finds the compiler and asks it for its platform.
     *
     * @param configured the parameter's value: a program, perhaps with options ({@code gcc -m32}), or {@code null}
     * @throws GenerationException {@link Code#SG0401} if there is none, or if it is no C compiler for Linux
     */
    public CCompiler locate(@Nullable String configured) throws GenerationException {
        if (configured != null && !configured.isBlank()) {
            return named(configured, "the parameter shimgen.cc");
        }
        String cc = environment.get("CC");
        if (cc != null && !cc.isBlank()) {
            return named(cc, "the environment variable CC");
        }
        for (String name : USUAL) {
            Optional<Path> found = onPath(name);
            if (found.isPresent()) {
                return started(List.of(found.get().toString()), "PATH");
            }
        }
        throw new GenerationException(
                Code.SG0401,
                "no C compiler: neither cc nor gcc nor clang is on PATH. Install one (Debian, Ubuntu: apt-get install gcc"
                        + " libc6-dev; Fedora: dnf install gcc; openSUSE: zypper install gcc; Arch: pacman -S gcc), or"
                        + " name one with -Dshimgen.cc=<program> or the environment variable CC",
                null);
    }

    /**
     * Finds a compiler for a target.
     *
     * <p>One that the parameter {@code shimgen.cc} names must compile for the target. One that the environment variable
     * {@code CC} names is ignored if it does not, because that variable is meant for this machine.
     *
     * @param configured as for {@link #locate(String)}
     * @param target a triplet as Debian's multiarch names it; {@code null} for whatever the compiler compiles for
     * @throws GenerationException as {@link #locate(String)}; {@link Code#SG0407} for an unknown target, {@link Code#SG0408}
     *     if there is no compiler for it, {@link Code#SG0409} if the named one is for another
     */
    public CCompiler locate(@Nullable String configured, @Nullable String target) throws GenerationException {
        if (target == null || target.isBlank()) {
            return locate(configured);
        }
        Target known = Target.named(target.strip());
        if (configured != null && !configured.isBlank()) {
            CCompiler compiler = named(configured, "the parameter shimgen.cc");
            if (!compiler.targetTriplet().equals(known.triplet())) {
                throw new GenerationException(
                        Code.SG0409,
                        "the parameter shimgen.cc names \"" + compiler.describe() + "\", which compiles for "
                                + compiler.targetTriplet() + ", and shimgen.target says " + known.triplet()
                                + "; leave one of them out. Compilers for that target: " + known.compilerNames(),
                        null);
            }
            return compiler;
        }
        String cc = environment.get("CC");
        if (cc != null && !cc.isBlank()) {
            CCompiler compiler = named(cc, "the environment variable CC");
            if (compiler.targetTriplet().equals(known.triplet())) {
                return compiler;
            }
        }
        for (List<String> command : known.compilers()) {
            Optional<Path> found = onPath(command.get(0));
            if (found.isPresent()) {
                List<String> line = new ArrayList<>(command);
                line.set(0, found.get().toString());
                Optional<CCompiler> compiler = usable(line, known);
                if (compiler.isPresent()) {
                    return compiler.get();
                }
            }
        }
        throw new GenerationException(
                Code.SG0408,
                "no C compiler for " + known.triplet() + ": none of " + known.compilerNames()
                        + " is on PATH and finds the C library of that platform. Debian, Ubuntu: apt-get install "
                        + known.packages() + "; or name one with -Dshimgen.cc=<program>",
                null);
    }

    /** {@return the compiler if it finds a libc} clang compiles for every machine, and every gcc knows {@code -m32}. */
    private Optional<CCompiler> usable(List<String> command, Target target) throws GenerationException {
        List<String> line = new ArrayList<>(command);
        line.add("-dumpmachine");
        CommandResult machine = CCompiler.start(line, "", limit);
        Optional<TargetTriplet> built = machine.ok() ? TargetTriplet.parse(machine.stdout()) : Optional.empty();
        if (built.isEmpty()) {
            return Optional.empty();
        }
        CCompiler compiler = asked(command, built.get());
        boolean fits = compiler.targetTriplet().equals(target.triplet())
                && compiler.checkSyntax("#include <stdio.h>\n", List.of()).ok()
                && compiler.libc().isPresent();
        return fits ? Optional.of(compiler) : Optional.empty();
    }

    private CCompiler named(String value, String by) throws GenerationException {
        // A program's path may contain spaces; otherwise spaces separate options, as in make's $(CC).
        List<String> words =
                isProgram(value) ? List.of(value) : List.of(value.strip().split("\\s+", -1));
        String program = words.get(0);
        Optional<Path> found = program.contains("/")
                ? Optional.of(program).filter(this::isProgram).map(Path::of)
                : onPath(program);
        if (found.isEmpty()) {
            throw new GenerationException(
                    Code.SG0401,
                    "no C compiler: " + by + " names \"" + program + "\", which is "
                            + (program.contains("/") ? "no program" : "not on PATH")
                            + "; name another one, or none: then cc, gcc and clang are looked for on PATH",
                    null);
        }
        List<String> command = new ArrayList<>(words);
        command.set(0, found.get().toString());
        return started(command, by);
    }

    private CCompiler started(List<String> command, String by) throws GenerationException {
        List<String> line = new ArrayList<>(command);
        line.add("-dumpmachine");
        CommandResult result = CCompiler.start(line, "", limit);
        Optional<TargetTriplet> target = result.ok() ? TargetTriplet.parse(result.stdout()) : Optional.empty();
        if (target.isEmpty()) {
            throw new GenerationException(
                    Code.SG0401,
                    "\"" + String.join(" ", command) + "\" (from " + by + ") is no C compiler for Linux: asked for its"
                            + " platform with -dumpmachine, it "
                            + (result.ok() ? "" : "ended with status " + result.exitCode() + " and ")
                            + "printed \"" + firstLine(result) + "\"; gcc and clang will do",
                    null);
        }
        return asked(command, target.get());
    }

    /** If the preprocessor gives no answer, -dumpmachine is believed: an unusable compiler fails when it is used. */
    private CCompiler asked(List<String> command, TargetTriplet target) throws GenerationException {
        String answer = CCompiler.macros(command, limit);
        return new CCompiler(command, limit, target.corrected(answer), TargetTriplet.glibc(answer));
    }

    private static String firstLine(CommandResult result) {
        return (result.stdout() + result.stderr()).strip().lines().findFirst().orElse("");
    }

    private Optional<Path> onPath(String name) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            String candidate = folder + "/" + name;
            if (!folder.isEmpty() && isProgram(candidate)) {
                return Optional.of(Path.of(candidate));
            }
        }
        return Optional.empty();
    }

    private boolean isProgram(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) && Files.isExecutable(Path.of(path));
        } catch (InvalidPathException e) {
            // A NUL in the name: no file can be called that.
            return false;
        }
    }
}
