package dev.shimgen.generator.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.catalogue.Recordings;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfSymbol;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FunctionHistoryTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    /** The first version of glibc for x86_64: what has that one was always there. */
    private static final LibcVersion FIRST = LibcVersion.parse("glibc 2.2.5");

    private static final Pattern VERSION = Pattern.compile("GLIBC_(\\d+(?:\\.\\d+){1,2})");

    private static final List<String> LIBRARIES = List.of(
            "libc.so.6",
            "libm.so.6",
            "libpthread.so.0",
            "libdl.so.2",
            "librt.so.1",
            "libresolv.so.2",
            "libutil.so.1",
            "libanl.so.1",
            "libBrokenLocale.so.1");

    @Test
    void saysWhenAFunctionCame() {
        assertThat(FunctionHistory.since("close_range")).contains(LibcVersion.glibc(2, 34));
        assertThat(FunctionHistory.since("strlcpy")).contains(LibcVersion.glibc(2, 38));
        assertThat(FunctionHistory.since("memfd_create")).contains(LibcVersion.glibc(2, 27));
    }

    @Test
    void doesNotTakeAMoveForABirth() {
        assertThat(FunctionHistory.since("pthread_create")).isEmpty();
        assertThat(FunctionHistory.since("dlopen")).isEmpty();
        assertThat(FunctionHistory.since("stat")).as("__xstat before 2.33").isEmpty();
        assertThat(FunctionHistory.since("open")).isEmpty();
        assertThat(FunctionHistory.since("no_such_function")).isEmpty();
    }

    /**
     * The table is made here, from the libraries of a root folder with the newest glibc: {@code -Dshimgen.updateGoldens=true
     * -Dshimgen.root=<folder>}. Without that, what this machine's libc has must be as the table says.
     */
    @Test
    void isWhatTheSymbolVersionsSay() throws Exception {
        String root = System.getProperty("shimgen.root", "");
        if (!root.isEmpty()) {
            SortedMap<String, LibcVersion> born = born(Path.of(root, "usr/lib", PLATFORM));
            StringBuilder table = new StringBuilder("""
                    # Since which version of glibc programs can call a function, of those that came after the first one for
                    # x86_64 (2.2.5): from the symbol versions of the newest libc; FunctionHistoryTest makes it.
                    """);
            born.forEach((name, version) ->
                    table.append(name).append('\t').append(version.number()).append('\n'));
            Goldens.assertMatches(
                    Path.of(System.getProperty("basedir", "."))
                            .resolve("src/main/resources/dev/shimgen/generator/header/since.txt"),
                    table.toString());
            return;
        }
        CCompiler compiler = new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate(null);
        Optional<Path> libc = compiler.libc();
        LibcVersion machine = compiler.libcVersion().orElse(FIRST);
        if (!compiler.targetTriplet().equals(PLATFORM) || libc.isEmpty()) {
            String reason =
                    "skipped: the table is for " + PLATFORM + ", and the compiler for " + compiler.targetTriplet();
            System.out.println("FunctionHistoryTest " + reason);
            Assumptions.abort(reason);
            return;
        }
        SortedMap<String, LibcVersion> expected = new TreeMap<>(FunctionHistory.all());
        expected.values().removeIf(machine::isOlderThan);

        SortedMap<String, LibcVersion> born = born(libc.get().toRealPath().getParent());
        // A newer glibc than that of the table has more, and none has lost a function that it was once linked to.
        LibcVersion newest = FunctionHistory.all().values().stream()
                .max(LibcVersion::compareTo)
                .orElseThrow();
        born.values().removeIf(newest::isOlderThan);

        assertThat(born).isEqualTo(expected).hasSizeGreaterThan(1_000);
    }

    /** What the libraries export, with the first version of each, except those that were there from the start. */
    private static SortedMap<String, LibcVersion> born(Path folder) throws Exception {
        SortedMap<String, LibcVersion> first = new TreeMap<>();
        for (String library : LIBRARIES) {
            Path file = folder.resolve(library);
            if (!Files.isRegularFile(file)) {
                continue;
            }
            for (ElfSymbol symbol : ElfFile.read(file).dynamicSymbols()) {
                Matcher version = VERSION.matcher(symbol.version());
                if (symbol.exported() && symbol.isFunction() && version.matches() && !isPlaceholder(symbol.name())) {
                    first.merge(
                            symbol.name(),
                            LibcVersion.parse("glibc " + version.group(1)),
                            (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        first.values().removeIf(FIRST::equals);
        first.keySet().removeAll(reachedOtherwise(first));
        return first;
    }

    /** Exported so that a library keeps a version that it has no function of any more (nptl/libpthread-compat.c). */
    private static boolean isPlaceholder(String name) {
        return name.matches("__lib\\w+_version_placeholder\\w*");
    }

    /** The headers of the oldest recording declare some that became symbols later. */
    private static List<String> reachedOtherwise(SortedMap<String, LibcVersion> first) throws Exception {
        LibcVersion oldest = Recordings.of(PLATFORM).get(0).libc();
        HeaderFacts facts = CatalogueSource.embedded(PLATFORM, Optional.of(oldest))
                .orElseThrow()
                .readAll();
        return first.entrySet().stream()
                .filter(entry -> oldest.isOlderThan(entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .filter(name -> facts.function(name) != null)
                .toList();
    }
}
