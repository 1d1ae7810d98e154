package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.facts.FloatTypes;
import dev.shimgen.generator.resolve.facts.TransparentUnions;
import dev.shimgen.generator.resolve.function.VariadicFunctions;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.proposal.ExpectedSignature;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfSymbol;
import dev.shimgen.generator.toolchain.Target;
import dev.shimgen.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One spec for each other platform that names every function which its headers declare and its libraries export: what is not
 * refused compiles there without a warning, passed through and traced. What is refused stands in a file, with its code.
 */
@Tag("whole-libc")
class ForeignLibcTest {

    static final Target I386 = Target.glibc(dev.shimgen.generator.toolchain.Machine.I386);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final VariadicFunctions RULES = new VariadicFunctions();

    /**
     * Functions of groups that cannot stand for musl's: {@code pthread_t} is a pointer there and {@code cpu_set_t} a type of its own,
     * ioctl(2) takes an int, {@code __fpurge} returns one, and {@code strerror_r} is POSIX's.
     */
    private static final List<String> OTHER_TYPES_ON_MUSL = List.of(
            "__fpurge",
            "ioctl",
            "pthread_cancel",
            "pthread_detach",
            "pthread_getaffinity_np",
            "pthread_getattr_np",
            "pthread_getcpuclockid",
            "pthread_getname_np",
            "pthread_getschedparam",
            "pthread_join",
            "pthread_kill",
            "pthread_setaffinity_np",
            "pthread_setname_np",
            "pthread_setschedparam",
            "pthread_timedjoin_np",
            "pthread_tryjoin_np",
            "sched_getaffinity",
            "sched_setaffinity",
            "strerror_r");

    @TempDir
    private Path folder;

