package dev.shimgen.generator.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.ElfIdentity;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs that an expert would have written, and that are generated from without a message. */
class ScaffoldTest {

    @TempDir
    private Path folder;

    private static Set<String> names(ShimPlan plan) {
        return plan.calls().stream().map(CallPlan::name).collect(Collectors.toSet());
    }

    private static Set<String> symbols(ShimPlan plan) {
        return plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .map(EntryPlan::symbol)
                .collect(Collectors.toSet());
    }

    private ShimPlan planned(String name, Scaffold scaffold) throws Exception {
        List<Diagnostic> messages = new ArrayList<>();
        ShimPlan plan = Scaffolds.plan(name, scaffold.source(), folder, messages);
        assertThat(messages).isEmpty();
        return plan;
    }

    /** A folder a case: {@code selection.properties}, and what is written for it. */
    @TestFactory
    Stream<DynamicTest> expectedSources() throws IOException {
        Path cases = Goldens.folder("fixtures/scaffold");
        return Files.list(cases)
                .sorted()
                .map(dir -> DynamicTest.dynamicTest(String.valueOf(dir.getFileName()), () -> {
                    Properties properties = new Properties();
                    try (Reader reader = Files.newBufferedReader(dir.resolve("selection.properties"))) {
                        properties.load(reader);
                    }
                    String name = properties.getProperty("interface");
                    Scaffold scaffold = Scaffolds.of(
                            name, new Selection(list(properties, "functions"), list(properties, "header"), List.of()));
                    Goldens.assertMatches(dir.resolve("expected.java.txt"), scaffold.source());
                    Goldens.assertMatches(
                            dir.resolve("log.txt"),
                            Stream.concat(scaffold.notes().stream(), Stream.of(scaffold.summary()))
                                    .collect(Collectors.joining("\n", "", "\n")));
                    List<Diagnostic> messages = new ArrayList<>();
                    Scaffolds.plan(name, scaffold.source(), Files.createTempDirectory(folder, "case"), messages);
                    assertThat(messages).isEmpty();
                }));
    }

