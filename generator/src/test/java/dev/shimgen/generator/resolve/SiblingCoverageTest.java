package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.ShimSpec;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No symbol of this libc whose name says that it is another form of a wrapped function is left out of a plan. What the
 * names say is written down here once more, independent of the rules that find siblings. Seen to fail without the rows of
 * {@code __sigaddset}, {@code __posix_getopt} and {@code _IO_vfscanf}, and without the rule of {@code __exp_finite}.
 *
 * <p>An old version of a name is covered when the name is.
 */
@Tag("whole-libc")
class SiblingCoverageTest {

    /** How glibc derives names from a function's: {@code $1} is the function. */
    private static final Map<Pattern, String> SPELLINGS = Stream.of(
                    Map.entry("(\\w+)64", "$1"),
                    Map.entry("__(\\w+)_chk", "$1"),
                    Map.entry("__(\\w+)_2", "$1"),
                    Map.entry("__isoc\\d\\d_(\\w+)", "$1"),
                    Map.entry("__(\\w+?)(?:64)?_time64", "$1"),
                    Map.entry("__([fl]?)x(stat|mknod)(at)?(?:64)?", "$1$2$3"),
                    Map.entry("_IO_(\\w+)", "$1"),
                    Map.entry("__xpg_(\\w+)", "$1"),
                    Map.entry("__posix_(\\w+)", "$1"),
                    Map.entry("__libc_(\\w+)", "$1"),
                    Map.entry("__(\\w+)_finite", "$1"),
                    Map.entry("__?(\\w+)", "$1"))
            .collect(Collectors.toMap(e -> Pattern.compile(e.getKey()), Map.Entry::getValue));

    private static LibraryExports exports;

    @BeforeAll
    static void read() throws Exception {
        exports = Machine.platform().exports();
    }

    /** By symbol that a plan leaves out, the wrapped function whose form it is. */
    private static SortedMap<String, String> missing(ShimPlan plan) throws Exception {
        Set<String> covered = plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .map(EntryPlan::symbol)
                .collect(Collectors.toSet());
        Set<String> lower =
                covered.stream().map(s -> s.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        SortedMap<String, String> missing = new TreeMap<>();
        for (String symbol : exports.byName().keySet()) {
            for (Map.Entry<Pattern, String> spelling : SPELLINGS.entrySet()) {
                Matcher matcher = spelling.getKey().matcher(symbol);
                if (!covered.contains(symbol) && matcher.matches()) {
                    String function = matcher.replaceFirst(spelling.getValue());
                    if (covered.contains(function) || lower.contains(function.toLowerCase(Locale.ROOT))) {
                        missing.putIfAbsent(symbol, function);
                    }
                }
            }
        }
        return missing;
    }

    /** Lines {@code symbol symbol … | why}. */
    private static Set<String> exceptions() throws Exception {
        return Files.readAllLines(Goldens.folder("siblings").resolve("not-siblings.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(line -> Stream.of(line.split("\\|", -1)[0].strip().split(" ", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertCovered(ShimPlan plan) throws Exception {
        SortedMap<String, String> missing = missing(plan);
        missing.keySet().removeAll(exceptions());
        assertThat(missing).isEmpty();
    }

    @Test
    void ofTheReadyMadeGroups() throws Exception {
        assertCovered(Machine.plan(
                Machine.spec("GroupSiblings", "@Shim(\"groupsiblings\")", String.join(", ", ReadyMadeGroups.names()))));
    }

    @Test
    void ofAllOfLibc() throws Exception {
        WholeLibcTest.read();
        Set<String> refused = WholeLibcTest.refused().keySet();
        ShimSpec spec = WholeLibcTest.spec("AllSiblings", "", name -> !refused.contains(name));
        ShimPlan plan = Machine.plan(spec, new Diagnostics());
        assertThat(plan.calls()).hasSizeGreaterThan(2000);
        assertCovered(plan);
        assertThat(missing(plan).keySet())
                .as("an exception that is none any more")
                .containsAll(exceptions().stream().filter(exports::has).toList());
    }
}
