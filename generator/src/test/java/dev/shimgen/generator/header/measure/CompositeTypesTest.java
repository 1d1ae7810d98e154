package dev.shimgen.generator.header.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jextract says of the first declaration is given; the compiler is the machine's. */
class CompositeTypesTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private static FunctionFact unprototyped(String name, String header) {
        CType result = new CType("char *", "", CType.Carrier.POINTER, null);
        return new FunctionFact(name, "extern char *" + name + "()", result, List.of(), true, header);
    }

    private static HeaderFacts facts(String platform, FunctionFact... functions) {
        Map<String, FunctionFact> byName = new TreeMap<>();
        for (FunctionFact function : functions) {
            byName.put(function.name(), function);
        }
        return new HeaderFacts(platform, new TreeMap<>(byName), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    @Test
    void theDeclarationWithThePrototypeIsTheFunctionsType() throws Exception {
        Files.writeString(folder.resolve("first.h"), """
                char *both(); char *never(); char *nothing();
                typedef char *(*uses_both)(char *both);
                static inline int calls(void) { extern char *both(int wrong); return both(1) != 0; }
                """);
        Files.writeString(folder.resolve("second.h"), """
                extern char *both(const char *path,
                                  unsigned long size) __attribute__((__nonnull__(1), __aligned__(sizeof(int))));
                extern char *nothing(void);
                """);
        CCompiler compiler =
                new CCompilerLocator(System.getenv(), LIMIT).locate(null).including(List.of(folder));
        HeaderFacts read = CompositeTypes.of(
                facts(
                        compiler.targetTriplet(),
                        unprototyped("both", "first.h"),
                        unprototyped("never", "first.h"),
                        unprototyped("nothing", "first.h")),
                List.of("first.h", "second.h"),
                compiler,
                new IncludeRoots(List.of(folder.toString())));

        FunctionFact both = Objects.requireNonNull(read.function("both"));
        assertThat(both.prototype()).isEqualTo("extern char *both(const char *path, unsigned long size)");
        assertThat(both.header()).isEqualTo("second.h");
        assertThat(both.variadic()).isFalse();
        assertThat(both.parameters())
                .extracting(p -> p.type().carrier())
                .containsExactly(CType.Carrier.POINTER, CType.Carrier.INT64);
        assertThat(read.function("never")).isEqualTo(unprototyped("never", "first.h"));
        FunctionFact nothing = Objects.requireNonNull(read.function("nothing"));
        assertThat(nothing.variadic()).isFalse();
        assertThat(nothing.parameters()).isEmpty();
    }

    /** What is shipped is what a reading gives. */
    @Test
    void basenameOfMuslHasAParameter() throws Exception {
        CCompiler musl = musl();
        HeaderFacts shipped =
                CatalogueSource.embedded(musl.targetTriplet()).orElseThrow().readAll();
        HeaderFacts read = CompositeTypes.of(
                facts(musl.targetTriplet(), unprototyped("basename", "string.h")),
                List.of("string.h", "libgen.h"),
                musl,
                IncludeRoots.of(musl.includePaths()));
        assertThat(read.function("basename")).isEqualTo(shipped.function("basename"));
    }

    private static CCompiler musl() {
        try {
            return new CCompilerLocator(System.getenv(), LIMIT).locate(null, Target.MUSL.triplet());
        } catch (GenerationException e) {
            String reason = "SKIPPED: " + e.diagnostics().get(0).message();
            System.out.println(reason);
            Assumptions.abort(reason);
            throw new AssertionError(e);
        }
    }
}