    private static List<String> list(Properties properties, String key) {
        String value = properties.getProperty(key, "");
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "bash", "tar", "git", "python3"})
    void aProgramsImportsArePlannedWithoutAMessage(String program) throws Exception {
        Optional<Path> path = Scaffolds.program(program);
        assumeTrue(path.isPresent(), () -> "SKIPPED: no " + program + " on this machine");
        Scaffold scaffold = Scaffolds.of("example.Program", Scaffolds.programs(path.get()));
        ShimPlan plan = planned("example.Program", scaffold);
        assertThat(names(plan)).contains("malloc", "free", "strlen").doesNotContain("__sprintf_chk", "open64");
        assertThat(scaffold.notes().get(0)).startsWith(path.get() + " imports ").contains(" of other libraries");
    }

    @Test
    void everySymbolThatLsImportsIsCoveredOrNamedInAComment() throws Exception {
        Path ls = Scaffolds.program("ls").orElseThrow();
        Scaffold scaffold = Scaffolds.of("example.Ls", Scaffolds.programs(ls));
        Set<String> covered = symbols(planned("example.Ls", scaffold));
        var library = LibraryFunctions.of(Scaffolds.compiler(), Scaffolds.catalogue());
        var identity = ElfIdentity.of(ls).orElseThrow();
        for (String symbol : Imports.of(ls, library, identity).ofLibc()) {
            boolean explained =
                    scaffold.source().lines().anyMatch(line -> line.matches("    // .*\\b" + symbol + "\\b.*"));
            assertThat(covered.contains(symbol) || explained).as(symbol).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sys/socket.h, recvmsg",
        "sys/stat.h, mkdir",
        "stdlib.h, malloc",
        "stdio.h, fopen",
        "unistd.h, close",
        "math.h, sin",
        "pthread.h, pthread_create"
    })
    void aHeadersFunctionsArePlannedWithoutAMessage(String header, String function) throws Exception {
        Scaffold scaffold = Scaffolds.of("example.Header", Scaffolds.headers(header));
        assertThat(names(planned("example.Header", scaffold))).contains(function);
        assertThat(scaffold.source()).contains("/** {@code <" + header + ">}. */");
    }

    @Test
    void aGroupIsExtendedOnlyWhenAllOfItIsWanted() throws Exception {
        String whole = Scaffolds.of(
                        "example.Sizes", Scaffolds.functions("truncate", "ftruncate", "fallocate", "posix_fallocate"))
                .source();
        assertThat(whole).contains("public interface Sizes extends FileSize {}");
        Scaffold part = Scaffolds.of("example.Sizes", Scaffolds.functions("truncate", "ftruncate", "fallocate"));
        assertThat(part.source()).doesNotContain("posix_fallocate").contains("@Flags(\"FALLOC_FL_\") int mode");
        assertThat(part.notes()).anyMatch(note -> note.startsWith("all of FileSize but posix_fallocate "));
    }

    @Test
    void anInterfaceOfAGroupsNameDoesNotExtendThatGroup() throws Exception {
        Scaffold scaffold = Scaffolds.of(
                "example.FileSize", Scaffolds.functions("truncate", "ftruncate", "fallocate", "posix_fallocate"));
        assertThat(names(planned("example.FileSize", scaffold))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aarch64-linux-gnu", "i386-linux-gnu", "x86_64-linux-musl"})
    void anotherPlatformsSpec(String target) throws Exception {
        CCompiler compiler;
        try {
            compiler = new CCompilerLocator(System.getenv(), Duration.ofMinutes(2)).locate(null, target);
        } catch (GenerationException e) {
            System.out.println("SKIPPED: " + e.getMessage());
            Assumptions.abort(e.getMessage());
            return;
        }
        CatalogueSource facts = CatalogueSource.embedded(target).orElseThrow();
        Scaffold scaffold =
                Scaffold.of(InterfaceName.parse("example.Other"), Scaffolds.functions("stat", "open"), compiler, facts);
        assertThat(scaffold.summary()).isEqualTo("2 functions");
        assertThat(scaffold.source()).contains("int stat(@Path String pathname", "Stat statbuf);");
    }

    @Test
    void theHeadersFactsAreReadOnce() throws Exception {
        // Breaks when the source itself is handed on: a reading to choose the functions by, and one more for each
        // trial.
        AtomicInteger readings = new AtomicInteger();
        HeaderSource source = new HeaderSource() {
            @Override
            public String describe() {
                return "the shipped catalogue";
            }

            @Override
            public HeaderFacts read(HeaderRequest request) throws GenerationException {
                readings.incrementAndGet();
                return Scaffolds.catalogue().read(request);
            }
        };
        Scaffold.of(InterfaceName.parse("example.Once"), Scaffolds.headers("sys/stat.h"), Scaffolds.compiler(), source);
        assertThat(readings).hasValue(1);
    }

    @Test
    void theUnnamedPackageHasNoPackageLine() throws Exception {
        Scaffold scaffold = Scaffolds.of("Plain", Scaffolds.functions("close"));
        assertThat(scaffold.source()).startsWith("import ");
        assertThat(names(planned("Plain", scaffold))).containsExactly("close");
    }

    @Test
    void withNothingLeftThereIsNoSpec() {
        assertThatThrownBy(() -> Scaffolds.of("example.None", Scaffolds.functions("mcount", "__fentry__")))
                .isInstanceOfSatisfying(
                        GenerationException.class,
                        e -> assertThat(e.diagnostics()).singleElement().satisfies(d -> {
                            assertThat(d.code()).isEqualTo(Code.SG0709);
                            assertThat(d.message()).contains("mcount", "__fentry__", "cannot be wrapped: ");
                        }));
    }
}
