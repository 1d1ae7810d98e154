package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The C compiler proves the catalogue: one static assertion a prototype, a size, an offset and a constant. */
class CatalogueTruthTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    /** Once {@code <libgen.h>} is included the name is a macro for {@code __xpg_basename}, another function. */
    private static final Set<String> MACROS = Set.of("basename");

    /** Declared with {@code __attribute__((aligned))}, of which a memory layout has no trace. */
    private static final Set<String> ALIGNED =
            Set.of("La_x86_64_vector", "__pthread_unwind_buf_t", "struct rseq", "struct rseq_cs");

    /** The compiler's own {@code <stddef.h>} has it, with fields of its own. */
    private static final Set<String> COMPILERS_OWN = Set.of("max_align_t");

    /**
     * Macros that mean something else at the end of all headers: two headers give them two values, a later header takes
     * them back, or, since glibc 2.34, makes them a call of sysconf.
     */
    private static final Set<String> REDEFINED =
            Set.of("ABORT", "NOP", "ARG_MAX", "LINK_MAX", "NR_OPEN", "MINSIGSTKSZ", "SIGSTKSZ");

    @SuppressWarnings("NullAway.Init")
    private static HeaderFacts facts;

    @BeforeAll
    static void sameLibc() throws Exception {
        facts = CatalogueSource.embedded(PLATFORM).orElseThrow().readAll();
        CommandResult version = compile(
                "#include <features.h>\n#if !defined __x86_64__ || __GLIBC__ != 2 || __GLIBC_MINOR__ != 36\n#error other\n#endif\n");
        if (!version.ok()) {
            String reason = "skipped: the headers here are not those of the catalogue, glibc 2.36 on x86_64";
            System.out.println("CatalogueTruthTest " + reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void prototypesAreThoseOfTheHeaders() throws Exception {
        StringBuilder c = start();
        for (FunctionFact function : facts.functions().values()) {
            String name = function.name();
            // clang 14 takes _Float32 for float, and gcc 12 does not.
            if (MACROS.contains(name) || (function.prototype().contains("_Complex") && name.matches(".*f(32|64)x?"))) {
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
        proves(c);
    }

    @Test
    void layoutsAreThoseOfTheHeaders() throws Exception {
        StringBuilder c = start();
        for (StructFact struct : facts.structs().values()) {
            String type = struct.type();
            if (COMPILERS_OWN.contains(type)) {
                continue;
            }
            String exact = struct.complete() && !ALIGNED.contains(type) ? ") == " : ") >= ";
            c.append("_Static_assert(sizeof(")
                    .append(type)
                    .append(") == ")
                    .append(struct.size())
                    .append(", \"")
                    .append(type)
                    .append("\");\n");
            c.append("_Static_assert(_Alignof(")
                    .append(type)
                    .append(exact)
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
        proves(c);
    }

    @Test
    void constantsAreThoseOfTheHeaders() throws Exception {
        StringBuilder c = start();
        int checked = 0;
        for (ConstantFact constant : facts.constants().values()) {
            if (constant.value() instanceof ConstantFact.Int number
                    && !constant.name().startsWith("__")
                    && !REDEFINED.contains(constant.name())) {
                String type = number.bits() == 64 ? "long" : "int";
                String value = number.value() == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : number.value() + "L";
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
        assertThat(checked).isGreaterThan(11_000);
        proves(c);
    }

    private static StringBuilder start() {
        StringBuilder c = new StringBuilder("#define _GNU_SOURCE 1\n");
        facts.publicHeaders()
                .forEach(header -> c.append("#include <").append(header).append(">\n"));
        return c;
    }

    private static void proves(StringBuilder c) throws Exception {
        CommandResult result = compile(c.toString());
        List<String> errors =
                result.stderr().lines().filter(line -> line.contains("error")).toList();
        assertThat(errors).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static CommandResult compile(String c) throws Exception {
        return CommandRunner.run(
                List.of("cc", "-std=gnu11", "-w", "-fmax-errors=1000000", "-fsyntax-only", "-x", "c", "-"),
                Path.of("."),
                c,
                Duration.ofMinutes(3));
    }
}
