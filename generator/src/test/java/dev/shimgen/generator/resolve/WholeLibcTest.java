package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.emit.java.JavaEmitter;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.FunctionHistory;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.function.RefusedFunctions;
import dev.shimgen.generator.resolve.function.VariadicFunctions;
import dev.shimgen.generator.resolve.include.DeclarationProbe;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.resolve.proposal.ExpectedSignature;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Preprocessed;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One spec that names every function which the headers declare and the libraries export: those of the catalogue, with the
 * signature that an error message would propose, and the ready-made groups of what jextract cannot describe. What is
 * refused stands in a file, with its code, so that the list cannot grow unseen.
 */
@Tag("whole-libc")
class WholeLibcTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** vfork, exec, dlopen by ctypes, long double through libm: what is jumped to, and what the groups add. */
    private static final String SUBPROCESS = "import ctypes, subprocess;"
            + "libm = ctypes.CDLL(None); libm.sqrtl.restype = ctypes.c_longdouble;"
            + "libm.sqrtl.argtypes = [ctypes.c_longdouble]; assert libm.sqrtl(2.25) == 1.5;"
            + "print(subprocess.run(['echo', 'ok'], capture_output=True, text=True).stdout, end='')";

    private static final VariadicFunctions RULES = new VariadicFunctions();

    /** The functions that the catalogue does not have. */
    private static final String GROUPS = "Float128ComplexMath, Float128Math, Float64xComplexMath, Float64xMath,"
            + " LongDoubleComplexMath, LongDoubleMath, LongDoubleText";

    /** The release whose functions the groups have. */
    private static final LibcVersion OF_THE_GROUPS = LibcVersion.glibc(2, 36);

    /** All of libc is planned for it, so it is kept for all tests. */
    private static @Nullable Map<String, String> refused;

    private static HeaderFacts facts;
    private static List<FunctionFact> functions;
    private static LibraryExports exports;

    /** The libraries stay there: benchmarks/sweep.py runs programs under them. */
    private final Path folder = Path.of("target/whole-libc").toAbsolutePath();

    @BeforeAll
    static void read() throws Exception {
        facts = Machine.facts();
        exports = Machine.platform().exports();
        functions = facts.functions().values().stream()
                .filter(f -> exports.has(f.name()))
                .toList();
    }

    private static String method(FunctionFact function) {
        TailRule tail = RULES.of(function, facts, exports);
        var parameters = new ArrayList<>(function.parameters());
        parameters.addAll(tail.parameters());
        return new ExpectedSignature(facts).of(function, parameters) + ";";
    }

    static ShimSpec spec(String name, String behaviour, Predicate<String> wanted) {
        return Machine.spec(
                name,
                "@Shim(\"" + name.toLowerCase(Locale.ROOT) + "\")\n" + behaviour,
                GROUPS,
                functions.stream()
                        .filter(f -> wanted.test(f.name()))
                        .map(WholeLibcTest::method)
                        .toArray(String[]::new));
    }

    /** By function, the code of the error that refuses it. */
    static synchronized Map<String, String> refused() {
        if (refused == null) {
            refused = Map.copyOf(findRefused());
        }
        return refused;
    }

    private static Map<String, String> findRefused() {
        Diagnostics diagnostics = new Diagnostics();
        try {
            Machine.plan(spec("Everything", "", name -> true), diagnostics);
        } catch (GenerationException e) {
            assertThat(e.diagnostics()).isEqualTo(diagnostics.all());
        }
        Map<String, String> refused = new TreeMap<>();
        for (Diagnostic error : diagnostics.all()) {
            if (error.severity() == Diagnostic.Severity.ERROR) {
                String line = error.position() == null
                        ? ""
                        : String.valueOf(error.position().text());
                refused.put(line.replaceFirst("^\\s*\\w+ (\\w+)\\(.*", "$1"), String.valueOf(error.code()));
                // A refusal is no dead end.
                assertThat(error.message()).containsPattern("Instead, |Wrap |wrap |way out|ways out");
            }
        }
        return refused;
    }

    @Test
    void everyFunctionIsPlannedOrRefusedForAReason() throws Exception {
        String libc = CommandRunner.run(List.of("getconf", "GNU_LIBC_VERSION"), null, "", LIMIT)
                .stdout()
                .strip();
        assumeTrue(libc.equals("glibc 2.36"), () -> "SKIPPED: the list is that of glibc 2.36, this is " + libc);
        Goldens.assertMatches(
                Goldens.folder("fixtures/whole-libc").resolve("refused.txt"),
                new TreeMap<>(refused())
                        .entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue() + "\n")
                                .collect(Collectors.joining()));
    }

    /** Every exported function that a header declares is in the catalogue, in a group, or refused with a reason. */
    @Test
    void noFunctionIsForgotten() throws Exception {
        Set<String> refused = refused().keySet();
        ShimSpec spec = spec("Counted", "", name -> !refused.contains(name));
        Set<String> named = spec.methods().stream().map(SpecMethod::name).collect(Collectors.toSet());
        RefusedFunctions others = new RefusedFunctions();
        List<String> unnamed = exports.byName().keySet().stream()
                .filter(name -> !named.contains(name) && !refused.contains(name) && others.of(name) == null)
                .toList();
        Set<String> forgotten = new TreeSet<>();
        for (String header : facts.publicHeaders()) {
            Prelude prelude = Prelude.of(List.of("sys/types.h", "stdio.h", header));
            Preprocessed preprocessed = Machine.compiler().preprocess(prelude.text(), List.of());
            forgotten.addAll(DeclarationProbe.declared(unnamed, prelude, preprocessed, Machine.platform(), List.of()));
        }
        // The groups of what jextract cannot describe are of a release; what came later has to be there in the next
        // one.
        forgotten.removeIf(name ->
                FunctionHistory.since(name).filter(OF_THE_GROUPS::isOlderThan).isPresent()
                        && facts.skipped().containsKey(name));
        // What inline functions of older headers call, which jextract does not see: strtoimax of <inttypes.h> before
        // 2.32.
        forgotten.removeIf(name -> name.matches("__(str|wcs)tou?ll?_internal"));
        System.out.printf(
                "functions of libc: %d wrapped, %d refused, %d declared and exported%n",
                named.size(), refused.size(), named.size() + refused.size() + forgotten.size());
        assertThat(forgotten).isEmpty();
        assertThat(named).hasSizeGreaterThan(2700);
    }

    @Test
    void allOfItCompilesAndProgramsRunUnderIt() throws Exception {
        Files.createDirectories(folder);
        Set<String> refused = refused().keySet();
        for (String behaviour : List.of("", "@Trace")) {
            long start = System.nanoTime();
            ShimSpec spec = spec(behaviour.isEmpty() ? "Passed" : "Traced", behaviour, name -> !refused.contains(name));
            Diagnostics diagnostics = new Diagnostics();
            long read = System.nanoTime();
            ShimPlan plan =
                    new Planner(Machine.compiler(), Behaviours.load()).plan(spec, Machine.catalogue(), diagnostics);
            long planned = System.nanoTime();
            assertThat(plan.calls()).extracting(CallPlan::name).hasSizeGreaterThan(2000);
            List<GeneratedFile> files = emit(plan);
            JavaEmitter.emit(plan);
            long emitted = System.nanoTime();
            System.out.printf(
                    "%d functions %s: read %d ms, planned %d ms, emitted %d ms, %d lines%n",
                    plan.calls().size(),
                    behaviour,
                    ms(start, read),
                    ms(read, planned),
                    ms(planned, emitted),
                    files.get(0).text().lines().count());
            // The last one is what programs run under.
            for (String compiler : List.of("clang", "gcc")) {
                if (!isInstalled(compiler)) {
                    System.out.println("SKIPPED: no " + compiler + " on this machine");
                    continue;
                }
                // Without optimization, what is never called is still there, and gcc says more of it.
                if (compiler.equals("gcc")) {
                    compile(plan, compiler, "-O0");
                }
                compile(plan, compiler, "-O2");
            }
            Path library = folder.resolve("lib" + plan.name() + ".so");
            needsFewRelocations(library);
            runs(library, "/", "ls", "/");
            runs(library, "3\n", "bash", "-c", "echo $((1 + 2))");
            runs(library, "[2, 3]\n", "python3", "-c", "print(sorted([3, 2]))");
            runs(library, "ok\n", "python3", "-c", SUBPROCESS);
            runs(library, "/", "git", "--version");
        }
        programsSayTheSame();
    }

    /** A minute's selection of the sweep; benchmarks/README.md tells how to run all of it. */
    private void programsSayTheSame() throws Exception {
        if (!isInstalled("python3")) {
            System.out.println("SKIPPED: no python3 on this machine, which benchmarks/sweep.py is written in");
            return;
        }
        List<String> line = new ArrayList<>(List.of(
                "python3",
                "../benchmarks/sweep.py",
                "--passed",
                folder.resolve("libpassed.so").toString(),
                "--traced",
                folder.resolve("libtraced.so").toString()));
        line.addAll(List.of(("bash cat cp curl dash date env find gawk git grep gzip id ls make mv openssl perl python3"
                        + " sed sort sqlite3 ssh-keygen stat tar xz"
                        + " git-clone make-c-project maven-version perl python-processes sqlite tar-round-trip text-tools")
                .split(" ")));
        CommandResult sweep = CommandRunner.run(line, null, "", Duration.ofMinutes(15));
        System.out.print(sweep.stdout());
        assertThat(sweep.exitCode())
                .as(sweep.stdout() + sweep.stderr() + "benchmarks/sweep.py --keep FOLDER keeps what differs")
                .isZero();
    }

    private List<GeneratedFile> emit(ShimPlan plan) throws IOException {
        List<GeneratedFile> files = new CEmitter(Templates.load(), Behaviours.load()).emit(plan);
        for (GeneratedFile file : files) {
            Files.writeString(folder.resolve(file.path()), file.text());
        }
        return files;
    }

    private void compile(ShimPlan plan, String compiler, String level) throws Exception {
        long from = System.nanoTime();
        CommandResult built = CommandRunner.run(
                List.of(
                        compiler,
                        "-std=gnu11",
                        level,
                        "-fPIC",
                        "-fexceptions",
                        "-fasynchronous-unwind-tables",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-shared",
                        "-fvisibility=hidden",
                        "-o",
                        "lib" + plan.name() + ".so",
                        "-DSHIMGEN_VERSIONS",
                        "-Wl,--version-script=" + CEmitter.versionScript(plan.name()),
                        plan.name() + ".c"),
                folder,
                "",
                LIMIT);
        System.out.printf("%s %s: %d ms%n", compiler, level, ms(from, System.nanoTime()));
        assertThat(built.stderr()).isEmpty();
    }

    /** Each is work for the dynamic linker at every start of a program, and a page that programs cannot share. */
    private void needsFewRelocations(Path library) throws Exception {
        CommandResult read = CommandRunner.run(List.of("readelf", "-rW", library.toString()), folder, "", LIMIT);
        assertThat(read.stdout().lines().filter(line -> line.matches("[0-9a-f]{8,} .*")))
                .as("relocations of %s", library)
                .hasSizeLessThan(100);
    }

    private void runs(Path library, String expected, String... command) throws Exception {
        if (!isInstalled(command[0])) {
            System.out.println("SKIPPED: no " + command[0] + " on this machine");
            return;
        }
        for (boolean traced : List.of(false, true)) {
            List<String> line = new ArrayList<>(List.of("env", "LD_PRELOAD=" + library));
            if (traced) {
                line.add("SHIMGEN_TRACE=" + folder.resolve("trace"));
            }
            line.addAll(List.of(command));
            CommandResult result = CommandRunner.run(line, folder, "", LIMIT);
            assertThat(result.stderr()).as(line.toString()).isEmpty();
            assertThat(result.exitCode()).as(line.toString()).isZero();
            assertThat(result.stdout()).as(line.toString()).endsWith(expected.equals("/") ? "\n" : expected);
        }
    }

    private static boolean isInstalled(String program) throws CommandRunner.TimeoutException {
        try {
            return CommandRunner.run(List.of(program, "--version"), null, "", LIMIT)
                    .ok();
        } catch (IOException e) {
            return false;
        }
    }

    private static long ms(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
