package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.generator.toolchain.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The C compiler of each platform proves its catalogue: one static assertion a prototype, a size, an offset and a constant.
 * Nothing is run, so a cross compiler will do.
 */
class CatalogueTruthTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Once {@code <libgen.h>} is included the name is a macro for {@code __xpg_basename}, another function. */
    private static final Set<String> MACROS = Set.of("basename");

    /**
     * The jextract's own {@code <limits.h>} has these, and gcc's; musl has one of its own, without them.
     */
    private static final Set<String> NOT_OF_MUSL = Set.of("LONG_LONG_MAX", "LONG_LONG_MIN", "ULONG_LONG_MAX");

    /** On i386 they take their argument in a register, and with -fexceptions they are not declared at all. */
    private static final Pattern REGPARM = Pattern.compile("__pthread_(un)?register_cancel.*|__pthread_unwind_next");

    /** The compiler's own {@code <stddef.h>} has it, with fields of its own. */
    private static final Set<String> COMPILERS_OWN = Set.of("max_align_t");

    /**
     * Macros that mean something else at the end of all headers: two headers give them two values, a later header takes
     * them back, or, since glibc 2.34, makes them a call of sysconf.
     */
    private static final Set<String> REDEFINED =
            Set.of("ABORT", "NOP", "ARG_MAX", "LINK_MAX", "NR_OPEN", "MINSIGSTKSZ", "SIGSTKSZ");

    /** What is read once a platform. */
    private static final Map<Target, Known> KNOWN = new HashMap<>();

    private record Known(HeaderFacts facts, CCompiler compiler) {}

    private static synchronized Known known(Target target) throws Exception {
        Known known = KNOWN.get(target);
        if (known == null) {
            CCompiler compiler = compiler(target);
            known = new Known(
                    CatalogueSource.embedded(target.triplet(), compiler.libcVersion())
                            .orElseThrow()
                            .readAll(),
                    compiler);
            KNOWN.put(target, known);
        }
        return known;
    }

    private static CCompiler compiler(Target target) throws Exception {
        CCompiler compiler;
        try {
            compiler = new CCompilerLocator(System.getenv(), LIMIT).locate(null, target.triplet());
        } catch (GenerationException e) {
            if (e.diagnostics().get(0).code() != Code.SG0408) {
                throw e;
            }
            throw skipped(target, "there is no compiler for it: install " + target.packages());
        }
        Optional<LibcVersion> libc = compiler.libcVersion();
        if (Recordings.of(target.triplet()).stream()
                .noneMatch(recording -> libc.filter(recording.libc()::equals).isPresent())) {
            throw skipped(target, "there is no catalogue of the C library here, " + libc);
        }
        return compiler;
    }

    private static RuntimeException skipped(Target target, String why) {
        String reason = "skipped for " + target.triplet() + ": " + why;
        System.out.println("CatalogueTruthTest " + reason);
        Assumptions.abort(reason);
        return new IllegalStateException(reason);
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void prototypesAreThoseOfTheHeaders(Target target) throws Exception {
        Known known = known(target);
        HeaderFacts facts = known.facts();
        StringBuilder c = start(facts);
        for (FunctionFact function : facts.functions().values()) {
            String name = function.name();
            // clang 14 takes _Float32 for float, and gcc 12 does not.
            if (MACROS.contains(name)
                    || (target.equals(Target.glibc(Machine.I386))
                            && REGPARM.matcher(name).matches())
                    || (function.prototype().contains("_Complex") && name.matches(".*f(32|64)x?"))) {
                continue;
            }
            c.append(function.prototype().replaceFirst("\\b" + name + "\\(", "shimgen_check_" + name + "("))
                    .append(";\n_Static_assert(__builtin_types_compatible_p(__typeof__(")
                    .append(name)
                    .append("), __typeof__(shimgen_check_")
                    .append(name)
                    .append(")), \"")
                    .append(name)
                    .append("\");\n");
        }
        proves(known, c);
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void layoutsAreThoseOfTheHeaders(Target target) throws Exception {
        Known known = known(target);
        HeaderFacts facts = known.facts();
        StringBuilder c = start(facts);
        for (StructFact struct : facts.structs().values()) {
            String type = struct.type();
            if (COMPILERS_OWN.contains(type)) {
                continue;
            }
            c.append("_Static_assert(sizeof(")
                    .append(type)
                    .append(") == ")
                    .append(struct.size())
                    .append(", \"")
                    .append(type)
                    .append("\");\n");
            c.append("_Static_assert(_Alignof(")
                    .append(type)
                    // A skipped field or an attribute of the whole struct can ask for more (StructFact).
                    .append(") >= ")
                    .append(struct.alignment())
                    .append(", \"")
                    .append(type)
                    .append("\");\n");
            for (StructFact.Field field : struct.fields()) {
                // si_pid, sa_handler and their kin are macros for the way to the field.
                for (String part : field.name().split("\\.", -1)) {
                    c.append("#undef ").append(part).append('\n');
                }
                String place = type + ", " + field.name();
                c.append("_Static_assert(__builtin_offsetof(")
                        .append(place)
                        .append(") == ")
                        .append(field.offset());
                // A flexible array has no size of its own (C11 6.7.2.1).
                if (field.size() > 0) {
                    c.append(" && sizeof(((")
                            .append(type)
                            .append(" *)0)->")
                            .append(field.name())
                            .append(") == ")
                            .append(field.size());
                }
                c.append(", \"").append(place).append("\");\n");
            }
        }
        proves(known, c);
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void constantsAreThoseOfTheHeaders(Target target) throws Exception {
        Known known = known(target);
        HeaderFacts facts = known.facts();
        StringBuilder c = start(facts);
        int checked = 0;
        for (ConstantFact constant : facts.constants().values()) {
            if (constant.value() instanceof ConstantFact.Int number
                    && !constant.name().startsWith("__")
                    && !REDEFINED.contains(constant.name())
                    && !(known.compiler().isForMusl() && NOT_OF_MUSL.contains(constant.name()))) {
                String type = number.bits() == 64 ? "long long" : "int";
                String value =
                        number.value() == Long.MIN_VALUE ? "(-9223372036854775807LL - 1)" : number.value() + "LL";
                c.append("_Static_assert((" + type + ")(")
                        .append(constant.name())
                        .append(") == (" + type + ")")
                        .append(value)
                        .append(", \"")
                        .append(constant.name())
                        .append("\");\n");
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(known.compiler().isForMusl() ? 7_000 : 10_000);
        proves(known, c);
    }

    private static StringBuilder start(HeaderFacts facts) {
        StringBuilder c = new StringBuilder("#define _GNU_SOURCE 1\n");
        facts.publicHeaders()
                .forEach(header -> c.append("#include <").append(header).append(">\n"));
        return c;
    }

    private static void proves(Known known, StringBuilder c) throws Exception {
        CommandResult result = compile(known.compiler(), c.toString());
        List<String> errors =
                result.stderr().lines().filter(line -> line.contains("error")).toList();
        assertThat(errors).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static CommandResult compile(CCompiler compiler, String c) throws Exception {
        List<String> command = new ArrayList<>(compiler.command());
        command.addAll(List.of("-std=gnu11", "-w", "-fmax-errors=1000000", "-fsyntax-only", "-x", "c", "-"));
        return CommandRunner.run(command, Path.of("."), c, LIMIT);
    }
}
