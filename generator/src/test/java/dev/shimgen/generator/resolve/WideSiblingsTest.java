package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.facts.FloatTypes;
import dev.shimgen.generator.resolve.facts.TransparentUnions;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.toolchain.CCompiler;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where a word has 32 bits, each symbol whose name says that it is a function with 64-bit offsets or times belongs to the plan
 * of that function. The spec names the plain functions only, as an author does.
 *
 * <p>What the names say is written down here, independent of the rules that find siblings. Seen to fail without the probe of
 * {@code _FILE_OFFSET_BITS} alone: {@code fts64_open} and its kin were missing.
 */
@Tag("whole-libc")
class WideSiblingsTest {

    /** {@return the function that a name belongs to; the name itself if it says nothing of 64 bits} */
    private static String function(String symbol) {
        if (!symbol.contains("64")) {
            return symbol;
        }
        return symbol.replaceFirst("^_+(IO_)?", "")
                .replaceFirst("_time64$", "")
                .replaceFirst("64", "")
                .replaceFirst("_(chk|2)$", "");
    }

    /** {@code sinf64} is no {@code sinf}: the 64 is that of {@code _Float64}. */
    private static boolean isOfFloat64(String symbol, HeaderFacts facts) {
        FunctionFact fact = facts.function(symbol);
        return symbol.matches("\\w*f\\d*x?64x?(_[lr])?")
                && (fact == null || fact.prototype().matches(".*(_Float|double|Complex).*"));
    }

    @Test
    void ofI386() throws Exception {
        CCompiler compiler = ForeignLibcTest.compiler(ForeignLibcTest.I386);
        LibraryExports exports = Platform.of(compiler).exports();
        CatalogueSource catalogue =
                CatalogueSource.embedded(ForeignLibcTest.I386.triplet()).orElseThrow();
        HeaderFacts facts = FloatTypes.replaced(TransparentUnions.replaced(catalogue.readAll()));
        List<FunctionFact> plain = facts.functions().values().stream()
                .filter(function -> exports.has(function.name()))
                .filter(function -> function(function.name()).equals(function.name()))
                .toList();
        ShimPlan plan = new Planner(compiler, Behaviours.load())
                .plan(
                        ForeignLibcTest.spec(ForeignLibcTest.I386, "", plain, facts, exports, name -> true),
                        catalogue,
                        new Diagnostics());
        Set<String> covered = plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .map(EntryPlan::symbol)
                .collect(Collectors.toSet());
        SortedMap<String, String> wide = new TreeMap<>();
        for (String symbol : exports.byName().keySet()) {
            String function = function(symbol);
            if (!function.equals(symbol) && covered.contains(function) && !isOfFloat64(symbol, facts)) {
                wide.put(symbol, function);
            }
        }
        assertThat(wide).hasSizeGreaterThan(150).containsEntry("__stat64_time64", "stat");
        wide.keySet().removeAll(covered);
        assertThat(wide).isEmpty();
    }
}
