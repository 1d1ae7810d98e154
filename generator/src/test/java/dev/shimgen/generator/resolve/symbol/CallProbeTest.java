package dev.shimgen.generator.resolve.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.function.VariadicFunctions;
import dev.shimgen.generator.resolve.include.DeclarationProbe;
import dev.shimgen.generator.resolve.include.HeaderCheck;
import dev.shimgen.generator.resolve.include.HeaderOrder;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.resolve.vocabulary.TailRule;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiled references to every function of libc at once. */
class CallProbeTest {

    private static Platform platform;
    private static HeaderFacts facts;
    private static IncludableHeaders publicHeaders;
    private static List<FunctionFact> functions;
    private static CallProbe.References references;

    @BeforeAll
    static void probe() throws Exception {
        platform = Machine.platform();
        facts = Machine.facts();
        publicHeaders = new IncludableHeaders(facts, platform);
        List<FunctionFact> exported = facts.functions().values().stream()
                .filter(f -> platform.exports().has(f.name()))
                .toList();
        SortedSet<String> headers = new TreeSet<>();
        exported.forEach(f -> headers.add(publicHeaders.of(f.header())));
        HeaderOrder.Result order = HeaderOrder.find(headers, HeaderCheck.with(platform));
        assertThat(order.message()).isEmpty();
        Prelude prelude = Prelude.of(order.headers());
        Preprocessed preprocessed = platform.compiler().preprocess(prelude.text(), List.of());
        Set<String> declared = DeclarationProbe.declared(
                exported.stream().map(FunctionFact::name).toList(), prelude, preprocessed, platform, List.of());
        functions = exported.stream().filter(f -> declared.contains(f.name())).toList();
        references = CallProbe.probe(functions, prelude, preprocessed, platform);
    }

    @Test
    void nearlyAllOfLibcIsDeclaredAsTheFactsSay() {
        assertThat(functions).hasSizeGreaterThan(2000);
        assertThat(functions).extracting(FunctionFact::name).doesNotContain("__pthread_register_cancel");
    }

    private static String header(String function) {
        return Objects.requireNonNull(facts.function(function), function).header();
    }

    @Test
    void headersAreThoseThatAProgramMayInclude() {
        assertThat(facts.functions().values())
                .extracting(f -> publicHeaders.of(f.header()))
                .noneMatch(h -> h.startsWith("bits/") || h.startsWith("gnu/") || h.startsWith("asm-generic/"));
        assertThat(publicHeaders.of(header("ptrace"))).isEqualTo("sys/ptrace.h");
        assertThat(publicHeaders.of(header("statx"))).isEqualTo("sys/stat.h");
        assertThat(publicHeaders.of(header("cos"))).isEqualTo("math.h");
    }

    @Test
    void redirectsAreSeen() {
        // glibc 2.38 brought C23's scanf, which knows 0b1.
        String standard = platform.exports().has("__isoc23_scanf") ? "__isoc23_" : "__isoc99_";
        assertThat(references.redirected().get("scanf")).contains(standard + "scanf");
        assertThat(references.redirected().get("swscanf")).contains(standard + "swscanf");
        assertThat(references.redirected().get("lseek")).isEqualTo(new TreeSet<>(Set.of("lseek64")));
        if (platform.exports().has("stat")) {
            assertThat(references.redirected().get("stat")).isEqualTo(new TreeSet<>(Set.of("stat64")));
        }
        assertThat(references.redirected()).doesNotContainKey("access");
    }

    @Test
    void functionsThatNeverReturnAreFound() {
        assertThat(references.noReturn())
                .contains(
                        "_exit",
                        "_Exit",
                        "abort",
                        "err",
                        "errx",
                        "exit",
                        "longjmp",
                        "pthread_exit",
                        "quick_exit",
                        "thrd_exit",
                        "siglongjmp",
                        "verr")
                .doesNotContain("read", "execve", "warn", "raise", "qsort", "error")
                .hasSizeLessThan(30);
    }

    /** What a program can be compiled to ask for, and no one knows, would be missing from a trace. */
    @Test
    void everyFormThatACompiledCallAsksForIsKnown() {
        Siblings siblings = new Siblings(facts, platform.exports(), Set.of());
        VariadicFunctions variadic = new VariadicFunctions();
        SortedSet<String> unknown = new TreeSet<>();
        for (FunctionFact function : functions) {
            TailRule tail = variadic.of(function, facts, platform.exports());
            if (tail != null) {
                Set<String> known = new TreeSet<>();
                siblings.of(function, tail).forEach(s -> known.add(s.symbol()));
                Pattern form = Pattern.compile("_*(isoc\\d+_)?" + Pattern.quote(function.name()) + "(64)?(_chk|_2)?");
                Stream.of(references.called(), references.redirected())
                        .flatMap(m -> m.getOrDefault(function.name(), new TreeSet<>()).stream())
                        .filter(s ->
                                form.matcher(s).matches() && platform.exports().has(s) && !known.contains(s))
                        .forEach(symbol -> unknown.add(symbol));
            }
        }
        assertThat(references.called().get("read")).contains("__read_chk");
        assertThat(unknown).isEmpty();
    }
}