    /** All but that which the other tests are about. */
    static Stream<Target> foreign() {
        return Target.all().stream().filter(target -> !target.triplet().equals("x86_64-linux-gnu"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void allOfItCompiles(Target target) throws Exception {
        CCompiler compiler = compiler(target);
        LibraryExports exports = Platform.of(compiler).exports();
        CatalogueSource catalogue = CatalogueSource.embedded(target.triplet()).orElseThrow();
        HeaderFacts facts = FloatTypes.replaced(TransparentUnions.replaced(catalogue.readAll()));
        List<FunctionFact> functions = facts.functions().values().stream()
                .filter(function -> exports.has(function.name()))
                .toList();
        assertThat(functions).hasSizeGreaterThan(1000);
        Map<String, String> refused =
                refused(compiler, catalogue, spec(target, "", functions, facts, exports, name -> true));
        System.out.printf(
                "functions of %s: %d wrapped, %d refused, %d declared and exported%n",
                target.triplet(), functions.size() - refused.size(), refused.size(), functions.size());
        Goldens.assertMatches(
                Goldens.folder("fixtures/whole-libc").resolve("refused-" + target.triplet() + ".txt"),
                refused.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue() + "\n")
                        .collect(Collectors.joining()));
        for (String behaviour : List.of("", "@Trace")) {
            ShimSpec spec = spec(target, behaviour, functions, facts, exports, name -> !refused.containsKey(name));
            ShimPlan plan = new Planner(compiler, Behaviours.load()).plan(spec, catalogue, new Diagnostics());
            assertThat(plan.calls()).hasSize(functions.size() - refused.size());
            for (GeneratedFile file : new CEmitter(Templates.load(), Behaviours.load()).emit(plan)) {
                Files.writeString(folder.resolve(file.path()), file.text());
            }
            compile(compiler, plan);
        }
    }

    /**
     * What a group leaves out silently is what this libc does not have. Seen to fail on musl, where no recording had {@code struct
     * timespec}: nanosleep, clock_gettime and forty others were missing, and Timers was refused.
     */
    @ParameterizedTest
    @MethodSource("foreign")
    void groupsLeaveOutWhatIsNotThere(Target target) throws Exception {
        CCompiler compiler = compiler(target);
        LibraryExports exports = Platform.of(compiler).exports();
        CatalogueSource catalogue = CatalogueSource.embedded(target.triplet()).orElseThrow();
        HeaderFacts facts = catalogue.readAll();
        Diagnostics diagnostics = new Diagnostics();
        ShimPlan plan = new Planner(compiler, Behaviours.load())
                .plan(
                        Machine.spec(
                                "Groups",
                                "@Shim(\"groups\")\n@Trace\n@Partial",
                                String.join(", ", ReadyMadeGroups.names())),
                        catalogue,
                        diagnostics);
        assertThat(plan.absent().stream()
                        .map(AbsentCall::name)
                        .filter(name -> facts.function(name) != null && exports.has(name))
                        .toList())
                .isEqualTo(compiler.isForMusl() ? OTHER_TYPES_ON_MUSL : List.of());
    }

    /** As shimgen:compile does it; on musl, whose symbols have no versions, there is no version script. */
    private void compile(CCompiler compiler, ShimPlan plan) throws Exception {
        List<String> command = new ArrayList<>(compiler.command());
        command.addAll(CCompiler.LANGUAGE);
        command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-shared", "-fvisibility=hidden"));
        assertThat(plan.versions().isEmpty()).isEqualTo(compiler.isForMusl());
        if (!plan.versions().isEmpty()) {
            command.addAll(
                    List.of("-DSHIMGEN_VERSIONS", "-Wl,--version-script=" + CEmitter.versionScript(plan.name())));
        }
        command.addAll(List.of("-o", plan.name() + ".so", plan.name() + ".c"));
        CommandResult built = CommandRunner.run(command, folder, "", LIMIT);
        assertThat(built.stderr()).isEmpty();
        Set<String> planned = plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .map(EntryPlan::symbol)
                .collect(Collectors.toSet());
        ElfFile library = ElfFile.read(folder.resolve(plan.name() + ".so"));
        assertThat(library.exports()).containsAll(planned);
        Set<String> versioned = library.dynamicSymbols().stream()
                .filter(ElfSymbol::exported)
                .map(symbol -> symbol.name() + '@' + symbol.version())
                .collect(Collectors.toSet());
        LibraryExports exports = Platform.of(compiler).exports();
        List<String> missing = planned.stream()
                .flatMap(symbol -> exports.versions(symbol).stream().map(version -> symbol + '@' + version.name()))
                .filter(symbol -> !versioned.contains(symbol))
                .sorted()
                .toList();
        assertThat(missing)
                .as("each version of a name that is different code in different versions")
                .isEmpty();
    }

    static CCompiler compiler(Target target) throws GenerationException {
        try {
            return new CCompilerLocator(System.getenv(), LIMIT).locate(null, target.triplet());
        } catch (GenerationException e) {
            if (e.diagnostics().get(0).code() != Code.SG0408) {
                throw e;
            }
            String reason = "SKIPPED: " + e.diagnostics().get(0).message();
            System.out.println(reason);
            abort(reason);
            throw e;
        }
    }

    static ShimSpec spec(
            Target target,
            String behaviour,
            List<FunctionFact> functions,
            HeaderFacts facts,
            LibraryExports exports,
            Predicate<String> wanted) {
        ExpectedSignature expected = new ExpectedSignature(facts);
        String name = "Foreign" + (behaviour.isEmpty() ? "Passed" : "Traced")
                + target.triplet().replaceAll("[-_]", "");
        return Machine.spec(
                name,
                "@Shim(\"" + name.toLowerCase(Locale.ROOT) + "\")\n" + behaviour,
                "",
                functions.stream()
                        .filter(function -> wanted.test(function.name()))
                        .map(function -> {
                            TailRule tail = RULES.of(function, facts, exports);
                            var parameters = new ArrayList<>(function.parameters());
                            if (tail != null) {
                                parameters.addAll(tail.parameters());
                            }
                            return expected.of(function, parameters) + ";";
                        })
                        .toArray(String[]::new));
    }

    /** By function, the code of the error that refuses it. */
    private static Map<String, String> refused(CCompiler compiler, CatalogueSource catalogue, ShimSpec spec) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            new Planner(compiler, Behaviours.load()).plan(spec, catalogue, diagnostics);
        } catch (GenerationException e) {
            assertThat(e.diagnostics()).isEqualTo(diagnostics.all());
        }
        Map<String, String> refused = new TreeMap<>();
        for (Diagnostic error : diagnostics.all()) {
            if (error.severity() == Diagnostic.Severity.ERROR) {
                String line = error.position() == null
                        ? error.message()
                        : String.valueOf(error.position().text());
                refused.put(line.replaceFirst("^\\s*\\w+ (\\w+)\\(.*", "$1"), String.valueOf(error.code()));
            }
        }
        return refused;
    }
}
